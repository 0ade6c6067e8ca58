import type { Clock } from '../domain/ports.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import type { Range } from './rangeOf.ts';

/** Which recordings somebody is hearing in parts, in memory: a player asks for many parts of one sound. */
export interface Hearings {
  /**
   * Is this part one more hearing?
   * @param key of whoever hears which recording
   */
  isNew(key: string, part: Range | 'whole'): boolean;
}

/** The first two bytes say nothing: players ask for them to learn whether they get parts. */
const probeEnd = 1;

export function rememberHearings(clock: Clock): Hearings {
  // The one that began first comes first.
  const begunAt = new Map<string, number>();
  return {
    isNew(key, part) {
      const now = clock.now();
      if (part !== 'whole') {
        if (part.end <= probeEnd) return false;
        const begun = begunAt.get(key);
        // A part from the middle belongs to the hearing that has begun; with none, it is one.
        if (part.start > 0 && begun !== undefined && now < begun + signInLimits.hearingMinutes * 60_000) return false;
      }
      begunAt.delete(key);
      begunAt.set(key, now);
      const [oldest] = begunAt.keys();
      if (begunAt.size > signInLimits.hearingsRemembered && oldest !== undefined) begunAt.delete(oldest);
      return true;
    },
  };
}
