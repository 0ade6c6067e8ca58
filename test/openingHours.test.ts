import { describe, expect, test } from 'vitest';
import { deskTimesSchema } from '../src/domain/hours.ts';
import { deskHours } from '../src/oncall/openingHours.ts';

const weekday = { from: '07:00', to: '18:00' };
const at = (iso: string) => Date.parse(iso);

function desk(
  open: Record<string, { from: string; to: string }>,
  closed: string[] = [],
  exceptions: Record<string, { from: string; to: string }> = {},
  holidays: string[] = [],
) {
  const hours = { spoken: 'as said', open, closed: closed.map((date) => ({ date, why: 'a holiday' })) };
  const others = Object.entries(exceptions).map(([date, times]) => ({ date, ...times, why: 'as it is' }));
  return deskHours(deskTimesSchema.parse({ ...hours, exceptions: others }), 'America/Chicago', holidays);
}

describe('a desk that is open Monday to Friday from 7 to 18', () => {
  const usual = desk({ mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday }, ['2026-11-26']);

  test.each([
    ['2026-11-20T07:00:00-06:00', [false, true, true], 'opens on Friday'],
    ['2026-11-20T18:00:00-06:00', [true, false, false], 'closes on Friday'],
    ['2026-11-21T12:00:00-06:00', [false, false, false], 'is closed on Saturday'],
    ['2026-11-26T12:00:00-06:00', [false, false, false], 'is closed on a holiday'],
    ['2026-10-30T07:00:00-05:00', [false, true, true], 'opens by the clock in summer time'],
    ['2026-11-02T07:00:00-06:00', [false, true, true], 'opens by the clock in winter time'],
  ])('at %s: %s, for it %s', (iso, expected) => {
    expect([-1000, 0, 1000].map((ms) => usual.isOpen(at(iso) + ms))).toEqual(expected);
  });

  test.each([
    ['2026-11-20T06:00:00-06:00', '2026-11-20T07:00:00-06:00', '2026-11-20T18:00:00-06:00', 'before it opens'],
    ['2026-11-20T07:00:00-06:00', '2026-11-23T07:00:00-06:00', '2026-11-20T18:00:00-06:00', 'as it opens'],
    ['2026-11-20T18:00:00-06:00', '2026-11-23T07:00:00-06:00', '2026-11-23T18:00:00-06:00', 'as it closes'],
    ['2026-11-25T20:00:00-06:00', '2026-11-27T07:00:00-06:00', '2026-11-27T18:00:00-06:00', 'before a holiday'],
    [
      '2026-10-31T20:00:00-05:00',
      '2026-11-02T07:00:00-06:00',
      '2026-11-02T18:00:00-06:00',
      'before the clocks go back',
    ],
    ['2027-03-13T20:00:00-06:00', '2027-03-15T07:00:00-05:00', '2027-03-15T18:00:00-05:00', 'before they go forward'],
  ])('at %s next opens at %s and next closes at %s: %s', (iso, opening, closing) => {
    expect(usual.nextOpening(at(iso))).toBe(at(opening));
    expect(usual.nextClosing(at(iso))).toBe(at(closing));
  });
});

test('an opening whose "to" is not later than its "from" ends on the next day', () => {
  const late = desk({ fri: { from: '20:00', to: '02:00' } }, ['2026-11-21']);
  expect(late.isOpen(at('2026-11-21T01:59:59-06:00'))).toBe(true);
  expect(late.isOpen(at('2026-11-21T02:00:00-06:00'))).toBe(false);
  expect(late.nextClosing(at('2026-11-21T01:00:00-06:00'))).toBe(at('2026-11-21T02:00:00-06:00'));
});

test('openings that touch at midnight are one', () => {
  const two = desk({ mon: { from: '07:00', to: '00:00' }, tue: { from: '00:00', to: '12:00' } });
  expect(two.nextClosing(at('2026-11-23T20:00:00-06:00'))).toBe(at('2026-11-24T12:00:00-06:00'));
  expect(two.nextOpening(at('2026-11-23T20:00:00-06:00'))).toBe(at('2026-11-30T07:00:00-06:00'));
});

