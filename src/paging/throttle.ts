/** How often a phone may be rung, so that no network takes our number for spam and no person stops listening. Pure. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';

const perMinute = { withinSeconds: 60, rings: limits.ringsPerMinute };
const perLonger = [
  { withinSeconds: 900, rings: limits.ringsPerQuarter },
  { withinSeconds: 3_600, rings: limits.ringsPerHour },
] as const;

/** The longest stretch that any rule looks at. */
export const throttleSeconds = 3_600;

/**
 * May this phone be rung once more now?
 * @param rings when it was rung before, in any order
 * @param isNews does the ring tell of a case that no ring before has told of? Then it need not keep the minute.
 * @returns false when a further ring would be more than a rule allows
 */
export function mayRing(rings: readonly Instant[], now: Instant, isNews: boolean): boolean {
  return (isNews ? perLonger : [perMinute, ...perLonger]).every(({ withinSeconds, rings: most }) => {
    const since = now - withinSeconds * 1000;
    return rings.filter((at) => at > since).length < most;
  });
}

/** A ring of a page, as far as how often a person may be woken goes by it. */
export interface PageRing {
  at: Instant;
  /** The numbers of one person that one step rings in turn are one ring: its page, step and round. */
  of: string;
  cases: readonly string[];
}

/**
 * Has somebody been rung twice within five minutes for all of these cases, by whatever steps and pages? The second ring,
 * within three minutes of the first, is what comes through a phone's "do not disturb"; a third one wakes nobody new.
 */
export function isRungTwice(rings: readonly PageRing[], cases: readonly string[], now: Instant): boolean {
  const since = now - limits.sameRingsSeconds * 1000;
  const same = rings.filter((ring) => ring.at > since && cases.every((number) => ring.cases.includes(number)));
  return new Set(same.map((ring) => ring.of)).size >= limits.sameRings;
}
