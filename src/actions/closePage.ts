import { whyNotPage } from '../domain/allowed.ts';
import type { Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCases, updateCase } from '../store/write/cases.ts';
import { casesOfPage, lockPage, lockPagesOf, updatePageCase } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { idsOfPage } from './logIds.ts';
import { movePage } from './movePage.ts';
import { stopVainRings } from './stopVainRings.ts';

/**
 * A human closes a page that nobody accepted, with a reason. Its cases close with it, save those that still wait on
 * another team's page: that page goes on until a human closes it too (promise 4).
 * @returns null when it is done, else why not as a sentence
 */
export async function closePage(context: Context, pageId: string, by: string, reason: string): Promise<string | null> {
  const refused = await context.store.transact(async (tx) => {
    // The page and those that share a case with it, in the order of all pages.
    await lockPagesOf(tx, await waitingOn(tx, pageId));
    const page = await lockPage(tx, pageId);
    if (!page) return 'There is no such page.';
    const why = whyNotPage('close', page.state);
    if (why !== null) return why;
    const numbers = await waitingOn(tx, page.id);
    const others = (await lockPagesOf(tx, numbers)).filter((one) => one.id !== page.id && !isOver(one));
    const now = context.clock.now();
    // One after the other: a transaction has one connection.
    const goesOn = new Set<string>();
    for (const one of others) for (const number of await waitingOn(tx, one.id)) goesOn.add(number);
    for (const one of await lockCases(tx, numbers)) {
      if (one.state !== 'open') continue;
      const common = { caseNumber: one.number, at: now };
      if (goesOn.has(one.number)) {
        await updatePageCase(tx, page.id, one.number, { state: 'withdrawn' });
        const text = `The page to ${teamName(context, page)} was closed by ${by}: ${reason} Another team's page goes on.`;
        await addCaseEvent(tx, { ...common, text });
      } else {
        await updateCase(tx, one.number, { state: 'closed', closedAt: now });
        await addCaseEvent(tx, { ...common, text: `Closed by ${by}: ${reason}` });
        context.log.info('a case was closed', idsOfPage(page, [one.number]));
      }
    }
    await movePage(tx, context, page, { kind: 'closed' });
    await stopVainRings(tx, context, numbers);
    return null;
  });
  context.wake();
  return refused;
}

async function waitingOn(tx: Tx, pageId: string): Promise<string[]> {
  const rows = await casesOfPage(tx, pageId);
  return rows.flatMap((row) => (row.state === 'waiting' ? [row.caseNumber] : []));
}

function teamName({ inForce }: Context, page: Page): string {
  return inForce.directory.teams[page.team]?.name ?? page.team;
}
