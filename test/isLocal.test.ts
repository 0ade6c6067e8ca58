import { expect, test } from 'vitest';
import { isLocal } from '../src/http/isLocal.ts';

test.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['10.0.0.7', false],
  ['::ffff:10.0.0.7', false],
  ['fe80::1', false],
  ['2001:db8::1', false],
  [undefined, false],
])('a browser at %s is on this machine: %s', (remoteAddress, local) => {
  const header = (name: string) => (name === 'host' ? 'localhost:3000' : undefined);
  expect(isLocal({ socket: { remoteAddress }, httpVersion: '1.1', header })).toBe(local);
});
