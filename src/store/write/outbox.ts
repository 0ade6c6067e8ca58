import type { Instant } from '../../domain/conversation.ts';
import type { OutboxRow } from '../../domain/records.ts';
import { plain, snakeCase } from '../columns.ts';
import { engineOf, type Read, sqlOf, type Tx } from '../handle.ts';
import { outbox } from '../rows/pages.ts';
import { insertRow, lockRow, readAll, readOne, rowsOf, runSql, updateRow } from '../table.ts';

/** What goes first when several rows are due. */
const purposes: readonly OutboxRow['purpose'][] = ['page', 'answer', 'alarm', 'news'];

// Every column by name: SQLite's RETURNING takes no outbox.*, and a bare * would bring those of the subselect.
const returned = outbox.columns.map((column) => `outbox.${snakeCase(column)}`).join(', ');

const newestFirst = [
  { column: 'outbox.createdAt', order: 'desc' },
  { column: 'outbox.id', order: 'desc' },
];

export function insertOutbox(tx: Tx, row: OutboxRow): Promise<void> {
  return insertRow(tx, outbox, row);
}

export function lockOutbox(tx: Tx, id: string): Promise<OutboxRow | null> {
  return lockRow(tx, outbox, { id });
}

export function updateOutbox(tx: Tx, id: string, patch: Partial<OutboxRow>): Promise<void> {
  return updateRow(tx, outbox, { id }, patch);
}

/**
 * Takes due rows for sending, in one statement: each becomes `sending` until `now + claimMs` and has one more of its
 * tries used. A row that another process is taking is passed over. Commit before acting on them.
 * @returns the rows in the order in which to send them: by purpose, then by due time, then a cancel, a ring, a text
 */
export async function claimDue(tx: Tx, now: Instant, limit: number, claimMs: number): Promise<OutboxRow[]> {
  const lock = engineOf(sqlOf(tx)) === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : '';
  const order = purposes.map((purpose, i) => `WHEN '${purpose}' THEN ${i}`).join(' ');
  const text = `WITH due AS (
      SELECT id FROM outbox WHERE state = 'waiting' AND due_at <= :now
      ORDER BY CASE purpose ${order} END, due_at, kind, id LIMIT :limit ${lock})
    UPDATE outbox SET state = 'sending', deadline_at = :deadline, tries = tries + 1
    FROM due WHERE outbox.id = due.id RETURNING ${returned}`;
  const rows = await runSql(tx, text, { now, limit, deadline: now + claimMs });
  // RETURNING promises no order.
  return rows.map((row) => outbox.read(row)).sort(bySendingOrder);
}

function bySendingOrder(a: OutboxRow, b: OutboxRow): number {
  const kinds = a.kind.localeCompare(b.kind, 'en') || a.id.localeCompare(b.id, 'en');
  return purposes.indexOf(a.purpose) - purposes.indexOf(b.purpose) || a.dueAt - b.dueAt || kinds;
}

/** Rows whose claim has run out become `unknown`: they may have happened. @returns them */
export async function expireClaims(tx: Tx, now: Instant): Promise<OutboxRow[]> {
  const text = `UPDATE outbox SET state = 'unknown' WHERE state = 'sending' AND deadline_at <= :now RETURNING ${returned}`;
  return (await runSql(tx, text, { now })).map((row) => outbox.read(row));
}

/** Every row of a page (attempts, cancels and news), oldest first. Not locked. */
export function attemptsOfPage(read: Read, pageId: string): Promise<OutboxRow[]> {
  return readAll(outbox, rowsOf(read, outbox, { pageId }).orderBy(['createdAt', 'id']));
}

/** The ringing phones of these pages, oldest first. Not locked. */
export function ringsOfPages(read: Read, pageIds: readonly string[]): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { kind: 'ring' }).whereIn('pageId', pageIds.map(plain));
  return readAll(outbox, query.orderBy(['createdAt', 'id']));
}

/** The codes this person was given since then. */
export async function openCodes(read: Read, person: string, since: Instant): Promise<number[]> {
  const rows = await readAll(
    outbox,
    rowsOf(read, outbox, { person }).whereNotNull('code').where('createdAt', '>=', since),
  );
  return [...new Set(rows.flatMap((row) => (row.code === null ? [] : [row.code])))];
}

/** The newest text that gave this person this code since then. Not locked. */
export function attemptByCode(read: Read, person: string, code: number, since: Instant): Promise<OutboxRow | null> {
  return readOne(outbox, rowsOf(read, outbox, { person, code }).where('createdAt', '>=', since).orderBy(newestFirst));
}

/** Texts to this person since then about pages that nobody has accepted, newest first. Not locked. */
export function openPageTexts(read: Read, person: string, since: Instant): Promise<OutboxRow[]> {
  const open = sqlOf(read)('pages').select('id').whereIn('state', ['waiting', 'running']);
  const query = rowsOf(read, outbox, { person, kind: 'text', purpose: 'page' }).whereIn('pageId', open);
  return readAll(outbox, query.where('createdAt', '>=', since).orderBy(newestFirst));
}

/** The row that the carrier knows by this sid: the ring or the text, not a cancel of it. Not locked. */
export function outboxBySid(read: Read, sid: string): Promise<OutboxRow | null> {
  return readOne(outbox, rowsOf(read, outbox, { sid }).whereNot({ kind: 'cancel' }).orderBy(newestFirst));
}

/** Texts of this purpose to this person that were committed at `since` or later. Not locked. */
export function textsTo(
  read: Read,
  person: string,
  purpose: OutboxRow['purpose'],
  since: Instant,
): Promise<OutboxRow[]> {
  return readAll(outbox, rowsOf(read, outbox, { person, purpose, kind: 'text' }).where('createdAt', '>=', since));
}

/** Rings and page texts of other pages that were committed at `since` or later. Not locked. */
export function attemptsElsewhere(read: Read, pageId: string, since: Instant): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { purpose: 'page' }).whereNot({ pageId }).whereIn('kind', ['ring', 'text']);
  return readAll(outbox, query.where('createdAt', '>=', since));
}
