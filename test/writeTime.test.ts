import { expect, test } from 'vitest';
import { writeStretch, writeTime, writeUntil } from '../src/domain/writeTime.ts';

const chicago = 'America/Chicago';
const stretch = (from: string, to: string) => writeStretch(Date.parse(from), Date.parse(to), chicago);

test('a time is that of the clocks on the wall, with its day', () => {
  expect(writeTime(Date.parse('2026-12-02T00:05:00Z'), chicago)).toBe('Tue 1 Dec 18:05');
  expect(writeTime(Date.parse('2026-12-02T06:00:00Z'), chicago)).toBe('Wed 2 Dec 00:00');
  expect(writeTime(Date.parse('2026-09-01T12:00:00Z'), 'Europe/Berlin')).toBe('Tue 1 Sep 14:00');
});

test.each([
  ['2026-12-01T18:00:00-06:00', '2026-12-01T22:30:00-06:00', 'Tue 1 Dec 18:00 to 22:30'],
  ['2026-12-01T18:00:00-06:00', '2026-12-02T07:00:00-06:00', 'Tue 1 Dec 18:00 to Wed 07:00'],
  ['2026-12-01T18:00:00-06:00', '2026-12-07T07:00:00-06:00', 'Tue 1 Dec 18:00 to Mon 07:00'],
  ['2026-12-01T18:00:00-06:00', '2026-12-08T07:00:00-06:00', 'Tue 1 Dec 18:00 to Tue 8 Dec 07:00'],
  ['2026-12-01T18:00:00-06:00', '2027-01-01T07:00:00-06:00', 'Tue 1 Dec 18:00 to Fri 1 Jan 07:00'],
  ['2026-10-31T18:00:00-05:00', '2026-11-01T07:00:00-06:00', 'Sat 31 Oct 18:00 to Sun 07:00'],
])('from %s to %s is %s', (from, to, words) => {
  expect(stretch(from, to)).toBe(words);
});

test('a time has its year when it is more than half a year away', () => {
  const near = Date.parse('2026-12-02T12:00:00-06:00');
  const written = (text: string) => writeTime(Date.parse(text), chicago, near);
  expect(written('2027-05-31T10:00:00-05:00')).toBe('Mon 31 May 10:00');
  expect(written('2027-06-01T10:00:00-05:00')).toBe('Tue 1 Jun 2027 10:00');
  expect(written('2028-06-01T10:00:00-05:00')).toBe('Thu 1 Jun 2028 10:00');
  expect(written('2026-06-06T10:00:00-05:00')).toBe('Sat 6 Jun 10:00');
  expect(written('2026-05-01T10:00:00-05:00')).toBe('Fri 1 May 2026 10:00');
  const [from, to] = [Date.parse('2027-05-29T18:00:00-05:00'), Date.parse('2027-12-01T07:00:00-06:00')];
  expect(writeStretch(from, to, chicago, near)).toBe('Sat 29 May 18:00 to Wed 1 Dec 2027 07:00');
  expect(writeStretch(to, to + 3_600_000, chicago, near)).toBe('Wed 1 Dec 2027 07:00 to 08:00');
});

test.each([
  ['2026-11-21T07:00:00-06:00', '7 a.m.'],
  ['2026-11-21T18:05:00-06:00', '6:05 p.m.'],
  ['2026-11-23T00:30:00-06:00', 'Monday 12:30 a.m.'],
  ['2026-12-05T12:00:00-06:00', 'December 5 noon'],
])('at night, until %s is spoken as %s', (until, words) => {
  expect(writeUntil(Date.parse(until), Date.parse('2026-11-21T02:00:00-06:00'), chicago)).toBe(words);
});
