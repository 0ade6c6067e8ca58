/** The times at which nobody is on call. */
import type { Instant } from '../domain/conversation.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { whoIsOnCall } from './whoIsOnCall.ts';

/** Half open: [from, to). */
export interface Gap {
  from: Instant;
  to: Instant;
  /** A sentence. */
  reason: string;
}

/**
 * Every gap between two instants, in order; neighbouring ones have different reasons. Time that was not worked out
 * is a gap.
 */
export function findGaps(index: RotaIndex, from: Instant, to: Instant): Gap[] {
  const gaps: Gap[] = [];
  // Every round ends at a border of the index, so there are at most as many as it has segments, and two.
  for (let at = from; at < to; ) {
    const { gap, until } = whoIsOnCall(index, at);
    const end = Math.min(to, until ?? windowEndAfter(index, at) ?? to);
    if (gap !== null) gaps.push({ from: at, to: end, reason: gap });
    at = end;
  }
  return gaps;
}

function windowEndAfter({ borders }: RotaIndex, at: Instant): Instant | null {
  const end = borders.at(-1);
  return end !== undefined && end > at ? end : null;
}
