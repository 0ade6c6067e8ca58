import type { Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { attemptsOfPage } from '../store/write/outbox.ts';
import { casesOfPage, updatePageCase } from '../store/write/pages.ts';
import { tellOthers } from './attempts.ts';
import type { Context } from './context.ts';
import { movePage } from './movePage.ts';
import { stopVainRings } from './stopVainRings.ts';

/**
 * A case that is closed leaves the pages that look for somebody for it; they are locked. One that has other cases goes on with them.
 * Whoever was woken for this case is told, and phones that are rung about it stop.
 */
export async function leavePages(tx: Tx, context: Context, pages: readonly Page[], caseNumber: string): Promise<void> {
  for (const page of pages) if (!isOver(page)) await leavePage(tx, context, page, caseNumber);
  await stopVainRings(tx, context, [caseNumber]);
}

async function leavePage(tx: Tx, context: Context, page: Page, caseNumber: string): Promise<void> {
  const waiting = (await casesOfPage(tx, page.id)).filter((row) => row.state === 'waiting');
  if (!waiting.some((row) => row.caseNumber === caseNumber)) return;
  if (waiting.length === 1) {
    await movePage(tx, context, page, { kind: 'closed' });
    return;
  }
  await updatePageCase(tx, page.id, caseNumber, { state: 'withdrawn' });
  const attempts = await attemptsOfPage(tx, page.id);
  const at = { step: page.step, round: page.round };
  const work = { page, cases: [], attempts, at, wantedAt: context.clock.now() };
  await tellOthers(tx, context, work, { by: null, taken: [caseNumber] });
}
