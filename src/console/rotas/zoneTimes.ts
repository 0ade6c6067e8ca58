/** Days and clocks of the service's zone, whatever zone the browser is in. */
import { Temporal } from 'temporal-polyfill';

/** "2026-11-21" of an instant. */
export function dayAt(instant: number, zone: string): string {
  return zoned(instant, zone).toPlainDate().toString();
}

/** "2026-11-21T02:00", as a field for date and time takes it. */
export function wallAt(instant: number, zone: string): string {
  return zoned(instant, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** The instant at which the clocks of the zone show this; null when it is no date and time. */
export function instantOf(wall: string, zone: string): number | null {
  try {
    return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return null;
  }
}

/** The beginning of a day. @param day as `dayAt` gives it */
export function startOf(day: string, zone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** @param month "2026-11" */
export function addMonths(month: string, months: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** "November 2026" */
export function sayMonth(month: string): string {
  return Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }).toLocaleString('en-US', {
    month: 'long',
    year: 'numeric',
  });
}

/** "Sat" and "21 Nov" */
export function sayDay(day: string): { weekday: string; date: string } {
  const date = Temporal.PlainDate.from(day);
  return {
    weekday: date.toLocaleString('en-US', { weekday: 'short' }),
    date: `${date.day} ${date.toLocaleString('en-US', { month: 'short' })}`,
  };
}

/** A day from the address bar; `otherwise` when it is none. */
export function readDay(text: string | null, otherwise: string): string {
  return read(text, otherwise, /^\d{4}-\d\d-\d\d$/, (day) => Temporal.PlainDate.from(day, { overflow: 'reject' }));
}

/** A month from the address bar. */
export function readMonth(text: string | null, otherwise: string): string {
  return read(text, otherwise, /^\d{4}-\d\d$/, (month) => Temporal.PlainYearMonth.from(month, { overflow: 'reject' }));
}

function read(text: string | null, otherwise: string, form: RegExp, parse: (text: string) => unknown): string {
  if (text === null || !form.test(text)) return otherwise;
  try {
    parse(text);
    return text;
  } catch {
    return otherwise;
  }
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
