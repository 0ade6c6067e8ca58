import { get, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consoleLimits } from '../src/domain/consoleLimits.ts';
import { Night } from './night/night.ts';

let night: Night;

beforeEach(async () => {
  night = await Night.begin('sqlite');
});
afterEach(() => night.close());

/** Asks, and leaves the answer as it came. */
function raw(path: string, headers: Record<string, string>): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  const authorization = `Bearer ${night.app.adminToken}`;
  return new Promise((resolve, reject) => {
    get(`${night.app.url}/api${path}`, { headers: { authorization, ...headers } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });
}

const gzip = { 'accept-encoding': 'gzip, deflate, br' };

test('a long answer goes out in gzip, and is the same', async () => {
  const plain = await raw('/flows/hotline', {});
  const squeezed = await raw('/flows/hotline', gzip);
  expect(plain.headers).not.toHaveProperty('content-encoding');
  expect(plain.body.length).toBeGreaterThan(consoleLimits.squeezedBytes);
  expect(squeezed.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    vary: expect.stringMatching(/accept-encoding/i),
  });
  expect(squeezed.body.length).toBeLessThan(plain.body.length / 2);
  expect(gunzipSync(squeezed.body).equals(plain.body)).toBe(true);
});

test('a short one, one that nobody can read squeezed, and a refusal stay as they are', async () => {
  expect((await raw('/teams', gzip)).headers).not.toHaveProperty('content-encoding');
  expect((await raw('/flows/hotline', { 'accept-encoding': 'gzip;q=0' })).headers).not.toHaveProperty(
    'content-encoding',
  );
  const refused = await raw('/nowhere', gzip);
  expect(refused.headers).not.toHaveProperty('content-encoding');
  expect(JSON.parse(refused.body.toString())).toMatchObject({ status: 404 });
});
