/** When the help desk is open. */
import type { Instant } from '../domain/conversation.ts';
import { type Hours, weekdays } from '../domain/directory.ts';
import { limits } from '../domain/limits.ts';
import { DAY_MS, type WallTime, type Zone, zoneNamed } from './zoneNamed.ts';

export interface DeskHours {
  /** True from the instant of opening until just before that of closing. */
  isOpen(at: Instant): boolean;
  /** The first opening later than `at`; null when there is none within `limits.openingDaysAhead`. */
  nextOpening(at: Instant): Instant | null;
  /** The end of the opening that is running at `at`, else of the next one; null when there is none within the same limit. */
  nextClosing(at: Instant): Instant | null;
}

/** Half open: [start, end). */
interface Opening {
  start: Instant;
  end: Instant;
}

/**
 * Reads opening hours by the clock on the wall of a time zone. A "to" that is not later than its "from" is on the next
 * day; a closed day takes out the opening that begins on it. Openings that touch are one.
 * @throws RangeError when the zone does not exist
 */
export function deskHours(hours: Hours, zoneName: string): DeskHours {
  const zone = zoneNamed(zoneName);
  if (!zone) throw new RangeError(`"${zoneName}" is no time zone; write a name such as America/Chicago.`);
  const openingOn = readOpenings(hours, zone);
  // Yesterday's opening may last into today.
  const yesterday = (at: Instant): WallTime => Math.floor(zone.wallOf(at) / DAY_MS) * DAY_MS - DAY_MS;
  const openingsAfter = (at: Instant) => joinOpenings(openingOn, zone, yesterday(at), at);
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
      for (const { end } of openingsAfter(at)) return end;
      return null;
    },
  };
}

/** The opening that begins on a day, given as the wall time of its midnight. */
function readOpenings(hours: Hours, zone: Zone): (day: WallTime) => Opening | null {
  const closed = new Set(hours.closed.map(({ date }) => date));
  return (day) => {
    // 1 January 1970 was a Thursday, the fourth of the weekdays.
    const weekday = weekdays[(((day / DAY_MS + 3) % 7) + 7) % 7];
    const open = weekday && hours.open[weekday];
    if (!open || closed.has(new Date(day).toISOString().slice(0, 10))) return null;
    const from = timeOfDay(open.from);
    const to = timeOfDay(open.to);
    return { start: zone.instantOf(day + from), end: zone.instantOf(day + to + (to > from ? 0 : DAY_MS)) };
  };
}

/** The openings that end later than `at`, from a day on, those that touch as one. One that is not seen to end is left out. */
function* joinOpenings(
  openingOn: (day: WallTime) => Opening | null,
  zone: Zone,
  firstDay: WallTime,
  at: Instant,
): Generator<Opening> {
  let joined: Opening | null = null;
  const lastDay = firstDay + limits.openingDaysAhead * DAY_MS;
  for (let day = firstDay; day <= lastDay; day += DAY_MS) {
    const opening = openingOn(day);
    if (!opening || opening.end <= at) continue;
    if (joined && opening.start <= joined.end) {
      joined = { start: joined.start, end: Math.max(joined.end, opening.end) };
      continue;
    }
    if (joined) yield joined;
    joined = opening;
  }
  if (joined && joined.end < zone.instantOf(lastDay + DAY_MS)) yield joined;
}

/** "07:00" in milliseconds after midnight. */
function timeOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
