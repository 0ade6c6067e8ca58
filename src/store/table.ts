/** What every table has in common: its name, its columns, and a check of each row that is read. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { limits } from '../domain/limits.ts';
import { camelCaseRows, plain, toColumns } from './columns.ts';
import { engineOf, type Read, sqlOf, type Tx } from './handle.ts';

export interface Table<Row> {
  readonly name: string;
  /** The columns that make a row, in our spelling. */
  readonly columns: readonly string[];
  /** Checks a row of the database; what does not fit is an error, never a guess. */
  read(row: unknown): Row;
}

export type Where = Readonly<Record<string, string | number | null>>;

/** A table whose rows have this shape. Columns the shape does not name are not read. */
export function table<Shape extends z.ZodRawShape>(name: string, shape: Shape): Table<z.output<z.ZodObject<Shape>>> {
  const schema = z.object(shape);
  return {
    name,
    columns: Object.keys(shape),
    read(row) {
      const parsed = schema.safeParse(row);
      if (!parsed.success) throw new Error(`A row of ${name} does not fit its shape`, { cause: parsed.error });
      return parsed.data;
    },
  };
}

/** A column that holds a boolean as 0 or 1. */
export const flag = z.literal([0, 1]).transform((value) => value === 1);

export const instant = z.int();

/** A column that holds JSON of this shape. */
export function json<Output>(schema: z.ZodType<Output>) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A condition whose texts may come from outside: without U+0000, which PostgreSQL refuses. */
function safe(where: Where): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(where).map(([name, value]) => [name, typeof value === 'string' ? plain(value) : value]),
  );
}

/** A select of whole rows, to be narrowed further. */
export function rowsOf<Row>(handle: Read, of: Table<Row>, where: Where = {}): Knex.QueryBuilder {
  return sqlOf(handle)(of.name)
    .select([...of.columns])
    .where(safe(where));
}

/** Runs a select made by `rowsOf` and checks each row. */
export async function readAll<Row>(of: Table<Row>, query: Knex.QueryBuilder): Promise<Row[]> {
  const rows: unknown[] = await query;
  return rows.map((row) => of.read(row));
}

export async function readOne<Row>(of: Table<Row>, query: Knex.QueryBuilder): Promise<Row | null> {
  return (await readAll(of, query.limit(1)))[0] ?? null;
}

/** The row, locked until the transaction ends (on SQLite the whole database is), or null. */
export function lockRow<Row>(tx: Tx, of: Table<Row>, where: Where): Promise<Row | null> {
  return readOne(of, rowsOf(tx, of, where).forUpdate());
}

export async function insertRow(tx: Tx, into: Table<unknown>, record: object): Promise<void> {
  await sqlOf(tx)(into.name).insert(toColumns(record));
}

/** Inserts rows that have the same columns, in the order given. */
export async function insertRows(tx: Tx, into: Table<unknown>, records: readonly object[]): Promise<void> {
  const most = limits.rowsPerInsert;
  for (let i = 0; i < records.length; i += most)
    await sqlOf(tx)(into.name).insert(records.slice(i, i + most).map(toColumns));
}

/** Inserts unless a row with the same `key` columns is there. @returns false when it was there already */
export async function insertFirst(tx: Tx, into: Table<unknown>, record: object, key: string[]): Promise<boolean> {
  const inserted: unknown[] = await sqlOf(tx)(into.name)
    .insert(toColumns(record))
    .onConflict(key)
    .ignore()
    .returning(key);
  return inserted.length > 0;
}

/** Changes one row. A row that is not there is a mistake of ours, so it is an error. */
export async function updateRow(tx: Tx, of: Table<unknown>, where: Where, patch: object): Promise<void> {
  const columns = toColumns(patch);
  if (Object.keys(columns).length === 0) return;
  const changed: number = await sqlOf(tx)(of.name).where(safe(where)).update(columns);
  if (changed !== 1) throw new Error(`${changed} rows of ${of.name} were to be changed instead of one`);
}

/** Runs SQL that a builder has no words for. @returns its rows, in our spelling */
export async function runSql(
  handle: Read,
  text: string,
  bindings: Record<string, string | number | null>,
): Promise<unknown[]> {
  const sql = sqlOf(handle);
  const result: unknown = await sql.raw(text, safe(bindings));
  const rows =
    engineOf(sql) === 'postgres' && result !== null && typeof result === 'object' && 'rows' in result
      ? result.rows
      : result;
  return Array.isArray(rows) ? rows.map(camelCaseRows) : [];
}
