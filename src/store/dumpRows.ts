import type { Knex } from 'knex';
import { z } from 'zod';
import { keepingLimits } from '../domain/keepingLimits.ts';
import { limits } from '../domain/limits.ts';
import type { Log } from '../domain/ports.ts';
import { camelCase, camelCaseRows } from './columns.ts';
import { connect, type Place } from './connect.ts';
import { engineOf } from './handle.ts';
import { type TableShape, tablesOf } from './tablesOf.ts';

/** What a column holds, on either engine. */
export type Value = string | number | null | Buffer;

/** A copy of the database, piece by piece: what was applied to it, then each table and the rows of it. */
export type Piece =
  | { kind: 'migrations'; names: string[] }
  | { kind: 'table'; name: string; columns: string[] }
  | { kind: 'row'; values: Value[] };

/** Held by processes and browsers of the moment: of no use to anybody who has the copy, save a thief. */
const ofTheMoment = ['leases', 'sessions'];

const rowList = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.instanceof(Buffer)])));

/**
 * Reads the whole database as it is at one instant, while others go on writing. Only a few rows are in memory at a time.
 * @throws when the database cannot be read, or has migrations that this program does not know
 */
export async function* dumpRows(place: Place, log: Log): AsyncGenerator<Piece> {
  const sql = connect(place, 'migrate', log);
  let end = async () => {};
  try {
    const { snapshot, release } = await beginSnapshot(sql);
    end = release;
    const names: string[] = await snapshot('migrations').pluck('name');
    yield { kind: 'migrations', names: names.sort() };
    for (const table of await tablesOf(names)) {
      if (ofTheMoment.includes(table.name)) continue;
      yield { kind: 'table', name: table.name, columns: table.columns };
      for await (const rows of batches(snapshot, table))
        for (const row of rowList.parse(rows))
          yield { kind: 'row', values: table.columns.map((column) => row[camelCase(column)] ?? null) };
    }
  } finally {
    await end();
    await sql.destroy();
  }
}

/** A transaction that sees one instant and blocks nobody, and how it ends. */
async function beginSnapshot(sql: Knex): Promise<{ snapshot: Knex; release: () => Promise<void> }> {
  if (engineOf(sql) === 'postgres') {
    const tx = await sql.transaction({ isolationLevel: 'repeatable read', readOnly: true });
    return { snapshot: tx, release: async () => void (await tx.rollback()) };
  }
  // The pool has one connection; in WAL mode a reader keeps what it first saw (https://sqlite.org/isolation.html).
  await sql.raw('BEGIN DEFERRED');
  return { snapshot: sql, release: async () => void (await sql.raw('ROLLBACK')) };
}

async function* batches(sql: Knex, { name, bytes }: TableShape): AsyncGenerator<unknown[]> {
  const size = bytes ? keepingLimits.soundsPerBatch : limits.rowsPerInsert;
  if (engineOf(sql) === 'postgres') {
    await sql.raw('DECLARE copied NO SCROLL CURSOR FOR SELECT * FROM ??', [name]);
    for (;;) {
      const { rows }: { rows: unknown[] } = await sql.raw(`FETCH ${size} FROM copied`);
      if (rows.length === 0) break;
      yield rows.map(camelCaseRows);
    }
    await sql.raw('CLOSE copied');
    return;
  }
  let after = 0;
  for (;;) {
    const rows: { rowOfFile: number }[] = await sql(name)
      .select('*', sql.raw('rowid AS row_of_file'))
      .whereRaw('rowid > ?', [after])
      .orderByRaw('rowid')
      .limit(size);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.rowOfFile;
    yield rows;
  }
}
