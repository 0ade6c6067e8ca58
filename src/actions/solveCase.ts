/** A caller says that their case is solved, and may take it back for a while. */
import type { Case, Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import { solvedText, unsolvedText } from '../paging/callerWords.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase, updateCase } from '../store/write/cases.ts';
import { attemptsOfPage, insertOutbox } from '../store/write/outbox.ts';
import { casesOfPage, lockPagesOf, updatePageCase } from '../store/write/pages.ts';
import { lockPromise, updatePromise } from '../store/write/promises.ts';
import { tellOthers } from './attempts.ts';
import type { Context } from './context.ts';
import { isJustSolved } from './knownCaseOf.ts';
import { movePage } from './movePage.ts';
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
  for (const page of pages) if (!isOver(page)) await leavePage(tx, context, page, opened);
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

/** A page that has other cases goes on with them; whoever was woken for this one is told. */
async function leavePage(tx: Tx, context: Context, page: Page, opened: Case): Promise<void> {
  const waiting = (await casesOfPage(tx, page.id)).filter((row) => row.state === 'waiting');
  if (waiting.every((row) => row.caseNumber === opened.number)) {
    await movePage(tx, context, page, { kind: 'closed' });
    return;
  }
  await updatePageCase(tx, page.id, opened.number, { state: 'withdrawn' });
  const attempts = await attemptsOfPage(tx, page.id);
  const at = { step: page.step, round: page.round };
  const work = { page, cases: [opened], attempts, at, wantedAt: context.clock.now() };
  await tellOthers(tx, context, work, { by: null, taken: [opened.number] });
}

async function tell(tx: Tx, context: Context, { number, takenBy }: Case, body: string): Promise<void> {
  const person = personOf(context.inForce.directory, takenBy ?? '');
  if (!person || person.id === DESK) return;
  const row = { toNumber: person.phone, person: person.id, cases: [number], body };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...row }));
}
