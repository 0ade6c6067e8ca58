import type { Knex } from 'knex';
import { z } from 'zod';
import type { Instant } from '../domain/conversation.ts';
import { StartError } from '../domain/errors.ts';
import { keepingLimits } from '../domain/keepingLimits.ts';
import { limits } from '../domain/limits.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { camelCase } from './columns.ts';
import { connect, type Place } from './connect.ts';
import type { Piece, Value } from './dumpRows.ts';
import { engineOf } from './handle.ts';
import { applyMigrations, migrationsApplied } from './migrate.ts';
import { migrations } from './migrations.ts';
import { tablesOf } from './tablesOf.ts';

export interface RestoreOptions extends Place {
  pieces: AsyncIterable<Piece>;
  /** What the database holds may be lost for it. */
  replace: boolean;
  clock: Clock;
  log: Log;
}

/** What was under way when the copy was made. */
export interface LeftRunning {
  pages: number;
  promises: number;
  /** Rings and texts that were being sent, or waited to be. */
  sending: number;
  waiting: number;
  calls: number;
  nextCase: number;
}

/**
 * Puts a copy in place of what the database holds: all of it or nothing, in one transaction.
 * @throws StartError when the database is in use, or holds something and may not be replaced
 */
export async function restoreRows(options: RestoreOptions): Promise<LeftRunning> {
  const sql = connect(options, 'migrate', options.log);
  try {
    return await sql.transaction((tx) => restoreIn(tx, options));
  } finally {
    await sql.destroy();
  }
}

async function restoreIn(tx: Knex.Transaction, { pieces, replace, clock, log }: RestoreOptions): Promise<LeftRunning> {
  await clearDatabase(tx, replace, clock.now());
  const rows = gatherRows(tx);
  for await (const piece of pieces) {
    if (piece.kind === 'migrations') {
      await migrationsApplied(tx);
      await applyMigrations(tx, named(piece.names), clock, log);
      // What a migration itself puts in is among the rows of the copy.
      for (const { name } of (await tablesOf(piece.names)).reverse()) await tx(name).delete();
    } else if (piece.kind === 'table') await rows.into(piece.name, piece.columns);
    else await rows.add(piece.values);
  }
  await rows.write();
  const applied = await migrationsApplied(tx);
  await applyMigrations(
    tx,
    migrations.filter(({ name }) => !applied.includes(name)),
    clock,
    log,
  );
  await setSequences(tx);
  await tx.raw(
    'INSERT INTO numbers (name, next) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET next = numbers.next + ?',
    ['case', 1 + keepingLimits.caseNumbersLeftOut, keepingLimits.caseNumbersLeftOut],
  );
  const left = await countRunning(tx);
  await endCalls(tx, clock.now());
  return left;
}

const named = (names: readonly string[]) => migrations.filter(({ name }) => names.includes(name));

/** Takes away the tables of before. */
async function clearDatabase(tx: Knex.Transaction, replace: boolean, now: Instant): Promise<void> {
  const applied = await migrationsApplied(tx);
  const unknown = applied.filter((name) => !migrations.some((one) => one.name === name));
  if (unknown.length > 0)
    throw new StartError(
      `The database was made by a newer version (migration ${unknown.join(', ')}); restore with that version, or give DATABASE_URL another one.`,
    );
  const tables = await tablesOf(applied);
  // On SQLite whoever restores holds the file itself.
  if (engineOf(tx) === 'postgres' && tables.some(({ name }) => name === 'leases')) {
    const held: unknown[] = await tx('leases').where('untilAt', '>', now).limit(1);
    if (held.length > 0)
      throw new StartError(
        `A Nightdesk is running on this database, or ended without a word within the last ${limits.leaseSeconds} seconds; stop it and try again.`,
      );
  }
  if (!replace)
    for (const { name } of tables) {
      const some: unknown[] = await tx(name).limit(1);
      if (name !== 'leases' && some.length > 0)
        throw new StartError(
          'The database is not empty; give DATABASE_URL an empty one, or say --replace to lose what it holds.',
        );
    }
  for (const { name } of tables.reverse()) await tx.schema.dropTable(name);
  await tx.schema.dropTable('migrations');
  if (engineOf(tx) === 'postgres')
    for (const name of sequencesOf(applied)) await tx.raw('DROP SEQUENCE IF EXISTS ??', [name]);
}

