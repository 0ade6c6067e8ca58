import type { Knex } from 'knex';
import type { Clock, Log } from '../domain/ports.ts';
import { engineOf } from './handle.ts';
import { type Migration, migrations } from './migrations.ts';

/** Any number that no other program takes as a lock on this database. */
const migrationLock = 62_441;

const remembered = 'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)';

/**
 * Brings the schema up to date in one transaction. Processes that start at the same moment wait for one another.
 * @throws when a migration fails, or when the database has one that this program does not know
 */
export async function migrate(sql: Knex, clock: Clock, log: Log): Promise<void> {
  await sql.transaction(async (tx) => {
    const applied = await migrationsApplied(tx);
    const unknown = applied.filter((name) => !migrations.some((migration) => migration.name === name));
    if (unknown.length > 0) {
      throw new Error(
        `The database was made by a newer version (migration ${unknown.join(', ')}); start that version, or restore a backup.`,
      );
    }
    const missing = migrations.filter(({ name }) => !applied.includes(name));
    await applyMigrations(tx, missing, clock, log);
  });
}

/** Applies these migrations, in their order, to what `migrationsApplied` found. */
export async function applyMigrations(
  tx: Knex.Transaction,
  missing: readonly Migration[],
  clock: Clock,
  log: Log,
): Promise<void> {
  const engine = engineOf(tx);
  for (const migration of missing) {
    const statements = migration.statements(engine);
    // One round trip on PostgreSQL; SQLite's driver runs only the first statement of several.
    for (const text of engine === 'postgres' ? [statements.join(';\n')] : statements) await tx.raw(text);
    await tx('migrations').insert({ name: migration.name, appliedAt: clock.now() });
    log.info('The database has been migrated', { migration: migration.name });
  }
}

/** Makes sure that migrations are remembered, and waits for whoever migrates. @returns the names of those applied */
export async function migrationsApplied(tx: Knex.Transaction): Promise<string[]> {
  if (engineOf(tx) === 'postgres')
    await tx.raw('SELECT pg_advisory_xact_lock(?, hashtext(current_schema()))', [migrationLock]);
  await tx.raw(remembered);
  return tx('migrations').pluck('name');
}
