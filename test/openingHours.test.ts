import { describe, expect, test } from 'vitest';
import { hoursSchema } from '../src/domain/directory.ts';
import { deskHours } from '../src/oncall/openingHours.ts';

const weekday = { from: '07:00', to: '18:00' };
const at = (iso: string) => Date.parse(iso);

function desk(open: Record<string, { from: string; to: string }>, closed: string[] = []) {
  const hours = { spoken: 'as said', open, closed: closed.map((date) => ({ date, why: 'a holiday' })) };
  return deskHours(hoursSchema.parse(hours), 'America/Chicago');
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

test('a zone that does not exist is refused', () => {
  const hours = hoursSchema.parse({ spoken: 'never', open: {} });
  expect(() => deskHours(hours, 'Middle Earth')).toThrow('"Middle Earth" is no time zone');
});
