/** The times at which several events put different people on call. */
import type { Instant } from '../domain/conversation.ts';
import type { ShiftSource } from '../domain/rota.ts';
import type { RotaIndex } from './rotaIndex.ts';

/** Half open: [from, to). */
export interface DoubleCover {
  from: Instant;
  to: Instant;
  /** Directory ids of everybody on call. */
  people: readonly string[];
  /** The events that put them there, at least two. */
  sources: readonly ShiftSource[];
}

/**
 * Every stretch between two instants in which people are on call by different events, in order; of neighbours the events
 * differ. That one event names several is meant, and so is no double cover. Somebody whom two
 * events name is there by the first of them.
 */
export function findDoubleCover(index: RotaIndex, from: Instant, to: Instant): DoubleCover[] {
  const found: DoubleCover[] = [];
  for (const [i, number] of index.crewOf.entries()) {
    const crew = index.crews[number];
    const start = Math.max(from, index.borders[i] ?? from);
    const end = Math.min(to, index.borders[i + 1] ?? to);
    const sources = [...new Set(crew?.decidedBy)];
    if (!crew || start >= end || sources.length < 2) continue;
    const last = found.at(-1);
    if (last?.to === start && isSame(last.sources, sources)) last.to = end;
    else found.push({ from: start, to: end, people: crew.people, sources });
  }
  return found;
}

/** The same events, and so the same people. */
function isSame(some: readonly ShiftSource[], others: readonly ShiftSource[]): boolean {
  return some.length === others.length && some.every((source, i) => isSameEvent(source, others[i]));
}

/** The same event of the same version of its file. */
function isSameEvent(source: ShiftSource, other: ShiftSource | undefined): boolean {
  return source.file === other?.file && source.line === other.line && source.version === other.version;
}
