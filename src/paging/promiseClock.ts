/** The promise's clock: what is due at an instant, and when it moves next. Pure. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Case, PromiseRow } from '../domain/records.ts';

/** remind: a text. ring: a phone that wants a key. reopen: the lead is rung and the page goes on. break: it is too late. */
export type PromiseAct = 'remind' | 'ring' | 'reopen' | 'break';

export interface PromiseMove {
  /** What is to be done now; null when whoever has the case has done what was wanted. */
  act: PromiseAct | null;
  stage: PromiseRow['stage'];
  /** When to look again; null when it is settled. */
  nextAt: Instant | null;
}

type Clock = Pick<PromiseRow, 'dueAt' | 'stage' | 'confirmedAt'>;

/** When the clock of a promise first moves. */
export function firstMoveAt(dueAt: Instant): Instant {
  return dueAt - limits.promiseTextSeconds * 1000;
}

/**
 * What an open promise asks for now. After an outage only the latest of several moves is made. While nobody has the case its
 * page looks for somebody as it is, so nobody is reminded; whoever took it within the last ten minutes is awake.
 * @param by who has the case and since when; nobody when takenBy is null
 */
export function promiseMove(promise: Clock, by: Pick<Case, 'takenBy' | 'takenAt'>, now: Instant): PromiseMove {
  const { dueAt } = promise;
  const ringAt = dueAt - limits.promiseRingSeconds * 1000;
  const reopenAt = dueAt - limits.promiseReopenSeconds * 1000;
  if (now >= dueAt) return { act: 'break', stage: promise.stage, nextAt: null };
  if (now >= reopenAt) {
    const isOnIt = [promise.confirmedAt, by.takenAt].some((at) => at !== null && at >= ringAt);
    const act = by.takenBy === null || isOnIt || promise.stage === 'reopened' ? null : 'reopen';
    return { act, stage: 'reopened', nextAt: dueAt };
  }
  if (now >= ringAt) {
    const isRung = promise.stage !== 'given' && promise.stage !== 'reminded';
    return { act: by.takenBy === null || isRung ? null : 'ring', stage: 'rung', nextAt: reopenAt };
  }
  if (now >= firstMoveAt(dueAt))
    return {
      act: by.takenBy === null || promise.stage !== 'given' ? null : 'remind',
      stage: 'reminded',
      nextAt: ringAt,
    };
  return { act: null, stage: 'given', nextAt: firstMoveAt(dueAt) };
}
