import { expect, test } from 'vitest';
import { readWhen } from '../src/oncall/readWhen.ts';

/** Saturday, 21 November 2026, 02:00 in Chicago. */
const now = Date.UTC(2026, 10, 21, 8);
const chicago = 'America/Chicago';

test.each([
  ['12:00', '2026-11-21T18:00:00Z'],
  ['noon', '2026-11-21T18:00:00Z'],
  ['midnight', '2026-11-22T06:00:00Z'],
  // A time that is over today is one of tomorrow.
  ['1:30', '2026-11-22T07:30:00Z'],
  ['7 am', '2026-11-21T13:00:00Z'],
  ['12 a.m.', '2026-11-22T06:00:00Z'],
  ['6:05 PM', '2026-11-22T00:05:00Z'],
  ['tomorrow 7:00', '2026-11-22T13:00:00Z'],
  ['today 23:59', '2026-11-22T05:59:00Z'],
  ['Mon 7:00', '2026-11-23T13:00:00Z'],
  ['saturday 1:00', '2026-11-28T07:00:00Z'],
  ['2026-12-05 06:00', '2026-12-05T12:00:00Z'],
  // In summer time.
  ['2026-07-05T06:00', '2026-07-05T11:00:00Z'],
])('%s is read', (text, at) => {
  expect(readWhen(text, now, chicago)).toBe(Date.parse(at));
});

test.each(['', '7', '24:00', '13 pm', '0 am', '7:60', 'soon', '2026-13-05 06:00', 'Mondays'])(
  '"%s" is no time',
  (text) => {
    expect(readWhen(text, now, chicago)).toBeNull();
  },
);

test('a zone that does not exist is no time either', () => {
  expect(readWhen('12:00', now, 'America/Nowhere')).toBeNull();
});
