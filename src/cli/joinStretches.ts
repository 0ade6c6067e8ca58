import type { Segment } from './askSegments.ts';

/**
 * Stretches that touch and read alike are one: the service also cuts where somebody begins to have to be on call, which
 * makes no difference while somebody is.
 */
export function joinStretches(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last?.to === segment.from && keyOf(last) === keyOf(segment)) last.to = segment.to;
    else joined.push({ ...segment });
  }
  return joined;
}

function keyOf({ people, required, gap, warnings }: Segment): string {
  const ids = people.map(({ id }) => id).sort();
  return JSON.stringify(ids.length > 0 ? [ids, warnings] : [ids, warnings, required, gap]);
}
