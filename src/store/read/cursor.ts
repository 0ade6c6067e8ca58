import type { Knex } from 'knex';
import { z } from 'zod';
import type { Instant } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import { plain } from '../columns.ts';
import type { Read } from '../handle.ts';
import { readAll, rowsOf, type Table, type Where } from '../table.ts';

/** What the caller of a list may ask for. */
export interface ListOptions {
  /** `next` of the list before; absent for the newest. */
  after?: string | null | undefined;
  /** How many at the most; `limits.pageOfList` when absent, and never more. */
  limit?: number | undefined;
}

export interface List<Row> {
  items: Row[];
  /** Where the next list begins; null when there is nothing older. */
  next: string | null;
}

/** The cursor was not made by us: a mistake of whoever asked. */
export class CursorError extends Error {
  override name = 'CursorError';
}

const cursorShape = z.tuple([z.int(), z.string().max(200)]);

function writeCursor(at: Instant, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function readCursor(text: string): [Instant, string] {
  try {
    const [at, id] = cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return [at, plain(id)];
  } catch (error) {
    throw new CursorError('The cursor is not one that a list gave as "next".', { cause: error });
  }
}

/**
 * One list of rows, newest first. Rows that arrive meanwhile do not shift the lists that follow.
 * @param sortedBy the column of the instant and the column that tells rows of the same instant apart
 * @param narrow conditions that `where` has no words for
 * @throws CursorError
 */
export async function listRows<Row extends object>(
  read: Read,
  of: Table<Row>,
  where: Where,
  sortedBy: readonly [at: string & keyof Row, id: string & keyof Row],
  options: ListOptions,
  narrow: (query: Knex.QueryBuilder) => void = () => {},
): Promise<List<Row>> {
  const [at, id] = sortedBy;
  const size = Math.min(Math.max(1, Math.trunc(options.limit ?? limits.pageOfList)), limits.pageOfList);
  const query = rowsOf(read, of, where);
  narrow(query);
  if (options.after) older(query, at, id, readCursor(options.after));
  const order = [
    { column: at, order: 'desc' },
    { column: id, order: 'desc' },
  ];
  // One more than asked for tells whether anything follows.
  const rows = await readAll(of, query.orderBy(order).limit(size + 1));
  const items = rows.slice(0, size);
  const last = rows.length > size ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : writeCursor(Number(last[at]), String(last[id])) };
}

function older(query: Knex.QueryBuilder, at: string, id: string, [instant, lastId]: [Instant, string]): void {
  query.where((either) => {
    either.where(at, '<', instant).orWhere((same) => {
      same.where(at, instant).where(id, '<', lastId);
    });
  });
}
