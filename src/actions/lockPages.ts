import type { Page } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { lockPage, pagesOfCase } from '../store/write/pages.ts';

/** Locks every page that any of these cases is on, in the order of their ids, so that two turns never wait for each other. */
export async function lockPagesOf(tx: Tx, caseNumbers: readonly string[]): Promise<Page[]> {
  const ids = new Set<string>();
  for (const number of caseNumbers) for (const page of await pagesOfCase(tx, number)) ids.add(page.id);
  const pages: Page[] = [];
  for (const id of [...ids].sort()) {
    const page = await lockPage(tx, id);
    if (page) pages.push(page);
  }
  return pages;
}
