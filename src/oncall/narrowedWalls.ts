/** Yearly rules with several parts that choose days: each narrows the others (RFC 5545 3.3.10, the table of BYxxx). */
import { limits } from '../domain/limits.ts';
import type { Rule } from './readRule.ts';
import { DAY_MS, type WallTime } from './zoneNamed.ts';

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The starts from `earliest` to `latest`, both included, of FREQ=YEARLY with BYWEEKNO or BYYEARDAY beside another part that
 * chooses days, which rrule-temporal does not bring together. The days are looked at one by one.
 * @returns null for any other rule
 * @throws Error when there are more days to look at than the limit
 */
export function narrowedWalls(rule: Rule, start: WallTime, earliest: WallTime, latest: WallTime): WallTime[] | null {
  if (!isNarrowed(rule)) return null;
  const { count = Number.POSITIVE_INFINITY, interval = 1 } = rule.parts;
  const firstYear = new Date(start).getUTCFullYear();
  // What is counted is counted from DTSTART on.
  const skipped = Number.isFinite(count) ? 0 : Math.max(0, Math.floor((earliest - start) / DAY_MS));
  if ((latest - start) / DAY_MS - skipped > limits.rotaRuleDays)
    throw new Error(`more than ${limits.rotaRuleDays} days would have to be looked at`);
  const walls: WallTime[] = [];
  let counted = 0;
  for (let wall = start + skipped * DAY_MS; wall <= latest && counted < count; wall += DAY_MS) {
    const date = new Date(wall);
    if ((date.getUTCFullYear() - firstYear) % interval !== 0 || !isChosen(rule, date)) continue;
    counted += 1;
    if (wall >= earliest) walls.push(wall);
  }
  return walls;
}

function isNarrowed({ freq, parts }: Rule): boolean {
  const { byMonthDay, byYearDay, byWeekNo, byDay, bySetPos, byHour, byMinute, bySecond } = parts;
  if (freq !== 'YEARLY' || bySetPos || byHour || byMinute || bySecond) return false;
  if (byWeekNo) return byMonthDay !== undefined || byYearDay !== undefined;
  return byYearDay !== undefined && (byMonthDay !== undefined || byDay !== undefined);
}

function isChosen({ parts }: Rule, date: Date): boolean {
  const { byMonth, byMonthDay, byYearDay, byWeekNo, byDay, wkst = 'MO' } = parts;
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const dayOfYear = daysBetween(Date.UTC(year, 0, 1), date) + 1;
  const isIn = (list: readonly number[] | undefined, fromStart: number, size: number) =>
    list === undefined || list.includes(fromStart) || list.includes(fromStart - size - 1);
  if (byMonth !== undefined && !byMonth.includes(month + 1)) return false;
  if (!isIn(byMonthDay, date.getUTCDate(), daysInMonth(year, month))) return false;
  if (!isIn(byYearDay, dayOfYear, daysInYear(year))) return false;
  if (byWeekNo !== undefined) {
    const { week, weeks } = weekOf(date, weekdays.indexOf(wkst));
    if (!isIn(byWeekNo, week, weeks)) return false;
  }
  if (byDay === undefined) return true;
  const inMonth = byMonth !== undefined;
  const place = inMonth ? date.getUTCDate() : dayOfYear;
  const size = inMonth ? daysInMonth(year, month) : daysInYear(year);
  return byDay.some((day) => isWeekday(day, date, place, size));
}

/** "MO", or "2MO" and "-1MO" for the second and the last of its month or year. */
function isWeekday(text: string, date: Date, place: number, size: number): boolean {
  if (weekdays[weekdayOf(date)] !== text.slice(-2)) return false;
  const wanted = Number.parseInt(text, 10);
  if (Number.isNaN(wanted)) return true;
  return wanted === Math.ceil(place / 7) || wanted === -Math.ceil((size - place + 1) / 7);
}

/** Week 1 is the first with at least four days in its year (RFC 5545 3.3.10). */
function weekOf(date: Date, weekStart: number): { week: number; weeks: number } {
  // The year of a week is that of its fourth day.
  const sinceStart = (weekdayOf(date) - weekStart + 7) % 7;
  const fourth = new Date(date.getTime() + (3 - sinceStart) * DAY_MS);
  const year = fourth.getUTCFullYear();
  const place = daysBetween(Date.UTC(year, 0, 1), fourth);
  const week = Math.floor(place / 7) + 1;
  return { week, weeks: week + Math.floor((daysInYear(year) - 1 - place) / 7) };
}

function weekdayOf(date: Date): number {
  return (date.getUTCDay() + 6) % 7;
}

function daysBetween(from: number, to: Date): number {
  return Math.floor((to.getTime() - from) / DAY_MS);
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}

function daysInYear(year: number): number {
  return (Date.UTC(year + 1, 0, 1) - Date.UTC(year, 0, 1)) / DAY_MS;
}
