import type { OutboxRow, Page, PageCase } from '../../domain/records.ts';
import type { Read } from '../handle.ts';
import { pages } from '../rows/pages.ts';
import { readOne, rowsOf } from '../table.ts';
import { attemptsOfPage } from '../write/outbox.ts';
import { casesOfPage } from '../write/pages.ts';
import { type List, type ListOptions, listRows } from './cursor.ts';

/** A page with everything that was tried, and the cases it is for. */
export interface WholePage {
  page: Page;
  /** Rings, texts, cancels and news, oldest first. */
  attempts: OutboxRow[];
  cases: PageCase[];
}

/** @throws CursorError */
export function listPages(read: Read, options: ListOptions = {}): Promise<List<Page>> {
  return listRows(read, pages, {}, ['createdAt', 'id'], options);
}

export async function onePage(read: Read, id: string): Promise<WholePage | null> {
  const page = await readOne(pages, rowsOf(read, pages, { id }));
  if (page === null) return null;
  const [attempts, cases] = await Promise.all([attemptsOfPage(read, page.id), casesOfPage(read, page.id)]);
  return { page, attempts, cases };
}
