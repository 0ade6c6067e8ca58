import type { Instant } from '../../domain/conversation.ts';
import { purposes } from '../../domain/purposes.ts';
import type { OutboxRow } from '../../domain/records.ts';
import { plain, snakeCase } from '../columns.ts';
import { engineOf, type Read, sqlOf, type Tx } from '../handle.ts';
import { outbox } from '../rows/pages.ts';
import { insertRow, lockRow, readAll, readOne, rowsOf, runSql, updateRow } from '../table.ts';

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

/** Not locked. */
export function outboxById(read: Read, id: string): Promise<OutboxRow | null> {
  return readOne(outbox, rowsOf(read, outbox, { id: plain(id) }));
}

export function updateOutbox(tx: Tx, id: string, patch: Partial<OutboxRow>): Promise<void> {
  return updateRow(tx, outbox, { id }, patch);
}

/**
 * Rows to send by `now`, locked: what another process is looking at is passed over.
 * @returns them in the order in which to send them: by purpose, the longest wanted first, then a cancel, a ring, a text
 */
export async function dueToSend(tx: Tx, now: Instant, limit: number): Promise<OutboxRow[]> {
  const lock = engineOf(sqlOf(tx)) === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : '';
  const order = purposes.map((purpose, i) => `WHEN '${purpose}' THEN ${i}`).join(' ');
  const text = `SELECT ${returned} FROM outbox WHERE state = 'waiting' AND due_at <= :now
    ORDER BY CASE purpose ${order} END, wanted_at, kind, id LIMIT :limit ${lock}`;
  return (await runSql(tx, text, { now, limit })).map((row) => outbox.read(row));
}

/** Rings and texts that are being sent, or have become unknown, by a claim at `since` or later. Not locked. */
export function unsettledSends(read: Read, since: Instant): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox).whereIn('state', ['sending', 'unknown']).whereNot({ kind: 'cancel' });
  return readAll(outbox, query.where('claimedAt', '>=', since));
}

/** Begins the checks that are due: each is ours until `now + checkMs`. @returns their rows */
export async function claimChecks(tx: Tx, now: Instant, limit: number, checkMs: number): Promise<OutboxRow[]> {
  const lock = engineOf(sqlOf(tx)) === 'postgres' ? 'FOR UPDATE SKIP LOCKED' : '';
  const text = `WITH due AS (
      SELECT id FROM outbox WHERE check_at <= :now ORDER BY check_at, id LIMIT :limit ${lock})
    UPDATE outbox SET check_at = :until FROM due WHERE outbox.id = due.id RETURNING ${returned}`;
  return (await runSql(tx, text, { now, limit, until: now + checkMs })).map((row) => outbox.read(row));
}

/** Ids of the rows whose claim has run out by `now`. Not locked: lock each and look again. */
export async function expiredClaims(read: Read, now: Instant, limit: number): Promise<string[]> {
  const query = rowsOf(read, outbox, { state: 'sending' }).where('deadlineAt', '<=', now);
  return (await readAll(outbox, query.orderBy(['deadlineAt', 'id']).limit(limit))).map((row) => row.id);
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

/** The code of the newest text since then that names this case to this person; null when none does. Not locked. */
export async function newestCodeFor(
  read: Read,
  person: string,
  caseNumber: string,
  since: Instant,
): Promise<number | null> {
  const rows = await codedTexts(read, person, since);
  return rows.find((row) => row.cases.includes(caseNumber))?.code ?? null;
}

/** The same of a code that has named no other case: what answers it can mean this one only. Not locked. */
export async function codeForAlone(
  read: Read,
  person: string,
  caseNumber: string,
  since: Instant,
): Promise<number | null> {
  const rows = await codedTexts(read, person, since);
  const shared = new Set(rows.filter(({ cases }) => cases.some((one) => one !== caseNumber)).map(({ code }) => code));
  return rows.find((row) => row.cases.includes(caseNumber) && !shared.has(row.code))?.code ?? null;
}

/** Texts since then about these cases to this number, of this purpose. Not locked. */
export async function textsAbout(
  read: Read,
  toNumber: string,
  purpose: OutboxRow['purpose'],
  since: Instant,
): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { toNumber, purpose, kind: 'text' }).where('createdAt', '>=', since);
  return readAll(outbox, query.orderBy(newestFirst));
}

