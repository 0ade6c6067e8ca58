import type { Knex } from 'knex';
import knex from 'knex';
import { z } from 'zod';
import { migrations } from './migrations.ts';

/** A table as the migrations make it. */
export interface TableShape {
  name: string;
  /** In the spelling of the database. */
  columns: string[];
  /** It holds sounds, so its rows may be large. */
  bytes: boolean;
}

const names = z.array(z.object({ name: z.string() }));
const columnList = z.array(z.object({ name: z.string(), type: z.string() }));
const references = z.array(z.object({ table: z.string() }));

/**
 * The tables that these migrations make, those that others refer to first. They are made in memory and looked at, so that
 * no list of tables has to be kept beside the migrations. What remembers the migrations themselves is not among them.
 */
export async function tablesOf(applied: readonly string[]): Promise<TableShape[]> {
  const sql = knex({ client: 'sqlite3', connection: { filename: ':memory:' }, useNullAsDefault: true });
  try {
    for (const migration of migrations)
      if (applied.includes(migration.name)) for (const text of migration.statements('sqlite')) await sql.raw(text);
    const found = names.parse(
      await sql.raw("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"),
    );
    const tables: (TableShape & { after: string[] })[] = [];
    for (const { name } of found) tables.push(await shapeOf(sql, name));
    return inOrder(tables);
  } finally {
    await sql.destroy();
  }
}

async function shapeOf(sql: Knex, name: string) {
  const columns = columnList.parse(await sql.raw('SELECT name, type FROM pragma_table_info(?)', [name]));
  const after = references.parse(await sql.raw('SELECT "table" FROM pragma_foreign_key_list(?)', [name]));
  return {
    name,
    columns: columns.map((column) => column.name),
    bytes: columns.some(({ type }) => type === 'BLOB'),
    after: after.map(({ table }) => table).filter((one) => one !== name),
  };
}

/** Each behind the tables that it refers to. */
function inOrder(tables: readonly (TableShape & { after: string[] })[]): TableShape[] {
  const done: TableShape[] = [];
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter(({ after }) => after.every((name) => done.some((one) => one.name === name)));
    if (ready.length === 0) throw new Error(`Tables refer to one another in a circle: ${left.map(({ name }) => name)}`);
    done.push(...ready.map(({ name, columns, bytes }) => ({ name, columns, bytes })));
    left = left.filter((one) => !ready.includes(one));
  }
  return done;
}
