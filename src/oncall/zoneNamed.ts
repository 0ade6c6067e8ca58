/** Wall clocks and instants. A wall time is milliseconds as if the clock on the wall showed UTC. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';

/** What a clock on the wall shows, as the milliseconds since 1970 that UTC would have at the same reading. */
export type WallTime = number;

export interface Zone {
  name: string;
  /**
   * The instant at which the clocks of this zone show `wall`. A time that the clocks skip is read with the offset
   * before the gap, a time that they show twice is the first (RFC 5545 3.3.5).
   */
  instantOf(wall: WallTime): Instant;
  /** What the clocks of this zone show at `at`. */
  wallOf(at: Instant): WallTime;
}

export const DAY_MS = 86_400_000;
const YEAR_MS = 366 * DAY_MS;

/** Starts with a letter: Temporal would also take "+05:00" or a whole timestamp for a zone. */
const IANA_NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/** The zones that were asked for, by the name Temporal gives them: there are some six hundred. */
const known = new Map<string, Zone>();

/**
 * Finds a time zone by its IANA name ("America/Chicago", "UTC"), in any case of letters.
 * @returns null when there is no such zone: the caller has to say so, and must not fall back to UTC
 */
export function zoneNamed(name: string): Zone | null {
  if (!IANA_NAME.test(name)) return null;
  let id: string;
  try {
    id = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    return null;
  }
  const zone = known.get(id) ?? zoneFrom(id, offsetsOf(id));
  known.set(id, zone);
  return zone;
}

/** A zone by its offset from UTC in milliseconds at each instant, which must not change twice within two days. */
export function zoneFrom(name: string, offsetAt: (at: Instant) => number): Zone {
  return {
    name,
    wallOf: (at) => at + offsetAt(at),
    instantOf: (wall) => {
      const before = offsetAt(wall - DAY_MS);
      const after = offsetAt(wall + DAY_MS);
      if (before === after) return wall - before;
      // The clocks change within a day of it: take the old offset while it holds, which also is the first of two.
      if (offsetAt(wall - before) === before) return wall - before;
      return offsetAt(wall - after) === after ? wall - after : wall - before;
    },
  };
}

/** A time in which a zone keeps one offset; it begins where the one before it ends. */
interface Stretch {
  to: Instant;
  offsetMs: number;
}

/** Asking Temporal for every shift would cost most of a build: it is asked once for each year. */
function offsetsOf(id: string): (at: Instant) => number {
  const years = new Map<number, Stretch[]>();
  return (at) => {
    const year = Math.floor(at / YEAR_MS);
    let stretches = years.get(year);
    if (stretches === undefined) {
      if (years.size >= limits.zoneYears) years.clear();
      stretches = stretchesOf(id, year * YEAR_MS, (year + 1) * YEAR_MS);
      years.set(year, stretches);
    }
    for (const stretch of stretches) if (at < stretch.to) return stretch.offsetMs;
    return stretches.at(-1)?.offsetMs ?? 0;
  };
}

function stretchesOf(id: string, from: Instant, to: Instant): Stretch[] {
  const stretches: Stretch[] = [];
  // Every round goes on to the next change of the clocks, of which a year has a few.
  for (let at = from; at < to; ) {
    const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(id);
    const next = there.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    stretches.push({ to: next, offsetMs: there.offsetNanoseconds / 1e6 });
    at = next;
  }
  return stretches;
}
