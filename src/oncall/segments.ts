/** A rota as a list of stretches. */
import type { Instant } from '../domain/conversation.ts';
import type { OnCall } from '../domain/rota.ts';
import { type Cover, isRequired } from './requiredGaps.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { whoIsOnCall } from './whoIsOnCall.ts';

/** A stretch in which neither the people on call change nor whether somebody has to be; half open: [from, to). */
export interface Segment {
  from: Instant;
  to: Instant;
  onCall: OnCall;
  required: boolean;
}

/**
 * The stretches between two instants, in order and without a hole. Time that was not worked out is one of nobody.
 * @param most how many at the most; the rest begins where the last one ends
 */
export function segments(index: RotaIndex, cover: Cover, from: Instant, to: Instant, most: number): Segment[] {
  const bounds =
    cover.covers === 'always' ? [] : cover.desk.openings(from, to).flatMap(({ start, end }) => [start, end]);
  const windowEnd = index.borders.at(-1) ?? to;
  const found: Segment[] = [];
  let next = 0;
  for (let at = from; at < to && found.length < most; ) {
    while ((bounds[next] ?? to) <= at && next < bounds.length) next += 1;
    const onCall = whoIsOnCall(index, at);
    const change = onCall.until ?? (windowEnd > at ? windowEnd : to);
    const end = Math.min(to, change, bounds[next] ?? to);
    found.push({ from: at, to: end, onCall, required: isRequired(cover, at) });
    at = end;
  }
  return found;
}
