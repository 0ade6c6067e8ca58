import type { Instant } from '../../domain/conversation.ts';
import { isQuote } from '../../domain/quotes.ts';
import type { Case, CaseEvent } from '../../domain/records.ts';
import { plain } from '../columns.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { caseEvents, cases } from '../rows/cases.ts';
import { insertFirst, insertRow, insertRows, lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';

/** @returns false when the number has been opened already; that case stays as it is */
export function insertCase(tx: Tx, row: Case): Promise<boolean> {
  return insertFirst(tx, cases, row, ['number']);
}

export function lockCase(tx: Tx, number: string): Promise<Case | null> {
  return lockRow(tx, cases, { number });
}

/** Not locked. */
export function caseByNumber(read: Read, number: string): Promise<Case | null> {
  return readOne(cases, rowsOf(read, cases, { number }));
}

/** Locks several cases in the order of their numbers, so that two who want the same ones do not block each other. */
export function lockCases(tx: Tx, numbers: readonly string[]): Promise<Case[]> {
  return readAll(cases, rowsOf(tx, cases).whereIn('number', numbers.map(plain)).orderBy('number').forUpdate());
}

/**
 * The cases that wait on a page and that nobody has, in the order of their numbers. Not locked: who takes or closes a
 * case locks its pages first, so under the lock of the page they stay open.
 */
export function openCasesOf(read: Read, pageId: string): Promise<Case[]> {
  const waiting = sqlOf(read)('page_cases').select('caseNumber').where({ pageId, state: 'waiting' });
  return readAll(cases, rowsOf(read, cases, { state: 'open' }).whereIn('number', waiting).orderBy('number'));
}

/**
 * The cases of a caller's number since then, the newest first: it is to be called back, or the call that opened
 * the case came from it. Not locked.
 */
export function casesOfCaller(read: Read, number: string, since: Instant): Promise<Case[]> {
  const byCall = sqlOf(read)('legs')
    .select('id')
    .where({ kind: 'caller', number: plain(number) });
  const query = rowsOf(read, cases)
    .where((either) => either.where({ callBackNumber: plain(number) }).orWhereIn('legId', byCall))
    .where((either) => either.where('openedAt', '>=', since).orWhere('takenAt', '>=', since));
  return readAll(
    cases,
    query.orderBy([
      { column: 'openedAt', order: 'desc' },
      { column: 'number', order: 'desc' },
    ]),
  );
}

/** The cases opened since then that this person has, oldest first. Not locked. */
export function casesTakenBy(read: Read, person: string, since: Instant): Promise<Case[]> {
  const query = rowsOf(read, cases, { takenBy: person, state: 'accepted' }).where('openedAt', '>=', since);
  return readAll(cases, query.orderBy(['openedAt', 'number']));
}

export function updateCase(tx: Tx, number: string, patch: Partial<Case>): Promise<void> {
  return updateRow(tx, cases, { number }, patch);
}

/** Adds a line to the timeline of a case that has been opened. */
export function addCaseEvent(tx: Tx, event: CaseEvent): Promise<void> {
  return insertRow(tx, caseEvents, { ...event, quotes: isQuote(event.text) });
}

/** Adds the same line to several timelines, in as few statements as there are: a page may carry a hundred cases. */
export async function addCaseEvents(
  tx: Tx,
  numbers: readonly string[],
  { at, text }: Omit<CaseEvent, 'caseNumber'>,
): Promise<void> {
  await insertRows(
    tx,
    caseEvents,
    numbers.map((caseNumber) => ({ caseNumber, at, text, quotes: isQuote(text) })),
  );
}

/** Adds a line unless the timeline has it already, whenever that was; for what may be told twice. */
export async function addCaseEventOnce(tx: Tx, event: CaseEvent): Promise<void> {
  const { caseNumber, text } = event;
  if ((await readOne(caseEvents, rowsOf(tx, caseEvents, { caseNumber, text }))) === null) await addCaseEvent(tx, event);
}
