/** A case that turns out to be another team's. */
import type { Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { attemptsOfPage } from '../store/write/outbox.ts';
import { casesOfPage, updatePageCase } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { movePage } from './movePage.ts';

/** Takes a case from a locked page. A page that has told somebody of it keeps it: whoever was woken learns how it ends. */
export async function withdrawCase(tx: Tx, context: Context, page: Page, number: string): Promise<void> {
  if (await hasToldOf(tx, page, number)) return;
  await updatePageCase(tx, page.id, number, { state: 'withdrawn' });
  const left = (await casesOfPage(tx, page.id)).filter((row) => row.state === 'waiting');
  await movePage(tx, context, page, { kind: 'caseWithdrawn', left: left.length });
}

/** Has anybody been sent a text or a ring that names this case? */
export async function hasToldOf(tx: Tx, page: Page, number: string): Promise<boolean> {
  return (await attemptsOfPage(tx, page.id)).some((row) => row.cases.includes(number));
}

/** Does the case wait on one of these pages, so that somebody is still looked for? */
export async function waitsOn(tx: Tx, pages: readonly Page[], number: string): Promise<boolean> {
  for (const page of pages.filter((one) => !isOver(one)))
    if ((await casesOfPage(tx, page.id)).some((row) => row.caseNumber === number && row.state === 'waiting'))
      return true;
  return false;
}
