import type { z } from 'zod';
import { listOf, segmentAnswer } from '../domain/api.ts';
import type { Asking } from './ask.ts';

export type Segment = z.infer<typeof segmentAnswer>;

/** Every stretch of a team between two instants, however many pages the service tells them in. */
export async function askSegments(asking: Asking, team: string, from: string, to: string): Promise<Segment[]> {
  const all: Segment[] = [];
  for (let next: string | null = from; next !== null; ) {
    const query: string = new URLSearchParams({ team, from: next, to }).toString();
    const page: z.infer<typeof answer> = await asking.get(`/on-call/segments?${query}`, answer);
    all.push(...page.items);
    // A page that leads no further would be asked for without an end.
    next = page.next !== null && Date.parse(page.next) > Date.parse(next) ? page.next : null;
  }
  return all;
}

const answer = listOf(segmentAnswer);
