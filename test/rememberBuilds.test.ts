import { expect, test } from 'vitest';
import type { RotaInput } from '../src/oncall/buildRota.ts';
import { buildRota } from '../src/oncall/buildRota.ts';
import { rememberBuilds } from '../src/sources/rememberBuilds.ts';
import { at, calendar, people, shift } from './rotaText.ts';

const text = calendar(shift('Kim Lee', '20261102T080000', '20261109T080000'));
const input = (version: string | undefined, more: Partial<RotaInput> = {}): RotaInput => ({
  files: [{ name: 'aims.ics', bytes: text, role: 'base', ...(version === undefined ? {} : { version }) }],
  zone: 'America/Chicago',
  people,
  from: at('2026-11-01T00:00:00Z'),
  to: at('2026-12-01T00:00:00Z'),
  ...more,
});

function counted(most = 10) {
  const worked: string[] = [];
  const build = rememberBuilds(async (given) => {
    worked.push(given.files[0]?.version ?? 'none');
    if (given.files[0]?.version === 'bad') throw new Error('refused');
    return buildRota(given);
  }, most);
  return { build, worked };
}

test('a rota is worked out once for the same files, people, zone and time', async () => {
  const { build, worked } = counted();
  const [one, again] = [await build(input('v1')), await build(input('v1'))];
  expect(again).toBe(one);
  expect(worked).toEqual(['v1']);
});

test.each<[string, RotaInput]>([
  ['another version of its file', input('v2')],
  ['another person in the directory', input('v1', { people: people.slice(1) })],
  ['another alias', input('v1', { people: people.map((one) => ({ ...one, aliases: ['Boss'] })) })],
  ['another zone', input('v1', { zone: 'Europe/Berlin' })],
  ['another day', input('v1', { to: at('2026-12-02T00:00:00Z') })],
  [
    'a file that overrides now',
    input('v1', { files: [{ name: 'aims.ics', bytes: text, role: 'override', version: 'v1' }] }),
  ],
])('%s has it worked out anew', async (_, other) => {
  const { build, worked } = counted();
  await build(input('v1'));
  await build(other);
  expect(worked).toHaveLength(2);
});

test('what was refused is tried again, and what has no version always', async () => {
  const { build, worked } = counted();
  for (const version of ['bad', 'bad', undefined, undefined]) await build(input(version)).catch(() => undefined);
  expect(worked).toEqual(['bad', 'bad', 'none', 'none']);
});

test('of too many those are forgotten that were asked for least lately', async () => {
  const { build, worked } = counted(2);
  for (const version of ['v1', 'v2', 'v1', 'v3', 'v1', 'v2']) await build(input(version));
  expect(worked).toEqual(['v1', 'v2', 'v3', 'v2']);
});
