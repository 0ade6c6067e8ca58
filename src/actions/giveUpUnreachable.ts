import type { Case, Page } from '../domain/records.ts';
import { unreachableText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase, updateCase } from '../store/write/cases.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { addPageCase, casesOfPage, insertPage, lockPagesOf } from '../store/write/pages.ts';
import { lockPromise, updatePromise } from '../store/write/promises.ts';
import { canBeReached } from './canBeReached.ts';
import type { Context } from './context.ts';
import { idsOfPage } from './logIds.ts';
import { movePage } from './movePage.ts';
import { newPage } from './newPage.ts';
import { newRow } from './newRow.ts';
import { stopVainRings } from './stopVainRings.ts';
import { whomToTell } from './whomToTell.ts';
import { hasToldOf, withdrawCase } from './withdrawCase.ts';

const UNREACHABLE = 'The caller cannot be reached: no number, no recording.';

/**
 * The one exception of promise 2: nobody is woken for a case that has neither a number nor a recording nor a caller on
 * the line. It leaves the page, the lead is told, and the case says so. A case that somebody was told of stays.
 * @param page locked, as are the others that the case is on
 */
export async function giveUpUnreachable(tx: Tx, context: Context, page: Page, number: string): Promise<void> {
  const pages = await lockPagesOf(tx, [number]);
  const opened = await lockCase(tx, number);
  if (opened?.state !== 'open' || (await canBeReached(tx, opened, context.clock.now()))) return;
  if (await isTold(tx, pages, number)) return;
  await withdrawCase(tx, context, page, number);
  await stopVainRings(tx, context, [number]);
  if (opened.expectation !== UNREACHABLE) await markUnreachable(tx, context, opened);
}

async function isTold(tx: Tx, pages: readonly Page[], number: string): Promise<boolean> {
  for (const page of pages) if (await hasToldOf(tx, page, number)) return true;
  return false;
}

async function markUnreachable(tx: Tx, context: Context, opened: Case): Promise<void> {
  const { number } = opened;
  const now = context.clock.now();
  const { directory } = context.inForce;
  await updateCase(tx, number, { expectation: UNREACHABLE, queue: directory.desk.queue });
  if (await lockPromise(tx, number)) await updatePromise(tx, number, { nextAt: null });
  await addCaseEvent(tx, {
    caseNumber: number,
    at: now,
    text: `${UNREACHABLE} So nobody is paged, and the lead is told.`,
  });
  context.log.warn('a caller of a critical case cannot be reached', { case: number });
  const told = new Set<string>();
  for (const team of opened.team === null ? Object.keys(directory.teams) : [opened.team]) {
    const lead = await whomToTell(tx, context, team, now);
    if (!lead || told.has(lead.id)) continue;
    told.add(lead.id);
    const row = { toNumber: lead.phone, person: lead.id, cases: [number], body: unreachableText(opened) };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'alarm', ...row }));
  }
}

/** A recording came late, for a case that had been given up: it is paged after all. */
export async function pageAfterAll(tx: Tx, context: Context, number: string): Promise<void> {
  const pages = await lockPagesOf(tx, [number]);
  const opened = await lockCase(tx, number);
  if (opened?.state !== 'open' || opened.urgency !== 'critical' || opened.callBackNumber !== null) return;
  const now = context.clock.now();
  for (const page of pages) {
    const row = (await casesOfPage(tx, page.id)).find((one) => one.caseNumber === number);
    if (row?.state === 'waiting' && !(await hasToldOf(tx, page, number)))
      await movePage(tx, context, page, { kind: 'broughtForward' });
  }
  if (opened.expectation !== UNREACHABLE) return;
  await updateCase(tx, number, { expectation: null, queue: 'pages' });
  await addCaseEvent(tx, { caseNumber: number, at: now, text: 'A recording came late: the case is paged after all.' });
  for (const team of opened.team === null ? Object.keys(context.inForce.directory.teams) : [opened.team]) {
    const page = newPage(context, team, now);
    await insertPage(tx, page);
    await addPageCase(tx, { pageId: page.id, caseNumber: number, state: 'waiting', joinedAt: now });
    context.log.info('a page was opened', { ...idsOfPage(page, [number]), leg: opened.legId, team });
  }
}
