import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';

const every = ['sqlite', 'postgres'] as const;
export type DatabaseKind = (typeof every)[number];

/** The databases a test runs on: both, unless NIGHTDESK_TEST_DATABASES names some, separated by commas. */
export const databases: readonly DatabaseKind[] = chosen(process.env.NIGHTDESK_TEST_DATABASES);

export interface FreshDatabase {
  url: string;
  /** The PostgreSQL schema that holds it; undefined on SQLite, where the file is its own. */
  schema: string | undefined;
  drop(): Promise<void>;
}

/** An empty database of one test's own. Close every store on it before `drop`. */
export async function freshDatabase(kind: DatabaseKind): Promise<FreshDatabase> {
  if (kind === 'sqlite') {
    const folder = await mkdtemp(join(await memoryFolder(), 'nightdesk-sqlite-'));
    const drop = () => rm(folder, { recursive: true, force: true });
    return { url: `sqlite:${join(folder, 'nightdesk.sqlite')}`, schema: undefined, drop };
  }
  const url = inject('postgresUrl');
  const schema = `test_${randomBytes(6).toString('hex')}`;
  await runOn(url, `CREATE SCHEMA ${schema}`);
  return { url, schema, drop: () => runOn(url, `DROP SCHEMA ${schema} CASCADE`) };
}

/**
 * A folder in memory where the system has one with some room: our commits wait for the disk, as they should, and a
 * thousand stories would spend most of their time on that.
 */
async function memoryFolder(): Promise<string> {
  const folder = '/dev/shm';
  const room = await statfs(folder).catch(() => null);
  return room && room.bavail * room.bsize > 200_000_000 ? folder : tmpdir();
}

async function runOn(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function chosen(names: string | undefined): readonly DatabaseKind[] {
  if (!names) return every;
  const wanted = names.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !every.some((kind) => kind === name));
  if (unknown.length > 0) throw new Error(`NIGHTDESK_TEST_DATABASES names ${unknown.join(', ')}; use sqlite, postgres`);
  return every.filter((kind) => wanted.includes(kind));
}
