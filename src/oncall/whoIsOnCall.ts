/** The question this room is there for. */
import type { Instant } from '../domain/conversation.ts';
import type { OnCall } from '../domain/rota.ts';
import type { RotaIndex } from './rotaIndex.ts';

/**
 * Who is on call at an instant, and why. A shift begins at its first instant and is over at its end: at a hand-over the
 * new person is on call, alone. The lists of the answer are shared with later answers: do not change them.
 * @returns everybody on call, in the order of the file; nobody is a gap with its reason, also outside the time that was worked out
 */
export function whoIsOnCall(index: RotaIndex, at: Instant): OnCall {
  const segment = segmentAt(index, at);
  if (segment === null) return notWorkedOut(index, at);
  const crew = index.crews[index.crewOf[segment] ?? 0];
  if (!crew) return notWorkedOut(index, at);
  const { people, decidedBy, gap, warnings } = crew;
  return { people, until: changeAfter(index, segment), decidedBy, gap, warnings };
}

/** The segment that holds an instant, by binary search; null outside the window. */
export function segmentAt({ borders }: RotaIndex, at: Instant): number | null {
  let low = 0;
  let high = borders.length - 1;
  if (!(at >= (borders[low] ?? Number.POSITIVE_INFINITY) && at < (borders[high] ?? Number.NEGATIVE_INFINITY)))
    return null;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((borders[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** When the people of a segment change; null when they do not before the window ends. */
function changeAfter(index: RotaIndex, segment: number): Instant | null {
  const change = index.changesAt[segment] ?? index.crewOf.length;
  return change < index.crewOf.length ? (index.borders[change] ?? null) : null;
}

function notWorkedOut({ borders }: RotaIndex, at: Instant): OnCall {
  const first = borders[0] ?? null;
  const until = first !== null && at < first ? first : null;
  return { people: [], until, decidedBy: [], gap: 'The rota has not been worked out for this time.', warnings: [] };
}
