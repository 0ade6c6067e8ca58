import { isOver } from '../paging/advance.ts';
import { openCasesOf } from '../store/write/cases.ts';
import { lockPage, lockPagesOf } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { giveUpUnreachable } from './giveUpUnreachable.ts';
import { movePage } from './movePage.ts';

/** A page's time has come. The lock makes a second look find nothing due. */
export async function pageDue(context: Context, pageId: string): Promise<void> {
  await context.store.transact(async (tx) => {
    // Only a case without a number may turn out to have nobody to call. Its pages are locked in the order of all pages.
    const withheld = (await openCasesOf(tx, pageId)).filter((one) => one.callBackNumber === null);
    if (withheld.length > 0)
      await lockPagesOf(
        tx,
        withheld.map(({ number }) => number),
      );
    const due = await lockPage(tx, pageId);
    if (!due || isOver(due) || due.dueAt === null || due.dueAt > context.clock.now()) return;
    for (const { number } of withheld) await giveUpUnreachable(tx, context, due, number);
    const page = await lockPage(tx, pageId);
    if (page) await movePage(tx, context, page, { kind: 'due' });
  });
}
