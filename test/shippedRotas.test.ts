import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { directorySchema } from '../src/domain/directory.ts';
import { hoursSchema } from '../src/domain/hours.ts';
import { parsePhone } from '../src/domain/phone.ts';
import { buildRota } from '../src/oncall/buildRota.ts';
import { deskHours } from '../src/oncall/openingHours.ts';
import { readHolidays } from '../src/oncall/readHolidays.ts';
import { requiredGaps } from '../src/oncall/requiredGaps.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';

const read = (name: string) => readFileSync(new URL(`../schedules/${name}`, import.meta.url), 'utf8');
const directory = directorySchema.parse(parse(read('directory.yaml')));
const people = Object.entries(directory.people).map(([id, person]) => ({ id, ...person }));
const DAY = 86_400_000;

const hours = hoursSchema.parse(parse(read('hours.yaml')));

/** A desk as it is worked out for some days. */
function desk(id: string, from: number, to: number) {
  const times = hours.desks[id];
  if (!times) throw new Error(`there is no desk ${id}`);
  const { dates, problems } = readHolidays(read(times.holidays ?? ''), { from, to });
  expect(problems).toEqual([]);
  return deskHours(times, 'America/Chicago', dates);
}

function build(team: string, from: number, to: number) {
  const text = read(directory.teams[team]?.rota[0] ?? '');
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
  test('has no gap in required cover in 90 days from any today, from 2026 to 2036, and nothing to put right', () => {
    for (const today of todays()) {
      const rota = build(team, today - 40 * DAY, today + 91 * DAY);
      for (const covers of ['closed', 'always'] as const) {
        const cover = { covers, desk: desk('partners', today - 40 * DAY, today + 91 * DAY) };
        const gaps = requiredGaps(rota.index, cover, today, today + 90 * DAY);
        expect(gaps, new Date(today).toISOString()).toEqual([]);
      }
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
    expect(directory.desk).toEqual({
      name: 'the help desk',
      number: parsePhone('608-265-6900', 'US'),
      queue: 'EAST',
      hours: 'partners',
      kind: 'people',
    });
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
  const partners = desk('partners', Date.UTC(2026, 0, 1), Date.UTC(2037, 0, 10));
  test.each([
    ['2026-11-25T18:00:00-06:00', '2026-11-27T07:00:00-06:00', 'after Thanksgiving'],
    ['2026-12-23T18:00:00-06:00', '2026-12-28T07:00:00-06:00', 'after Christmas and the weekend'],
    ['2026-12-30T18:00:00-06:00', '2027-01-04T07:00:00-06:00', 'after New Year and the weekend'],
    ['2028-12-22T18:00:00-06:00', '2028-12-27T07:00:00-06:00', 'after a Christmas Eve on a Sunday'],
    ['2033-12-22T18:00:00-06:00', '2033-12-27T07:00:00-06:00', 'after a Christmas Day on a Sunday'],
  ])('closed from %s, open again at %s: %s', (closed, open) => {
    expect(partners.isOpen(Date.parse(closed))).toBe(false);
    expect(partners.nextOpening(Date.parse(closed))).toBe(Date.parse(open));
  });

  test('have the same holidays as the list for 2026 to 2028, and ten in each year to 2036', () => {
    const from = Date.UTC(2026, 0, 2);
    const { dates } = readHolidays(read('holidays.ics'), { from, to: Date.UTC(2037, 0, 10) });
    const weekdays = dates.filter((date) => ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay()));
    expect(weekdays.filter((date) => date >= '2026-01-01' && date < '2028-12-30')).toEqual(
      `2026-01-01 2026-01-19 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-11-26 2026-12-24 2026-12-25 2026-12-31
       2027-01-01 2027-01-18 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-11-25 2027-12-23 2027-12-24 2027-12-30
       2027-12-31 2028-01-17 2028-05-29 2028-06-19 2028-07-04 2028-09-04 2028-11-23 2028-12-25 2028-12-26`.split(/\s+/),
    );
    const years = Array.from({ length: 11 }, (_, i) => 2026 + i);
    // New Year's holidays may move over the turn of the year, so a year runs from February.
    for (const year of years.slice(0, -1))
      expect(
        weekdays.filter((date) => date >= `${year}-02` && date < `${year + 1}-02`),
        `${year}`,
      ).toHaveLength(10);
  });
});