test('a desk that never opens, and one that never closes, say so instead of searching for ever', () => {
  const never = desk({});
  expect([never.isOpen(0), never.nextOpening(0), never.nextClosing(0)]).toEqual([false, null, null]);
  const day = { from: '00:00', to: '00:00' };
  const always = desk({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day });
  const now = at('2026-11-23T20:00:00-06:00');
  expect([always.isOpen(now), always.nextOpening(now), always.nextClosing(now)]).toEqual([true, null, null]);
});

describe('a day with other hours, and a holiday of a calendar', () => {
  const other = desk(
    { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday },
    ['2026-11-26'],
    {
      '2026-12-23': { from: '07:00', to: '12:00' },
      '2026-12-25': { from: '09:00', to: '11:00' },
      '2026-12-26': { from: '22:00', to: '03:00' },
      '2026-11-01': { from: '00:30', to: '03:00' },
      '2027-03-14': { from: '01:30', to: '03:30' },
    },
    ['2026-12-24', '2026-12-25'],
  );
  const spans = (from: string, to: string) =>
    other.openings(at(from), at(to)).map(({ start, end }) => [start, end].map((one) => new Date(one).toISOString()));

  test('count from one midnight to the other, also on a holiday and on a day that is closed otherwise', () => {
    expect(spans('2026-12-22T12:00:00-06:00', '2026-12-28T06:00:00-06:00')).toEqual([
      ['2026-12-22T18:00:00.000Z', '2026-12-23T00:00:00.000Z'],
      ['2026-12-23T13:00:00.000Z', '2026-12-23T18:00:00.000Z'],
      ['2026-12-25T15:00:00.000Z', '2026-12-25T17:00:00.000Z'],
      ['2026-12-27T04:00:00.000Z', '2026-12-27T09:00:00.000Z'],
    ]);
    expect(other.nextOpening(at('2026-12-23T12:00:00-06:00'))).toBe(at('2026-12-25T09:00:00-06:00'));
    expect(other.isOpen(at('2026-12-24T12:00:00-06:00'))).toBe(false);
    expect(other.isOpen(at('2026-12-27T02:59:59-06:00'))).toBe(true);
  });

  test('last an hour more or less when the clocks change in them', () => {
    const lengths = (from: string, to: string) =>
      other.openings(at(from), at(to)).map(({ start, end }) => (end - start) / 60_000);
    expect(lengths('2026-10-31T22:00:00-05:00', '2026-11-01T22:00:00-06:00')).toEqual([210]);
    expect(lengths('2027-03-13T22:00:00-06:00', '2027-03-14T22:00:00-05:00')).toEqual([60]);
  });

  test('one that the clocks skip does not take place', () => {
    const skipped = desk({}, [], { '2027-03-14': { from: '02:15', to: '03:00' } });
    expect(skipped.openings(at('2027-03-13T00:00:00-06:00'), at('2027-03-16T00:00:00-05:00'))).toEqual([]);
    expect(skipped.nextOpening(at('2027-03-13T00:00:00-06:00'))).toBeNull();
  });

  test('openings are cut to what is asked for, and joined where they touch', () => {
    const day = { from: '00:00', to: '00:00' };
    const always = desk({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day });
    const [from, to] = [at('2026-10-31T12:00:00-05:00'), at('2027-12-01T12:00:00-06:00')];
    expect(always.openings(from, to)).toEqual([{ start: from, end: to }]);
  });
});

test('a zone that does not exist is refused', () => {
  const hours = deskTimesSchema.parse({ spoken: 'never', open: {} });
  expect(() => deskHours(hours, 'Middle Earth')).toThrow('"Middle Earth" is no time zone');
});
