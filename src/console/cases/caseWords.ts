/** What is said of cases, in the same words everywhere. */
import type { ListedCase, WholeCase } from '../apiTypes.ts';
import { sayLength, sayTime } from '../parts/times.ts';

export const urgencies = { critical: 'Critical', routine: 'Can wait', helpDesk: 'For the help desk' } as const;

export const states = { open: 'Open', accepted: 'Taken', closed: 'Closed' } as const;

/** A narrower window has no room for the table. */
export const tableRem = 56;

interface Promised {
  state: 'open' | 'kept' | 'broken';
  dueAt: string;
}

/** Is a promise running out, or broken? */
export function isUrgent(promise: Promised | null, caseState: keyof typeof states, now: number): boolean {
  if (promise === null) return false;
  if (promise.state === 'broken') return true;
  return promise.state === 'open' && caseState !== 'closed' && Date.parse(promise.dueAt) - now < 20 * 60_000;
}

/** "12:30 left, due at 3:05 AM"; what became of it when it no longer runs. */
export function sayPromise(promise: Promised, caseState: keyof typeof states, zone: string, now: number): string {
  const due = sayTime(promise.dueAt, zone, now);
  if (promise.state !== 'open') return promise.state === 'kept' ? 'Kept' : `Broken: it was due at ${due}`;
  if (caseState === 'closed') return 'Over: the case was closed';
  const left = Date.parse(promise.dueAt) - now;
  return left > 0 ? `${sayLength(left)} left, due at ${due}` : `Over: it was due at ${due}`;
}

/** What there is to hear, for a list. */
export const sounds = {
  kept: 'Recording',
  wanted: 'Recording on its way',
  failed: 'Recording not fetched',
  gone: 'Recording deleted',
} as const satisfies Record<NonNullable<ListedCase['recording']>, string>;

/** Whose name it is, by the answer about a case; the short name of somebody it does not know. */
export function nameIn({ names }: Pick<WholeCase, 'names'>, id: string): string {
  return names[id] ?? id;
}
