/** When a desk is open. */
import type { Instant } from '../domain/conversation.ts';
import { type DeskTimes, weekdays } from '../domain/hours.ts';
import { limits } from '../domain/limits.ts';
import { DAY_MS, type WallTime, type Zone, zoneNamed } from './zoneNamed.ts';

export interface DeskHours {
  /** True from the instant of opening until just before that of closing. */
  isOpen(at: Instant): boolean;
  /** The first opening later than `at`; null when there is none within `limits.openingDaysAhead`. */
  nextOpening(at: Instant): Instant | null;
  /** The end of the opening that is running at `at`, else of the next one; null when there is none within the same limit. */
  nextClosing(at: Instant): Instant | null;
  /** What is open in [from, to), in order, none of them touching another, cut to it. */
  openings(from: Instant, to: Instant): Opening[];
}

/** Half open: [start, end). */
export interface Opening {
  start: Instant;
  end: Instant;
}

/**
 * Reads opening hours by the clock on the wall of a time zone. A "to" that is not later than its "from" is on the next
 * day; a closed day or holiday takes out the opening that begins on it, an exception replaces it. Openings that touch
 * are one.
 * @param holidays dates such as "2026-11-26"
 * @throws RangeError when the zone does not exist
 */
export function deskHours(times: DeskTimes, zoneName: string, holidays: Iterable<string> = []): DeskHours {
  const zone = zoneNamed(zoneName);
  if (!zone) throw new RangeError(`"${zoneName}" is no time zone; write a name such as America/Chicago.`);
  const openingOn = readOpenings(times, new Set(holidays), zone);
  const dayOf = (at: Instant): WallTime => Math.floor(zone.wallOf(at) / DAY_MS) * DAY_MS;
  // Yesterday's opening may last into today.
  const yesterday = (at: Instant): WallTime => dayOf(at) - DAY_MS;
  const lastLooked = (at: Instant): WallTime => yesterday(at) + limits.openingDaysAhead * DAY_MS;
  const openingsAfter = (at: Instant) => joinOpenings(openingOn, yesterday(at), lastLooked(at));
  return {
    isOpen: (at) =>
      [yesterday(at), yesterday(at) + DAY_MS].some((day) => {
        const opening = openingOn(day);
        return opening !== null && opening.start <= at && at < opening.end;
      }),
    nextOpening: (at) => {
      for (const { start } of openingsAfter(at)) if (start > at) return start;
      return null;
    },
    nextClosing: (at) => {
      // One that lasts until where the looking ends is not seen to end.
      const horizon = zone.instantOf(lastLooked(at) + DAY_MS);
      for (const { end } of openingsAfter(at)) if (end > at) return end < horizon ? end : null;
      return null;
    },
    openings: (from, to) => {
      const found: Opening[] = [];
      for (const { start, end } of joinOpenings(openingOn, yesterday(from), dayOf(to)))
        if (end > from && start < to) found.push({ start: Math.max(start, from), end: Math.min(end, to) });
      return found;
    },
  };
}

/** The opening that begins on a day, given as the wall time of its midnight. */
function readOpenings(times: DeskTimes, holidays: ReadonlySet<string>, zone: Zone): (day: WallTime) => Opening | null {
  const closed = new Set([...holidays, ...times.closed.map(({ date }) => date)]);
  const exceptions = new Map(times.exceptions.map((exception) => [exception.date, exception]));
  return (day) => {
    const date = new Date(day).toISOString().slice(0, 10);
    // 1 January 1970 was a Thursday, the fourth of the weekdays.
    const weekday = weekdays[(((day / DAY_MS + 3) % 7) + 7) % 7];
    const open = exceptions.get(date) ?? (closed.has(date) ? undefined : weekday && times.open[weekday]);
    if (!open) return null;
    const from = timeOfDay(open.from);
    const to = timeOfDay(open.to);
    const opening = { start: zone.instantOf(day + from), end: zone.instantOf(day + to + (to > from ? 0 : DAY_MS)) };
    // The clocks may skip an opening from its start to its end.
    return opening.start < opening.end ? opening : null;
  };
}

/** The openings that begin on the days from the first to the last, those that touch as one. */
function* joinOpenings(
  openingOn: (day: WallTime) => Opening | null,
  firstDay: WallTime,
  lastDay: WallTime,
): Generator<Opening> {
  let joined: Opening | null = null;
  for (let day = firstDay; day <= lastDay; day += DAY_MS) {
    const opening = openingOn(day);
    if (!opening) continue;
    if (joined && opening.start <= joined.end) {
      joined = { start: joined.start, end: Math.max(joined.end, opening.end) };
      continue;
    }
    if (joined) yield joined;
    joined = opening;
  }
  if (joined) yield joined;
}

/** "07:00" in milliseconds after midnight. */
function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