/** Texts with a code about cases that this person got since then, newest first. Not locked. */
export async function codedTexts(read: Read, person: string, since: Instant): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { person, kind: 'text', versionId: null }).whereNotNull('code');
  const rows = await readAll(outbox, query.where('createdAt', '>=', since).orderBy(newestFirst));
  return rows.filter((row) => row.cases.length > 0);
}

/** Texts with a code about cases, and rings and texts of pages, that this person got since then, the newest first. Not locked. */
export async function toldOfCases(read: Read, person: string, since: Instant): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { person, versionId: null }).whereIn('kind', ['ring', 'text']);
  const told = query.where((either) => either.where({ purpose: 'page' }).orWhereNotNull('code'));
  const rows = await readAll(outbox, told.where('createdAt', '>=', since).orderBy(newestFirst));
  return rows.filter((row) => row.cases.length > 0 && row.state !== 'dropped');
}

/** Rings of this number since then that were asked for from there, or by text. Not locked. */
export function ringsCalledFor(read: Read, toNumber: string, since: Instant): Promise<OutboxRow[]> {
  return readAll(
    outbox,
    rowsOf(read, outbox, { toNumber, kind: 'ring', purpose: 'call' }).where('createdAt', '>=', since),
  );
}

/** Texts to this person since then about pages that nobody has accepted, newest first. Not locked. */
export function openPageTexts(read: Read, person: string, since: Instant): Promise<OutboxRow[]> {
  const open = sqlOf(read)('pages').select('id').whereIn('state', ['waiting', 'running']);
  const query = rowsOf(read, outbox, { person, kind: 'text', purpose: 'page' }).whereIn('pageId', open);
  return readAll(outbox, query.where('createdAt', '>=', since).orderBy(newestFirst));
}

/** The same for rings: somebody who takes no texts has no code. Not locked. */
export function openPageRings(read: Read, person: string, since: Instant): Promise<OutboxRow[]> {
  const open = sqlOf(read)('pages').select('id').whereIn('state', ['waiting', 'running']);
  const query = rowsOf(read, outbox, { person, kind: 'ring', purpose: 'page' }).whereIn('pageId', open);
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

/** Rings of no page that name one of these cases, due at `since` or later, which wait to be sent or may ring. Not locked. */
export async function liveRingsAbout(read: Read, numbers: readonly string[], since: Instant): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { kind: 'ring' }).whereNot({ purpose: 'page' });
  const live = query.whereIn('state', ['waiting', 'sent']).where('dueAt', '>=', since);
  const rows = await readAll(outbox, live.orderBy(['createdAt', 'id']));
  return rows.filter((row) => row.cases.some((number) => numbers.includes(number)));
}

/** The pages' rings to these numbers that were committed at `since` or later and could happen. Not locked. */
export function ringsTo(read: Read, numbers: readonly string[], since: Instant): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { kind: 'ring', purpose: 'page' }).whereIn('toNumber', numbers.map(plain));
  return readAll(outbox, query.whereNotIn('state', ['refused', 'dropped']).where('createdAt', '>=', since));
}

/** Rings to this person since then because callers of theirs asked for them, the newest first. Not locked. */
export function ringsAskedFor(read: Read, person: string, since: Instant): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { kind: 'ring', person }).whereIn('purpose', ['worse', 'wanted']);
  return readAll(outbox, query.where('createdAt', '>=', since).orderBy(newestFirst));
}

/** Rings and page texts of other pages that were committed at `since` or later. Not locked. */
export function attemptsElsewhere(read: Read, pageId: string, since: Instant): Promise<OutboxRow[]> {
  const query = rowsOf(read, outbox, { purpose: 'page' }).whereNot({ pageId }).whereIn('kind', ['ring', 'text']);
  return readAll(outbox, query.where('createdAt', '>=', since));
}
