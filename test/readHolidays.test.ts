import { expect, test } from 'vitest';
import { readHolidays } from '../src/oncall/readHolidays.ts';
import { calendar } from './rotaText.ts';

const day = 86_400_000;

/** The days of 2026 on which a calendar of these events closes a desk. */
function closedIn2026(...events: string[][]): string[] {
  const lines = events.flatMap((event, i) => ['BEGIN:VEVENT', `UID:${i}`, ...event, 'END:VEVENT']);
  const text = ['BEGIN:VCALENDAR', 'X-WR-TIMEZONE:America/Chicago', ...lines, 'END:VCALENDAR'].join('\r\n');
  const from = Date.UTC(2026, 0, 1);
  const { dates, problems } = readHolidays(text, { from, to: Date.UTC(2027, 0, 1) - day });
  expect(problems).toEqual([]);
  return dates.filter((date) => date.startsWith('2026'));
}

test.each([
  ['a day', ['DTSTART;VALUE=DATE:20261126'], ['2026-11-26']],
  ['a day without VALUE=DATE', ['DTSTART:20261126'], ['2026-11-26']],
  ['several days', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261226'], ['2026-12-24', '2026-12-25']],
  ['a day of each year', ['DTSTART;VALUE=DATE:20011225', 'RRULE:FREQ=YEARLY'], ['2026-12-25']],
  ['a weekday of each year', ['DTSTART;VALUE=DATE:20201126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'], ['2026-11-26']],
  ['a day that is taken out', ['DTSTART;VALUE=DATE:20011225', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20261225'], []],
  ['a day that is cancelled', ['DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED'], []],
  ['a day on which people count as free', ['DTSTART;VALUE=DATE:20260525', 'TRANSP:TRANSPARENT'], ['2026-05-25']],
])('%s', (_what, event, dates) => {
  expect(closedIn2026(event)).toEqual(dates);
});

test('a day that two events name is one, and a stretch of a thousand years ends with what is looked at', () => {
  const long = ['DTSTART;VALUE=DATE:20260101', 'DTEND;VALUE=DATE:30260101'];
  expect(closedIn2026(['DTSTART;VALUE=DATE:20260102'], long)).toHaveLength(365);
  const { dates } = readHolidays(calendar(long), { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 31) });
  expect(dates).toHaveLength(31);
});
