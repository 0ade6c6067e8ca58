import type { Instant } from '../../domain/conversation.ts';
import type { Page, PageCase } from '../../domain/records.ts';
import { plain } from '../columns.ts';
import { engineOf, type Read, sqlOf, type Tx } from '../handle.ts';
import { pageCases, pages } from '../rows/pages.ts';
import { insertRow, lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';

const unaccepted = ['waiting', 'running'];

export function insertPage(tx: Tx, page: Page): Promise<void> {
  return insertRow(tx, pages, page);
}

export function lockPage(tx: Tx, id: string): Promise<Page | null> {
  return lockRow(tx, pages, { id });
}

export function updatePage(tx: Tx, id: string, patch: Partial<Page>): Promise<void> {
  return updateRow(tx, pages, { id }, patch);
}

export function addPageCase(tx: Tx, row: PageCase): Promise<void> {
  return insertRow(tx, pageCases, row);
}

export function updatePageCase(
  tx: Tx,
  pageId: string,
  caseNumber: string,
  patch: Pick<PageCase, 'state'>,
): Promise<void> {
  return updateRow(tx, pageCases, { pageId, caseNumber }, patch);
}

/** In the order in which they joined. Not locked. */
export function casesOfPage(read: Read, id: string): Promise<PageCase[]> {
  return readAll(pageCases, rowsOf(read, pageCases, { pageId: id }).orderBy(['joinedAt', 'caseNumber']));
}

/** Locks every page that any of these cases is on, in the order of their ids, so that two turns never wait for each other. */
export function lockPagesOf(tx: Tx, caseNumbers: readonly string[]): Promise<Page[]> {
  const ids = sqlOf(tx)('page_cases').select('pageId').whereIn('caseNumber', caseNumbers.map(plain));
  return readAll(pages, rowsOf(tx, pages).whereIn('id', ids).orderBy('id').forUpdate());
}

/** Locks the page that an outbox row belongs to, so that it can be locked before the row; null when there is none. */
export function lockPageOfOutbox(tx: Tx, outboxId: string): Promise<Page | null> {
  const id = sqlOf(tx)('outbox')
    .select('pageId')
    .where({ id: plain(outboxId) });
  return readOne(pages, rowsOf(tx, pages).whereIn('id', id).forUpdate());
}

/** Oldest first. Not locked. */
export function pagesOfCase(read: Read, number: string): Promise<Page[]> {
  const ids = sqlOf(read)('page_cases')
    .select('pageId')
    .where({ caseNumber: plain(number) });
  return readAll(pages, rowsOf(read, pages).whereIn('id', ids).orderBy(['createdAt', 'id']));
}

/**
 * Each team's newest page that nobody has accepted; a team that has none is not in the map. One that waits for leadership is
 * none to join: what it waits for is its own case. All of them are locked at
 * once, in the order of their ids as everywhere, so that who joins the pages of two teams and who moves one of them never
 * wait for each other. On PostgreSQL two who ask for the same team wait for each other also when there is none, so that
 * they do not both begin one.
 */
export async function unacceptedPagesOf(tx: Tx, teams: readonly string[]): Promise<Map<string, Page>> {
  const sql = sqlOf(tx);
  const names = [...new Set(teams.map(plain))].sort();
  if (engineOf(sql) === 'postgres')
    for (const name of names)
      await sql.raw('SELECT pg_advisory_xact_lock(hashtext(current_schema()), hashtext(?))', [`page of ${name}`]);
  const query = rowsOf(tx, pages).whereIn('team', names).whereIn('state', unaccepted).whereNull('heldUntil');
  const found = await readAll(pages, query.orderBy('id').forUpdate());
  // The last of a team stays in the map.
  return new Map(found.sort((a, b) => a.createdAt - b.createdAt).map((page) => [page.team, page]));
}

/** Ids of the pages that are to move on by `now`, the longest due first. Not locked: lock each and look again. */
export async function duePages(read: Read, now: Instant, limit: number): Promise<string[]> {
  const query = rowsOf(read, pages).whereIn('state', unaccepted).where('dueAt', '<=', now);
  return (await readAll(pages, query.orderBy(['dueAt', 'id']).limit(limit))).map((page) => page.id);
}
