import type { Knex } from 'knex';
import type { Instant } from '../../domain/conversation.ts';
import type { Case, CaseEvent, Leg, OutboxRow, Page, PromiseRow, Recording } from '../../domain/records.ts';
import { plain } from '../columns.ts';
import { engineOf, type Read, sqlOf } from '../handle.ts';
import { caseEvents, cases, promises } from '../rows/cases.ts';
import { legs } from '../rows/legs.ts';
import { recordings } from '../rows/outside.ts';
import { outbox } from '../rows/pages.ts';
import { readAll, readOne, rowsOf } from '../table.ts';
import { pagesOfCase } from '../write/pages.ts';
import { recordingsOfCase } from '../write/recordings.ts';
import { type List, type ListOptions, listRows } from './cursor.ts';

/** A case with all that belongs to it. */
export interface WholeCase {
  case: Case;
  /** The timeline, oldest first. */
  events: CaseEvent[];
  recordings: Recording[];
  promise: PromiseRow | null;
  pages: Page[];
  /** Of all its pages, oldest first. */
  attempts: OutboxRow[];
  /** The callers' legs that its number was reserved for. */
  calls: Leg[];
}

/** Which cases a list is of; what is absent does not matter. */
export interface CaseFilter {
  state?: Case['state'] | undefined;
  urgency?: Case['urgency'] | undefined;
  priority?: Case['priority'] | undefined;
  team?: string | undefined;
  takenBy?: string | undefined;
  /** A part of its number, department or number to call back, or of what was said. */
  search?: string | undefined;
  /** facts: not in what was said, nor in numbers to call back, which not everybody may read. */
  searchIn?: 'all' | 'facts' | undefined;
  from?: Instant | undefined;
  /** Not itself. */
  to?: Instant | undefined;
}

/** A case with what a list shows beside it. */
export interface ListedCase {
  case: Case;
  promise: PromiseRow | null;
  recordings: Recording[];
}

/** @throws CursorError */
export function listCases(read: Read, options: ListOptions & CaseFilter = {}): Promise<List<Case>> {
  const { state, urgency, priority, team, takenBy, search, searchIn = 'all', from, to } = options;
  const where = Object.entries({ state, urgency, priority, team, takenBy }).flatMap(([column, value]) =>
    value === undefined ? [] : [[column, value] as const],
  );
  return listRows(read, cases, Object.fromEntries(where), ['openedAt', 'number'], options, (query) => {
    if (from !== undefined) query.where('openedAt', '>=', from);
    if (to !== undefined) query.where('openedAt', '<', to);
    if (search !== undefined) searchFor(read, query, plain(search), searchIn);
  });
}

/** A telephone number as people write one, or a part of it. */
const phoneLike = /^[\d\s()+./-]+$/;

function searchFor(read: Read, query: Knex.QueryBuilder, search: string, where: 'all' | 'facts'): void {
  const sql = sqlOf(read);
  const has = (column: string, text: string) =>
    sql.raw(`?? ${engineOf(sql) === 'postgres' ? 'ILIKE' : 'LIKE'} ? ESCAPE '!'`, [
      column,
      `%${text.replace(/[!%_]/g, '!$&')}%`,
    ]);
  const digits = phoneLike.test(search) ? search.replace(/\D/g, '') : '';
  const said = sql('recordings')
    .select(sql.raw('1'))
    .whereRaw('?? = ??', ['recordings.caseNumber', 'cases.number'])
    .where(has('transcript', search));
  query.where((either) => {
    either.where(has('number', search)).orWhere(has('department', search));
    if (where === 'facts') return;
    either.orWhereExists(said);
    if (digits.length > 1) either.orWhere(has('callBackNumber', digits));
  });
}

/** The same cases with what stands beside them, in the same order. */
export async function withPromises(read: Read, listed: readonly Case[]): Promise<ListedCase[]> {
  const numbers = listed.map((one) => one.number);
  const [given, sounds] = await Promise.all([
    readAll(promises, rowsOf(read, promises).whereIn('caseNumber', numbers)),
    readAll(recordings, rowsOf(read, recordings).whereIn('caseNumber', numbers).orderBy(['createdAt', 'sid'])),
  ]);
  return listed.map((one) => ({
    case: one,
    promise: given.find((row) => row.caseNumber === one.number) ?? null,
    recordings: sounds.filter((row) => row.caseNumber === one.number),
  }));
}

export async function oneCase(read: Read, number: string): Promise<WholeCase | null> {
  const found = await readOne(cases, rowsOf(read, cases, { number }));
  if (found === null) return null;
  const where = { caseNumber: found.number };
  const [events, sounds, promise, pages, calls] = await Promise.all([
    readAll(caseEvents, rowsOf(read, caseEvents, where).orderBy('id')),
    recordingsOfCase(read, found.number),
    readOne(promises, rowsOf(read, promises, where)),
    pagesOfCase(read, found.number),
    readAll(legs, rowsOf(read, legs, { ...where, kind: 'caller' }).orderBy(['startedAt', 'id'])),
  ]);
  const attempts = await readAll(
    outbox,
    rowsOf(read, outbox)
      .whereIn(
        'pageId',
        pages.map((page) => page.id),
      )
      .orderBy(['createdAt', 'id']),
  );
  return { case: found, events, recordings: sounds, promise, pages, attempts, calls };
}
