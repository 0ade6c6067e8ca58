import { whyNotPage } from '../domain/allowed.ts';
import { addCaseEvent, lockCases, updateCase } from '../store/write/cases.ts';
import { casesOfPage, lockPage, lockPagesOf, updatePageCase } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { movePage } from './movePage.ts';

/**
 * A human closes a page that nobody accepted, with a reason. Its cases close with it.
 * @returns null when it is done, else why not as a sentence
 */
export async function closePage(context: Context, pageId: string, by: string, reason: string): Promise<string | null> {
  const refused = await context.store.transact(async (tx) => {
    const page = await lockPage(tx, pageId);
    if (!page) return 'There is no such page.';
    const why = whyNotPage('close', page.state);
    if (why !== null) return why;
    const numbers = (await casesOfPage(tx, pageId))
      .filter((row) => row.state === 'waiting')
      .map((row) => row.caseNumber);
    const pages = await lockPagesOf(tx, numbers);
    const now = context.clock.now();
    for (const one of await lockCases(tx, [...numbers].sort())) {
      if (one.state !== 'open') continue;
      await updateCase(tx, one.number, { state: 'closed', closedAt: now });
      await addCaseEvent(tx, { caseNumber: one.number, at: now, text: `Closed by ${by}: ${reason}` });
    }
    for (const one of pages) {
      const others = (await casesOfPage(tx, one.id)).filter(
        (row) => row.state === 'waiting' && !numbers.includes(row.caseNumber),
      );
      // Another page that has cases of its own goes on with those.
      if (others.length === 0) await movePage(tx, context, one, { kind: 'closed' });
      else for (const number of numbers) await updatePageCase(tx, one.id, number, { state: 'withdrawn' });
    }
    return null;
  });
  context.wake();
  return refused;
}