/** What counts by itself and belongs to no table. */
function sequencesOf(applied: readonly string[]): string[] {
  const texts = named(applied).flatMap(({ statements }) => statements('postgres'));
  return texts.flatMap((text) => /^CREATE SEQUENCE (\w+)/.exec(text)?.[1] ?? []);
}

/** Collects rows and inserts them some at a time. */
function gatherRows(tx: Knex.Transaction) {
  let table = '';
  let columns: string[] = [];
  let rows: Record<string, Value>[] = [];
  let bytes = 0;
  const write = async () => {
    if (rows.length > 0) await tx(table).insert(rows);
    rows = [];
    bytes = 0;
  };
  return {
    write,
    async into(name: string, named: readonly string[]) {
      await write();
      table = name;
      columns = named.map(camelCase);
    },
    async add(values: readonly Value[]) {
      rows.push(Object.fromEntries(columns.map((column, i) => [column, values[i] ?? null])));
      for (const value of values) bytes += Buffer.isBuffer(value) || typeof value === 'string' ? value.length : 8;
      if (rows.length >= limits.rowsPerInsert || bytes >= keepingLimits.bytesPerInsert) await write();
    },
  };
}

/** PostgreSQL counts on from what it counted itself; SQLite looks at the rows. */
async function setSequences(tx: Knex.Transaction): Promise<void> {
  if (engineOf(tx) !== 'postgres') return;
  const { rows }: { rows: { tableName: string; columnName: string }[] } = await tx.raw(
    `SELECT table_name AS "tableName", column_name AS "columnName" FROM information_schema.columns
      WHERE table_schema = current_schema() AND is_identity = 'YES'`,
  );
  for (const { tableName, columnName } of rows)
    await tx.raw(
      `SELECT setval(pg_get_serial_sequence(quote_ident(?), ?), coalesce((SELECT max(??) FROM ??), 0) + 1, false)`,
      [tableName, columnName, columnName, tableName],
    );
}

const counted = z.array(z.object({ count: z.coerce.number() })).length(1);

async function countRunning(tx: Knex.Transaction): Promise<LeftRunning> {
  const count = async (query: Knex.QueryBuilder) => counted.parse(await query.count({ count: '*' }))[0]?.count ?? 0;
  const [next] = await tx('numbers').where({ name: 'case' }).pluck('next');
  return {
    pages: await count(tx('pages').whereIn('state', ['waiting', 'running'])),
    promises: await count(tx('promises').where({ state: 'open' })),
    sending: await count(tx('outbox').whereIn('state', ['sending', 'unknown'])),
    waiting: await count(tx('outbox').where({ state: 'waiting' })),
    calls: await count(tx('legs').where({ kind: 'caller', endedAt: null })),
    nextCase: z.coerce.number().catch(1).parse(next),
  };
}

/**
 * The calls that were running have ended meanwhile, and nobody will tell: it stands among the news that the service takes
 * up when it starts, as if the carrier had told it.
 */
async function endCalls(tx: Knex.Transaction, now: Instant): Promise<void> {
  const open: { id: string; kind: string; callSid: string; outboxId: string | null }[] = await tx('legs')
    .select('id', 'kind', 'callSid', 'outboxId')
    .where({ endedAt: null })
    .whereNotNull('callSid');
  for (const { id, kind, callSid, outboxId } of open) {
    if (kind === 'page' && outboxId === null) continue;
    const about = kind === 'page' ? `attemptStatus ${outboxId}` : `callStatus ${callSid}`;
    await tx('carrier_events').insert({
      id: `news_restored_${id}`,
      key: `restored ${id} ${now}`,
      kind: about,
      path: '/restore',
      fields: JSON.stringify({ CallSid: callSid, CallStatus: 'completed' }),
      receivedAt: now,
      appliedAt: null,
    });
  }
}
