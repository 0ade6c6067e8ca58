import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import type { ReadSource } from '../src/sources/checkSources.ts';
import { readHours } from '../src/sources/readHours.ts';
import { rotaBuilder } from '../src/sources/rotaBuilder.ts';
import { MovedClock } from './night/movedClock.ts';
import { at, calendar, shift } from './rotaText.ts';

const people = [{ id: 'kim', name: 'Kim Lee', phone: '+16085550111', aliases: [] }];
const [from, to] = [at('2026-11-01T00:00:00-05:00'), at('2026-12-01T00:00:00-06:00')];
const input = (text: string) => ({
  files: [{ name: 'aims.ics', bytes: text, role: 'base' as const }],
  zone: 'America/Chicago',
  people,
  from,
  to,
});
const kims = calendar(shift('Kim Lee', '20261102T080000', '20261109T080000'));

test('a rota is worked out in a thread and comes back whole', async () => {
  const build = rotaBuilder(new MovedClock(from));
  const rota = await build(input(kims));
  expect(whoIsOnCall(rota.index, at('2026-11-03T12:00:00-06:00')).people).toEqual(['kim']);
  expect(rota.problems).toEqual([]);
});

test('what is wrong with it comes back as its sentence, and the next rota is worked out all the same', async () => {
  const build = rotaBuilder(new MovedClock(from));
  await expect(build(input('<html>Please sign in</html>'))).rejects.toThrow(/not BEGIN:VCALENDAR: this is no calendar/);
  expect((await build(input(kims))).problems).toEqual([]);
});

test('one that takes too long is refused with the limit, and the next one gets a new thread', async () => {
  const clock = new MovedClock(from);
  const build = rotaBuilder(clock);
  const hangs = build(input(kims));
  const next = build(input(kims));
  // Whether it is fast or slow in truth, its time is over before its answer can come.
  await Promise.resolve();
  clock.step(from + limits.rotaBuildSeconds * 1000);
  await expect(hangs).rejects.toThrow(`takes more than ${limits.rotaBuildSeconds} s`);
  expect((await next).problems).toEqual([]);
});

test('the time that one took is not held against the next', async () => {
  const clock = new MovedClock(from);
  const build = rotaBuilder(clock);
  await build(input(kims));
  clock.step(from + limits.rotaBuildSeconds * 1000 - 1);
  const next = build(input(kims));
  await Promise.resolve();
  clock.step(from + limits.rotaBuildSeconds * 1000);
  expect((await next).problems).toEqual([]);
});

describe('holidays', () => {
  const closed = calendar(['DTSTART;VALUE=DATE:20261126']);
  const hours =
    'desks: { partners: { spoken: weekdays, open: { mon: { from: "07:00", to: "18:00" } }, holidays: off.ics } }';
  const read =
    (text: string): ReadSource =>
    (_, name) =>
      name === 'hours' ? { path: 'hours.yaml', text: hours } : { path: name, text };

  test('are worked out in the same thread, and come back whole', async () => {
    const build = rotaBuilder(new MovedClock(from));
    expect(await build.holidays(closed, { from, to })).toEqual({ dates: ['2026-11-26'], problems: [] });
    await expect(build.holidays('junk', { from, to })).rejects.toThrow('Line 1 is "junk", not BEGIN:VCALENDAR');
    expect((await build(input(kims))).problems).toEqual([]);
  });

  test('of a file that takes too long are refused with its name, and whatever is next gets a new thread', async () => {
    const slow = Array.from({ length: 450 }, () => [
      'DTSTART;VALUE=DATE:20260101',
      `RRULE:FREQ=YEARLY;BYYEARDAY=${upTo(366)};BYDAY=SU;BYSETPOS=${upTo(60)}`,
    ]);
    const clock = new MovedClock(from);
    const build = rotaBuilder(clock);
    const hangs = readHours({ timezone: 'America/Chicago', now: from, read: read(calendar(...slow)), build });
    const next = build.holidays(closed, { from, to });
    // The main thread is free meanwhile: the limit of time is told here.
    await new Promise((resolve) => setImmediate(resolve));
    clock.step(from + limits.rotaBuildSeconds * 1000);
    await expect(hangs).rejects.toThrow(
      `off.ics line 1: Working out the holidays takes more than ${limits.rotaBuildSeconds} s; repeat less often.`,
    );
    expect((await next).dates).toEqual(['2026-11-26']);
    expect((await build(input(kims))).problems).toEqual([]);
  });
});

function upTo(last: number): string {
  return Array.from({ length: last }, (_, i) => i + 1).join(',');
}
