/** Rows that hold what was said and are older than it is kept, some at a time; and taking the words out of them. */
import { z } from 'zod';
import type { Instant } from '../../domain/conversation.ts';
import type { CarrierEvent, CaseEvent, Leg, OutboxRow, Recording } from '../../domain/records.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { caseEvents } from '../rows/cases.ts';
import { legs } from '../rows/legs.ts';
import { carrierEvents, recordings } from '../rows/outside.ts';
import { outbox } from '../rows/pages.ts';
import { instant, readAll, rowsOf, type Table, updateRow } from '../table.ts';

/** Where a look through old rows has come to: the next begins behind it. */
export interface Behind {
  at: Instant;
  id: string | number;
}

const fromTheStart: Behind = { at: -1, id: '' };

/**
 * The cases of which nothing may go yet: critical and in nobody's hands, looked for by a page, or promised a call. Few, however
 * many there were.
 */
export async function neededCases(read: Read): Promise<Set<string>> {
  const sql = sqlOf(read);
  const open = sql('cases').where({ urgency: 'critical', state: 'open' }).select({ case: 'number' });
  const promised = sql('promises').where({ state: 'open' }).select({ case: 'caseNumber' });
  const paged = sql('page_cases')
    .join('pages', 'pages.id', 'page_cases.pageId')
    .whereIn('pages.state', ['waiting', 'running'])
    .where('page_cases.state', 'waiting')
    .select({ case: 'page_cases.caseNumber' });
  const rows: unknown = await open.union([promised, paged]);
  return new Set(
    z
      .array(z.object({ case: z.string() }))
      .parse(rows)
      .map((row) => row.case),
  );
}

/** Calls that began before, have ended or are long silent, and still have their words. */
export function rememberedLegs(read: Read, before: Instant, behind: Behind | null, limit: number): Promise<Leg[]> {
  const query = oldest(read, legs, 'startedAt', 'id', before, behind, limit);
  return readAll(legs, query.whereNull('forgottenAt').where('lastTurnAt', '<=', before));
}

export function recordingsOfLeg(read: Read, legId: string): Promise<Recording[]> {
  return readAll(recordings, rowsOf(read, recordings, { legId }).orderBy('sid'));
}

/** Recordings whose call is not known here, or was forgotten before they came. */
export function strayRecordings(read: Read, before: Instant, behind: Behind | null, limit: number) {
  const query = oldest(read, recordings, 'createdAt', 'sid', before, behind, limit);
  const remembered = sqlOf(read)(legs.name).whereNull('forgottenAt').select('id');
  return readAll(recordings, query.whereNot({ state: 'gone' }).whereNotIn('legId', remembered));
}

/** The cases that the page of a leg is for. */
export async function casesOfPages(read: Read, pageId: string): Promise<string[]> {
  return sqlOf(read)('page_cases').where({ pageId }).pluck('caseNumber');
}

/** The course of a call goes, and what was keyed; that there was one stays. */
export async function forgetLeg(tx: Tx, { id, state }: Pick<Leg, 'id' | 'state'>, now: Instant): Promise<void> {
  await sqlOf(tx)('turns').where({ legId: id }).delete();
  await updateRow(tx, legs, { id }, { state: { ...state, keyed: '' }, forgottenAt: now });
}

/** The sound and the words of a recording go; that there was one stays. */
export function forgetRecording(tx: Tx, sid: string): Promise<void> {
  const nothing = { sound: null, transcript: null, contentType: null, error: null, dueAt: null };
  return updateRow(tx, recordings, { sid }, { ...nothing, state: 'gone' });
}

/** A line of a timeline with its number in the database. */
export interface QuotingLine extends CaseEvent {
  id: number;
}

const quotingLines: Table<QuotingLine> = {
  name: caseEvents.name,
  columns: [...caseEvents.columns, 'id'],
  read: (row) => ({ ...caseEvents.read(row), id: z.object({ id: instant }).parse(row).id }),
};

/** Lines that quote somebody. */
export function quotingEvents(read: Read, before: Instant, behind: Behind | null, limit: number) {
  const query = oldest(read, quotingLines, 'at', 'id', before, behind ?? { at: -1, id: -1 }, limit);
  return readAll(quotingLines, query.where({ quotes: 1 }));
}

export function rewriteEvent(tx: Tx, id: number, text: string): Promise<void> {
  return updateRow(tx, quotingLines, { id }, { text, quotes: 0 });
}

/** What is or may be under way is not among them. */
export function wordyAttempts(read: Read, before: Instant, behind: Behind | null, limit: number): Promise<OutboxRow[]> {
  const query = oldest(read, outbox, 'createdAt', 'id', before, behind, limit);
  return readAll(outbox, query.whereNotNull('body').whereNotIn('state', ['waiting', 'sending', 'unknown']));
}

export function forgetBody(tx: Tx, id: string): Promise<void> {
  return updateRow(tx, outbox, { id }, { body: null });
}

/** Raw news that has been applied. */
export function appliedNews(
  read: Read,
  before: Instant,
  behind: Behind | null,
  limit: number,
): Promise<CarrierEvent[]> {
  return readAll(
    carrierEvents,
    oldest(read, carrierEvents, 'receivedAt', 'id', before, behind, limit).whereNotNull('appliedAt'),
  );
}

export async function forgetNews(tx: Tx, ids: readonly string[]): Promise<void> {
  await sqlOf(tx)(carrierEvents.name)
    .whereIn('id', [...ids])
    .delete();
}

/** A part of a table in the order of its age. */
function oldest<Row>(
  read: Read,
  of: Table<Row>,
  at: string & keyof Row,
  id: string & keyof Row,
  before: Instant,
  behind: Behind | null,
  limit: number,
) {
  const { at: lastAt, id: lastId } = behind ?? fromTheStart;
  return rowsOf(read, of)
    .where(at, '<=', before)
    .where((later) => later.where(at, '>', lastAt).orWhere((same) => same.where(at, lastAt).where(id, '>', lastId)))
    .orderBy([at, id])
    .limit(limit);
}
