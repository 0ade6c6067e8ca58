/** The ids of what a log line is about: the same names everywhere, and nothing else of the row (promise 10). */
import type { LogFields } from '../domain/ports.ts';
import type { Leg, OutboxRow, Page } from '../domain/records.ts';

export function idsOfLeg({ id, callSid, caseNumber, pageId, outboxId }: Leg): LogFields {
  return withoutNull({ leg: id, call: callSid, case: caseNumber, page: pageId, attempt: outboxId });
}

/** @param cases the numbers of those it is about at this moment */
export function idsOfPage({ id }: Pick<Page, 'id'>, cases: readonly string[]): LogFields {
  return withoutNull({ page: id, case: numbersOf(cases) });
}

/** An attempt is a ring, a text, or the stopping of a ring; `call` is the carrier's sid of the ring. */
export function idsOfAttempt({ id, kind, purpose, pageId, legId, sid, cases }: OutboxRow): LogFields {
  const call = kind === 'text' ? null : sid;
  return withoutNull({ attempt: id, kind, purpose, page: pageId, leg: legId, call, case: numbersOf(cases) });
}

function numbersOf(cases: readonly string[]): string | null {
  return cases.length > 0 ? cases.join(' ') : null;
}

function withoutNull(ids: Readonly<Record<string, string | null>>): LogFields {
  return Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== null));
}
