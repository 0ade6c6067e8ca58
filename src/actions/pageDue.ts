import { lockPage } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { movePage } from './movePage.ts';

/** A page's time has come. The lock makes a second look find nothing due. */
export async function pageDue(context: Context, pageId: string): Promise<void> {
  await context.store.transact(async (tx) => {
    const page = await lockPage(tx, pageId);
    if (page) await movePage(tx, context, page, { kind: 'due' });
  });
}
