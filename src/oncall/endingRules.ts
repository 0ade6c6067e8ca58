/** What of a rota runs out: it has to be written on before that. */
import type { Instant } from '../domain/conversation.ts';
import type { SeriesEnd } from '../domain/rota.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { whoIsOnCall } from './whoIsOnCall.ts';

export interface EndingRule extends SeriesEnd {
  /** Directory ids of those who are on call when its last shift has ended. */
  followedBy: readonly string[];
}

export interface Endings {
  rules: EndingRule[];
  /** From here on nobody is on call as far as the rota is worked out. */
  rotaEndsAt: Instant | null;
}

/**
 * What ends after one instant and by another: (from, to]. Only a repeating event ends (UNTIL, COUNT, RDATE); a series of
 * which all later shifts were changed ends with those. One whose last shift may lie outside what was worked out does not.
 */
export function endingRules(index: RotaIndex, from: Instant, to: Instant): Endings {
  const isWithin = (at: Instant) => at > from && at <= to;
  const rules = index.seriesEnds
    .filter(({ endsAt }) => isWithin(endsAt))
    .map((one) => ({ ...one, followedBy: whoIsOnCall(index, one.endsAt).people }));
  const endsAt = lastDutyEnd(index);
  return { rules, rotaEndsAt: endsAt !== null && isWithin(endsAt) ? endsAt : null };
}

/** When the last segment ends in which somebody is on call; null when that is the end of the window, or there is none. */
function lastDutyEnd({ borders, crewOf, crews }: RotaIndex): Instant | null {
  const last = crewOf.findLastIndex((number) => (crews[number]?.people.length ?? 0) > 0);
  return last < 0 || last === crewOf.length - 1 ? null : (borders[last + 1] ?? null);
}
