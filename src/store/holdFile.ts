import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import sqlite3 from 'sqlite3';
import { StartError } from '../domain/errors.ts';

/** Lets go of what is held. */
export type Release = () => Promise<void>;

/**
 * Makes this process the only one on a SQLite database, for as long as it lives: it keeps an exclusive lock on a sibling
 * file, which the system frees even after SIGKILL. Commands ask the running service's API and need no lock. Nothing is
 * held for PostgreSQL, which several processes share.
 * @param url the database's address
 * @throws StartError when another process holds it
 */
export async function holdFile(url: string): Promise<Release> {
  if (!url.startsWith('sqlite:')) return async () => {};
  const file = url.slice('sqlite:'.length);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const sibling = await open(`${file}.lock`);
  try {
    // The lock of an exclusive transaction that never ends (https://sqlite.org/lockingv3.html): nothing is written.
    await run(sibling, 'BEGIN EXCLUSIVE');
  } catch (cause) {
    await close(sibling);
    const sentence = `Another Nightdesk is running on ${file}; stop it first, or give this one a DATABASE_URL of its own.`;
    throw new StartError(sentence, { cause });
  }
  return () => close(sibling);
}

function open(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(database)));
  });
}

function run(database: sqlite3.Database, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    database.run(sql, (error: Error | null) => (error ? reject(error) : resolve()));
  });
}

function close(database: sqlite3.Database): Promise<void> {
  return new Promise((resolve) => {
    database.close(() => resolve());
  });
}
