/** Where a process can die, in the order in which a key becomes a ringing phone. */
export type Phase = 'turn' | 'news' | 'page' | 'claim' | 'send' | 'settle' | 'check' | 'random';

/** What stands in the table. */
export const phases: Readonly<Record<Phase, string>> = {
  turn: 'the turn that hears the key, and its commit',
  news: 'news: the hang-up that brings the page forward, and what the carrier tells of the attempts',
  page: 'the page is due: its ring and its text become rows',
  claim: 'the claim',
  send: 'between the claim and the send, and between the send and its answer',
  settle: 'the settling',
  check:
    'a second crash: while the carrier is asked what became of the ring, and while what never happened is sent again',
  random: 'a random instant from the dialling on',
};

/** Transactions and requests, by the function that begins them. */
const phaseOfName: Readonly<Record<string, Phase>> = {
  takeTurn: 'turn',
  applyNews: 'news',
  applyKept: 'news',
  pageDue: 'page',
  claimSends: 'claim',
  placeCall: 'send',
  sendText: 'send',
  attemptSettled: 'settle',
  claimsExpired: 'check',
  tick: 'check',
  findCalls: 'check',
  findTexts: 'check',
  checkAttempt: 'check',
};

/** @param point as a process tells it, such as `takeTurn 1: 3 SELECT, before` @returns null for what is no part of a page */
export function phaseOf(point: string): Phase | null {
  return phaseOfName[point.split(' ', 1)[0] ?? ''] ?? null;
}

/**
 * Points that differ for anybody outside. What comes after one statement and before the next of its transaction is one
 * instant: nothing is waited for in between.
 */
export function distinct(points: readonly string[]): string[] {
  return points.filter((point) => phaseOf(point) !== null && !/(?<!COMMIT|request), after$/.test(point));
}
