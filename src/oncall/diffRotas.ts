/** What a new version of a rota changes: who is on call when, before and after. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { whoIsOnCall } from './whoIsOnCall.ts';

/** A stretch of time with other people than before, half open: [from, to). Directory ids; none is nobody. */
export interface RotaChange {
  from: Instant;
  to: Instant;
  was: readonly string[];
  now: readonly string[];
}

/**
 * Compares two indices over a time, as far as both have worked it out: elsewhere one of them would seem to have nobody.
 * @returns the changes in order, neighbours with the same people joined; at most `limits.rotaChanges` of them
 */
export function diffRotas(before: RotaIndex, after: RotaIndex, from: Instant, to: Instant): RotaChange[] {
  const changes: RotaChange[] = [];
  const first = Math.max(from, ...[before, after].map(({ borders }) => borders[0] ?? from));
  const last = Math.min(to, ...[before, after].map(({ borders }) => borders.at(-1) ?? to));
  // Every round ends at a border of one of the two, so there are no more rounds than they have segments together.
  for (let at = first; at < last && changes.length < limits.rotaChanges; ) {
    const was = whoIsOnCall(before, at);
    const now = whoIsOnCall(after, at);
    const end = Math.min(last, was.until ?? last, now.until ?? last);
    const change = changes.at(-1);
    if (!sameSet(was.people, now.people)) {
      if (change?.to === at && same(change.was, was.people) && same(change.now, now.people)) change.to = end;
      else changes.push({ from: at, to: end, was: was.people, now: now.people });
    }
    at = end;
  }
  return changes;
}

/** Of two orders of the same people nobody is woken differently enough to be told of it. */
function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((person) => other.includes(person));
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((person, i) => other[i] === person);
}
