/** A caller says that their case is solved, and may take it back for a while. */
import type { Case } from '../domain/records.ts';
import { solvedText, unsolvedText } from '../paging/callerWords.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase, updateCase } from '../store/write/cases.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import { lockPromise, updatePromise } from '../store/write/promises.ts';
import type { Context } from './context.ts';
import { isJustSolved } from './knownCaseOf.ts';
import { leavePages } from './leavePages.ts';
import { newRow } from './newRow.ts';
import { DESK, personOf } from './people.ts';
import { reopenCases } from './reopenCases.ts';

/**
 * Closes a case for its caller: nobody is looked for any more, and whoever has it is told. Its promise is not kept by that, only over.
 * @param how by key, by text
 * @returns false when it is closed already
 */
export async function solveCase(tx: Tx, context: Context, caseNumber: string, how: string): Promise<boolean> {
  const pages = await lockPagesOf(tx, [caseNumber]);
  const opened = await lockCase(tx, caseNumber);
  if (!opened || opened.state === 'closed') return false;
  const now = context.clock.now();
  await updateCase(tx, caseNumber, { state: 'closed', closedAt: now, closedBy: 'caller' });
  await addCaseEvent(tx, {
    caseNumber,
    at: now,
    text: `The caller said ${how} that it is solved: the case is closed.`,
  });
  context.log.info('a case was closed by its caller', { case: caseNumber });
  await leavePages(tx, context, pages, caseNumber);
  if (opened.takenBy !== null) await tell(tx, context, opened, solvedText(caseNumber));
  return true;
}

/** Takes that back. Whoever had the case has it again; one that nobody had is paged at once. */
export async function unsolveCase(tx: Tx, context: Context, caseNumber: string, how: string): Promise<boolean> {
  await lockPagesOf(tx, [caseNumber]);
  const opened = await lockCase(tx, caseNumber);
  const now = context.clock.now();
  if (!opened || !isJustSolved(opened, now)) return false;
  const why = `The caller said ${how} that it is not solved after all.`;
  if (opened.takenBy === null) {
    await reopenCases(tx, context, { cases: [caseNumber], state: 'closed', from: 'onCall', without: null, why });
    return true;
  }
  await updateCase(tx, caseNumber, { state: 'accepted', closedAt: null, closedBy: null });
  const promise = await lockPromise(tx, caseNumber);
  if (promise?.state === 'open') await updatePromise(tx, caseNumber, { nextAt: promise.nextAt ?? now });
  await addCaseEvent(tx, { caseNumber, at: now, text: why });
  await tell(tx, context, opened, unsolvedText(opened));
  return true;
}

async function tell(tx: Tx, context: Context, { number, takenBy }: Case, body: string): Promise<void> {
  const person = personOf(context.inForce.directory, takenBy ?? '');
  if (!person || person.id === DESK) return;
  const row = { toNumber: person.phone, person: person.id, cases: [number], body };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...row }));
}
