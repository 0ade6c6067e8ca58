import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Case } from '../domain/records.ts';
import type { Read } from '../store/handle.ts';
import { casesOfCaller } from '../store/write/cases.ts';

/**
 * The critical case that a call or text from this number is about: the newest that is not closed, else one that its
 * caller has just said to be solved. Not locked.
 * @param number in E.164; '' when it is withheld
 */
export async function knownCaseOf(read: Read, number: string, now: Instant): Promise<Case | null> {
  const cases = (await casesSince(read, number, now)).filter((one) => one.urgency === 'critical');
  return cases.find((one) => one.state !== 'closed') ?? cases.find((one) => isJustSolved(one, now)) ?? null;
}

/** The newest case of this number that is not closed and can wait; null when there is none. */
export async function waitingCaseOf(read: Read, number: string, now: Instant): Promise<Case | null> {
  const cases = await casesSince(read, number, now);
  return cases.find((one) => one.urgency !== 'critical' && one.state !== 'closed') ?? null;
}

/** A critical case of this number that is not closed and was opened within the last hour, beside the one given. */
export async function recentCaseOf(read: Read, number: string, beside: string, now: Instant): Promise<Case | null> {
  const cases = await casesSince(read, number, now);
  const isRecent = (one: Case) => now - one.openedAt < limits.sameProblemSeconds * 1000;
  return (
    cases.find(
      (one) => one.urgency === 'critical' && one.state !== 'closed' && one.number !== beside && isRecent(one),
    ) ?? null
  );
}

async function casesSince(read: Read, number: string, now: Instant): Promise<Case[]> {
  return number === '' ? [] : casesOfCaller(read, number, now - limits.knownCaseHours * 3_600_000);
}

/** Has its caller said that it is solved, so short a while ago that they may take it back? */
export function isJustSolved({ state, closedBy, closedAt }: Case, now: Instant): boolean {
  return state === 'closed' && closedBy === 'caller' && now - (closedAt ?? 0) < limits.solvedSeconds * 1000;
}
