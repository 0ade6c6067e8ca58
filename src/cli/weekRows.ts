import { Temporal } from 'temporal-polyfill';
import { writeTime } from '../domain/writeTime.ts';

/** A time, half open, in ISO 8601. */
export interface Stretch {
  from: string;
  to: string;
}

/** A part of a stretch within one week: hours from Monday 0:00 to 168, as the clocks on the wall show them. */
export interface WeekPart<T> {
  from: number;
  to: number;
  of: T;
}

export interface WeekRow<T> {
  /** "Mon 23 Nov" */
  label: string;
  /** What of this week belongs to the whole time. */
  inside: { from: number; to: number };
  parts: WeekPart<T>[];
}

interface Week {
  monday: Temporal.PlainDate;
  /** Epoch milliseconds. */
  start: number;
  end: number;
}

/** Cuts stretches at each Monday 0:00 of a zone and at the ends of the whole time, one row for each week that it touches. */
export function weekRows<T extends Stretch>(stretches: readonly T[], whole: Stretch, zone: string): WeekRow<T>[] {
  return weeksOf(whole, zone).map((week) => {
    const start = Math.max(week.start, Date.parse(whole.from));
    const end = Math.min(week.end, Date.parse(whole.to));
    const hours = (from: number, to: number) => ({
      from: hourOf(Math.max(from, start), week, zone),
      to: hourOf(Math.min(to, end), week, zone),
    });
    const parts = stretches
      .filter(({ from, to }) => Date.parse(from) < end && Date.parse(to) > start)
      .map((of) => ({ ...hours(Date.parse(of.from), Date.parse(of.to)), of }));
    return { label: dayOf(week.start, zone), inside: hours(start, end), parts };
  });
}

function dayOf(at: number, zone: string): string {
  return writeTime(at, zone).replace(/ \d\d:\d\d$/, '');
}

function weeksOf({ from, to }: Stretch, zone: string): Week[] {
  const first = Temporal.Instant.from(from).toZonedDateTimeISO(zone).toPlainDate();
  const startOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds;
  const weeks: Week[] = [];
  for (let monday = first.subtract({ days: first.dayOfWeek - 1 }); startOf(monday) < Date.parse(to); ) {
    const next = monday.add({ weeks: 1 });
    weeks.push({ monday, start: startOf(monday), end: startOf(next) });
    monday = next;
  }
  return weeks;
}

function hourOf(at: number, { monday, start, end }: Week, zone: string): number {
  if (at <= start) return 0;
  if (at >= end) return 168;
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return monday.toPlainDateTime().until(wall).total('hours');
}
