import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { directorySchema, hoursSchema } from '../src/domain/directory.ts';
import { parsePhone } from '../src/domain/phone.ts';
import { buildRota } from '../src/oncall/buildRota.ts';
import { findGaps } from '../src/oncall/findGaps.ts';
import { deskHours } from '../src/oncall/openingHours.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';

const read = (name: string) => readFileSync(new URL(`../schedules/${name}`, import.meta.url), 'utf8');
const directory = directorySchema.parse(parse(read('directory.yaml')));
const people = Object.entries(directory.people).map(([id, person]) => ({ id, ...person }));
const DAY = 86_400_000;

function build(team: string, from: number, to: number) {
  const text = read(directory.teams[team]?.rota ?? '');
  return buildRota({
    files: [{ name: 'rota.ics', bytes: text, role: 'base' }],
    zone: 'America/Chicago',
    people,
    from,
    to,
  });
}

/** Who is on call for a team at a wall time of Chicago, given with its offset. */
function onCall(team: string, iso: string): string[] {
  const at = Date.parse(iso);
  return whoIsOnCall(build(team, at - DAY, at + DAY).index, at).people;
}

/** One day of each month for eleven years, the day and the hour drawn with a fixed seed (a linear congruence). */
function todays(): number[] {
  let seed = 20261121;
  const draw = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  return Array.from({ length: 132 }, (_, month) => Date.UTC(2026, month, 1 + draw(28), draw(24), draw(60)));
}

describe.each(['aims', 'ds'])('the shipped rota of %s', (team) => {
  test('has no gap in 90 days from any today, from 2026 to 2036, and nothing to put right', () => {
    for (const today of todays()) {
      const rota = build(team, today - 40 * DAY, today + 91 * DAY);
      expect(findGaps(rota.index, today, today + 90 * DAY), new Date(today).toISOString()).toEqual([]);
      expect(rota.problems).toEqual([]);
    }
  });

  test('has exactly one person on call at each instant of the winter with the holidays and the swaps', () => {
    const from = Date.parse('2026-10-01T00:00:00Z');
    const { index } = build(team, from, from + 180 * DAY);
    for (const border of index.borders.slice(0, -1)) expect(whoIsOnCall(index, border).people).toHaveLength(1);
  });
});

test.each([
  ['the night in which the clocks go back', 'aims', '2026-11-01T01:30:00-05:00', 'alex'],
  ['the same hour a second time', 'aims', '2026-11-01T01:30:00-06:00', 'alex'],
  ['the hand-over after it, a second before', 'aims', '2026-11-02T07:59:59-06:00', 'alex'],
  ['the hand-over after it', 'aims', '2026-11-02T08:00:00-06:00', 'sam'],
  ['the night in which the clocks go back', 'ds', '2026-11-01T01:30:00-06:00', 'max'],
  ['its end, a second before', 'ds', '2026-11-01T07:59:59-06:00', 'max'],
  ['its end', 'ds', '2026-11-01T08:00:00-06:00', 'dana'],
  ['the night in which the clocks go forward', 'aims', '2027-03-14T03:00:00-05:00', 'sam'],
  ['the night in which the clocks go forward', 'ds', '2027-03-14T03:00:00-05:00', 'max'],
  ['its end', 'ds', '2027-03-14T08:00:00-05:00', 'dana'],
  ['the first half of a swap: Alex for Kim', 'aims', '2026-12-02T12:00:00-06:00', 'alex'],
  ['the other half: Kim for Alex', 'aims', '2026-12-09T12:00:00-06:00', 'kim'],
  ['after the swap', 'aims', '2026-12-16T12:00:00-06:00', 'sam'],
  ['the week of Christmas before the holiday', 'aims', '2026-12-24T16:59:59-06:00', 'kim'],
  ['Christmas Eve', 'aims', '2026-12-24T17:00:00-06:00', 'sam'],
  ['Christmas Day', 'aims', '2026-12-25T12:00:00-06:00', 'sam'],
  ['the week of Christmas after the holiday', 'aims', '2026-12-26T08:00:00-06:00', 'kim'],
  ['Thanksgiving by day: Max for Dana', 'ds', '2026-11-26T12:00:00-06:00', 'max'],
  ['Thanksgiving by night: Max for Dana', 'ds', '2026-11-27T02:00:00-06:00', 'max'],
  ['the morning after', 'ds', '2026-11-27T08:00:00-06:00', 'dana'],
  ['a swapped night: Max for Lou', 'ds', '2026-12-08T22:00:00-06:00', 'max'],
  ['the same weekday a week before', 'ds', '2026-12-01T22:00:00-06:00', 'lou'],
])('%s (%s, %s): %s is on call', (_, team, at, person) => {
  expect(onCall(team, at)).toEqual([person]);
});

describe('the shipped directory', () => {
  test('rings nobody but made-up numbers, beside the desk', () => {
    const numbers = [...people.map(({ phone }) => phone), ...directory.partners.flatMap((partner) => partner.numbers)];
    for (const number of numbers) expect(number).toMatch(/^\+160855501\d\d$/);
    expect(directory.desk).toEqual({ name: 'the help desk', number: parsePhone('608-265-6900', 'US'), queue: 'EAST' });
  });

  test('knows the partner departments of the stories by their numbers', () => {
    const teamOf = (number: string) => directory.partners.find(({ numbers }) => numbers.includes(number))?.team;
    expect([teamOf('+16085550142'), teamOf('+16085550143'), teamOf('+16085550199')]).toEqual(['aims', 'ds', undefined]);
  });

  test('has a policy that tries the person on call twice, then the lead, then all leads', () => {
    const steps = directory.policies.standard?.steps.map(({ who, text, ringSeconds }) => [who, text, ringSeconds]);
    expect(steps).toEqual([
      ['on-call', true, 25],
      ['on-call', false, 25],
      ['lead', true, 25],
      ['leads', true, 25],
    ]);
  });
});

describe('the shipped opening hours', () => {
  const hours = hoursSchema.parse(parse(read('hours.yaml')));
  const desk = deskHours(hours, 'America/Chicago');
  test.each([
    ['2026-11-25T18:00:00-06:00', '2026-11-27T07:00:00-06:00', 'after Thanksgiving'],
    ['2026-12-23T18:00:00-06:00', '2026-12-28T07:00:00-06:00', 'after Christmas and the weekend'],
    ['2026-12-30T18:00:00-06:00', '2027-01-04T07:00:00-06:00', 'after New Year and the weekend'],
  ])('closed from %s, open again at %s: %s', (closed, open) => {
    expect(desk.isOpen(Date.parse(closed))).toBe(false);
    expect(desk.nextOpening(Date.parse(closed))).toBe(Date.parse(open));
  });

  test('close on weekdays only, on each day once', () => {
    const dates = hours.closed.map(({ date }) => date);
    expect(new Set(dates).size).toBe(dates.length);
    for (const date of dates) expect([0, 6], date).not.toContain(new Date(`${date}T12:00:00Z`).getUTCDay());
  });
});
