/** The simple daily and weekly rules, which most rotas are made of, without stepping through the past. */
import type { Rule } from './readRule.ts';
import { DAY_MS, type WallTime } from './zoneNamed.ts';

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule repeats after so many days: what it leads to within them, as days after `base`. */
interface Pattern {
  /** Days since 1970. */
  base: number;
  days: number;
  offsets: number[];
}

/**
 * The starts from `earliest` to `latest`, both included, of a rule that has nothing but FREQ=DAILY or WEEKLY, INTERVAL,
 * COUNT, WKST and BYDAY without numbers; DAILY without COUNT may have BYMONTH and BYMONTHDAY, too.
 * @param start DTSTART, which is among them only when the rule leads to it
 * @returns null for any other rule
 */
export function dayWalls(rule: Rule, start: WallTime, earliest: WallTime, latest: WallTime): WallTime[] | null {
  const { freq, parts } = rule;
  const { byMonth, byMonthDay, count } = parts;
  if (!isSimple(rule)) return null;
  const firstDay = Math.floor(start / DAY_MS);
  const timeOfDay = start - firstDay * DAY_MS;
  const { base, days, offsets } = freq === 'WEEKLY' ? weeklyPattern(rule, firstDay) : dailyPattern(rule, firstDay);
  if (offsets.length === 0) return [];
  const lastDay = Math.floor((latest - timeOfDay) / DAY_MS);
  // The days of the pattern before DTSTART are none of the rule, and do not count.
  const before = offsets.filter((offset) => base + offset < firstDay).length;
  const end = count === undefined ? Number.POSITIVE_INFINITY : before + count;
  const periodsBefore = Math.max(0, Math.floor((Math.floor((earliest - timeOfDay) / DAY_MS) - base) / days));
  const walls: WallTime[] = [];
  // Every round is a day of the rule, and the last is the first one after `latest`.
  for (let i = Math.max(before, periodsBefore * offsets.length); i < end; i++) {
    const day = base + Math.floor(i / offsets.length) * days + (offsets[i % offsets.length] ?? 0);
    if (day > lastDay) break;
    const wall = day * DAY_MS + timeOfDay;
    if (wall >= earliest && isIn(wall, byMonth, byMonthDay)) walls.push(wall);
  }
  return walls;
}

function isSimple({ freq, parts }: Rule): boolean {
  if (freq !== 'DAILY' && freq !== 'WEEKLY') return false;
  const { interval, count, wkst, byDay, byMonth, byMonthDay, freq: _, ...others } = parts;
  if (Object.keys(others).length > 0 || byDay?.some((day) => !weekdays.includes(day))) return false;
  return (byMonth === undefined && byMonthDay === undefined) || (freq === 'DAILY' && count === undefined);
}

function dailyPattern({ parts: { interval = 1, byDay } }: Rule, firstDay: number): Pattern {
  if (byDay === undefined) return { base: firstDay, days: interval, offsets: [0] };
  const wanted = byDay.map((day) => weekdays.indexOf(day));
  const offsets = [0, 1, 2, 3, 4, 5, 6]
    .map((k) => k * interval)
    .filter((k) => wanted.includes(weekdayOf(firstDay + k)));
  return { base: firstDay, days: 7 * interval, offsets };
}

function weeklyPattern({ parts: { interval = 1, byDay, wkst = 'MO' } }: Rule, firstDay: number): Pattern {
  const weekStart = weekdays.indexOf(wkst);
  const sinceWeekStart = (weekday: number) => (weekday - weekStart + 7) % 7;
  const wanted = byDay?.map((day) => weekdays.indexOf(day)) ?? [weekdayOf(firstDay)];
  const offsets = [...new Set(wanted.map(sinceWeekStart))].sort((a, b) => a - b);
  return { base: firstDay - sinceWeekStart(weekdayOf(firstDay)), days: 7 * interval, offsets };
}

/** From 0, which is Monday: 1 January 1970 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function isIn(
  wall: WallTime,
  months: readonly (number | string)[] | undefined,
  monthDays: number[] | undefined,
): boolean {
  if (months === undefined && monthDays === undefined) return true;
  const date = new Date(wall);
  const month = date.getUTCMonth();
  if (months !== undefined && !months.includes(month + 1)) return false;
  if (monthDays === undefined) return true;
  const day = date.getUTCDate();
  // Day 0 of the next month is the last of this one.
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return monthDays.includes(day) || monthDays.includes(day - last - 1);
}
