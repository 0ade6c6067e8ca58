/** Wall clocks and instants. A wall time is milliseconds as if the clock on the wall showed UTC. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../domain/conversation.ts';

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

/** A time in which a zone keeps one offset from UTC: [from, to). */
interface Stretch {
  from: Instant;
  to: Instant;
  offsetMs: number;
}

/** Starts with a letter: Temporal would also take "+05:00" or a whole timestamp for a zone. */
const IANA_NAME = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/**
 * Finds a time zone by its IANA name ("America/Chicago", "UTC"), in any case of letters.
 * @returns null when there is no such zone: the caller has to say so, and must not fall back to UTC
 */
export function zoneNamed(name: string): Zone | null {
  if (!IANA_NAME.test(name)) return null;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
  } catch {
    return null;
  }
  // Asking Temporal for every shift would cost most of a build; a zone changes its offset twice a year.
  const known: Stretch[] = [];
  const offsetAt = (at: Instant): number => {
    for (const stretch of known) if (at >= stretch.from && at < stretch.to) return stretch.offsetMs;
    const stretch = stretchAt(name, at);
    known.unshift(stretch);
    return stretch.offsetMs;
  };
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

function stretchAt(name: string, at: Instant): Stretch {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
  // The transition before is looked for from a millisecond later, so that an instant on a transition begins its stretch.
  const previous = there.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const next = there.getTimeZoneTransition('next');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: there.offsetNanoseconds / 1e6,
  };
}
