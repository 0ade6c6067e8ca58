import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RotaInput } from '../src/oncall/buildRota.ts';
import type { BuildRota, ReadSource } from '../src/sources/checkSources.ts';
import { readHours } from '../src/sources/readHours.ts';
import { rememberBuilds } from '../src/sources/rememberBuilds.ts';
import { at, buildHere, calendar, people, shift } from './rotaText.ts';

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
  const rota = async (given: RotaInput) => {
    worked.push(given.files[0]?.version ?? 'none');
    if (given.files[0]?.version === 'bad') throw new Error('refused');
    return buildHere(given);
  };
  const holidays: BuildRota['holidays'] = async (words, window) => {
    worked.push(words);
    return buildHere.holidays(words, window);
  };
  return { build: rememberBuilds(Object.assign(rota, { holidays }), most), worked };
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

describe('holidays', () => {
  const closed = (day: string) => calendar([`DTSTART;VALUE=DATE:${day}`]);
  const [thanksgiving, christmas] = [closed('20261126'), closed('20261225')];
  const window = { from: at('2026-11-01T00:00:00Z'), to: at('2027-11-01T00:00:00Z') };

  test('are worked out once for the same text and time, whatever rotas are asked for between', async () => {
    const { build, worked } = counted();
    const first = await build.holidays(thanksgiving, window);
    await build(input('v1'));
    expect(await build.holidays(thanksgiving, { ...window })).toBe(first);
    await build(input('v1'));
    expect(first.dates).toEqual(['2026-11-26']);
    expect(worked).toEqual([thanksgiving, 'v1']);
  });

  test('are worked out anew for another text and another day', async () => {
    const { build, worked } = counted();
    await build.holidays(thanksgiving, window);
    await build.holidays(christmas, window);
    await build.holidays(thanksgiving, { ...window, to: window.to + 86_400_000 });
    expect(worked).toEqual([thanksgiving, christmas, thanksgiving]);
  });

  test('that were refused are tried again', async () => {
    const { build, worked } = counted();
    for (const text of ['junk', 'junk']) await build.holidays(text, window).catch(() => undefined);
    expect(worked).toEqual(['junk', 'junk']);
  });

  test('are asked for from the same day on all day long', async () => {
    const { build, worked } = counted();
    const read: ReadSource = (_, name) => ({
      path: name,
      text: readFileSync(`test/night/schedules/${name === 'hours' ? 'hours.yaml' : name}`, 'utf8'),
    });
    for (const time of ['00:00:00', '13:07:01', '23:59:59'])
      await readHours({ timezone: 'America/Chicago', now: at(`2026-11-21T${time}Z`), read, build });
    expect(worked).toHaveLength(1);
    await readHours({ timezone: 'America/Chicago', now: at('2026-11-22T00:00:00Z'), read, build });
    expect(worked).toHaveLength(2);
  });
});
