import { stat } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { dirname } from 'node:path';
import sqlite3 from 'sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import type { Clock, Log } from '../src/domain/ports.ts';
import { sqlOf } from '../src/store/handle.ts';
import { openStore } from '../src/store/openStore.ts';
import { oneCase } from '../src/store/read/cases.ts';
import { runSql } from '../src/store/table.ts';
import { insertCase, lockCase, updateCase } from '../src/store/write/cases.ts';
import { lockLeg } from '../src/store/write/legs.ts';
import { nextNumber } from '../src/store/write/numbers.ts';
import { databases, type FreshDatabase, freshDatabase } from './databases.ts';
import { aCase, noon } from './someRows.ts';

const quiet: Log = { info() {}, warn() {}, error() {} };
const still: Clock = { now: () => noon, after: () => ({ cancel() {} }), elapsedMs: () => performance.now() };

describe.runIf(databases.includes('postgres'))('the store on PostgreSQL', () => {
  test('two that lock the same cases in opposite order: one is tried again, both are done', async () => {
    const database = await freshDatabase('postgres');
    const warned: string[] = [];
    const log: Log = { ...quiet, warn: (message) => warned.push(message) };
    const store = await openStore({ ...database, clock: still, log });
    await store.transact(async (tx) => {
      await insertCase(tx, aCase('CS0000001'));
      await insertCase(tx, aCase('CS0000002'));
    });
    let waiting: (() => void) | null = null;
    const meetOnce = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    let arrived = 0;
    const both = (first: string, second: string, expectation: string) =>
      store.transact(async (tx) => {
        await lockCase(tx, first);
        arrived += 1;
        if (arrived === 2) waiting?.();
        await meetOnce;
        await lockCase(tx, second);
        await updateCase(tx, second, { expectation });
      });
    await Promise.all([both('CS0000001', 'CS0000002', 'one'), both('CS0000002', 'CS0000001', 'two')]);
    expect(warned).toEqual(['The database is tried again after a conflict']);
    expect(await oneCase(store.read, 'CS0000001')).toMatchObject({ case: { expectation: 'two' } });
    expect(await oneCase(store.read, 'CS0000002')).toMatchObject({ case: { expectation: 'one' } });
    await store.close();
    await database.drop();
  });

  test.concurrent('a statement that lasts too long is ended by the server', async () => {
    const database = await freshDatabase('postgres');
    const store = await openStore({ ...database, clock: still, log: quiet });
    const sleep = `SELECT pg_sleep(${(2 * limits.statementMilliseconds) / 1000})`;
    const [writing, reading] = await Promise.allSettled([
      store.transact((tx) => runSql(tx, sleep, {})),
      runSql(store.read, sleep, {}),
    ]);
    const ended = { status: 'rejected', reason: { message: expect.stringContaining('statement timeout') } };
    expect([writing, reading]).toMatchObject([ended, ended]);
    await store.close();
    await database.drop();
  });

  test.concurrent('a server that falls silent is given up, and what comes next gets another connection', async () => {
    const database = await freshDatabase('postgres');
    const line = await lineTo(database.url);
    const store = await openStore({ ...database, url: line.url, clock: still, log: quiet });
    expect(await store.transact((tx) => nextNumber(tx, 'case'))).toBe(1);
    line.cut();
    await expect(store.transact((tx) => nextNumber(tx, 'case'))).rejects.toThrow('Query read timeout');
    expect(await store.transact((tx) => nextNumber(tx, 'case'))).toBe(2);
    await store.close();
    await line.close();
    await database.drop();
  });
});

/** A line to the server. After `cut` nothing passes any more on the connections there are; new ones are whole. */
async function lineTo(url: string): Promise<{ url: string; cut(): void; close(): Promise<void> }> {
  const target = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    near.pipe(far).pipe(near);
    for (const end of [near, far]) {
      open.add(end);
      end.on('error', () => end.destroy());
      end.on('close', () => {
        open.delete(end);
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port');
  const here = new URL(url);
  here.port = String(address.port);
  return {
    url: here.href,
    cut() {
      for (const end of open) end.unpipe().pause();
    },
    close() {
      for (const end of open) end.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

describe.runIf(databases.includes('sqlite'))('the store on SQLite', () => {
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase('sqlite');
  });
  afterEach(() => database.drop());

  test('a transaction that does not get the connection in time is an error, not a wait without end', async () => {
    const store = await openStore({ ...database, clock: still, log: quiet });
    await store.transact(async (tx) => {
      await lockLeg(tx, 'leg_1');
      const startedMs = performance.now();
      await expect(store.transact(() => Promise.resolve())).rejects.toThrow(/Timeout acquiring a connection/);
      expect(performance.now() - startedMs).toBeLessThan(2 * limits.acquireMilliseconds);
    });
    await store.close();
  });

  test('a lock of another program is waited for and tried again', async () => {
    const file = database.url.slice('sqlite:'.length);
    const heldBy: { release?: () => Promise<void> } = {};
    // The warning comes when the first try has failed: that is when the other program lets go.
    const log: Log = { ...quiet, warn: () => void heldBy.release?.() };
    const store = await openStore({ ...database, clock: still, log });
    const { run, close } = await program(file);
    await run('BEGIN IMMEDIATE');
    heldBy.release = () => run('COMMIT');
    expect(await store.transact((tx) => nextNumber(tx, 'case'))).toBe(1);
    await close();
    await store.close();
  });

  test('a transaction takes the write lock with its first breath, so that what it reads stays true', async () => {
    const store = await openStore({ ...database, clock: still, log: quiet });
    const { run, close } = await program(database.url.slice('sqlite:'.length));
    await store.transact(async (tx) => {
      await lockLeg(tx, 'leg_1');
      await expect(run("INSERT INTO numbers (name, next) VALUES ('case', 5)")).rejects.toThrow(/SQLITE_BUSY/);
    });
    await close();
    await store.close();
  });

  test('a COMMIT that failed does not keep the next transaction from beginning', async () => {
    const store = await openStore({ ...database, clock: still, log: quiet });
    const failing = store.transact(async (tx) => {
      // A deferred constraint fails at COMMIT and leaves the transaction open, as a full disk may.
      await sqlOf(tx).raw('CREATE TABLE parents (id TEXT PRIMARY KEY)');
      await sqlOf(tx).raw('CREATE TABLE children (id TEXT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)');
      await sqlOf(tx).raw("INSERT INTO children VALUES ('nobody')");
    });
    await expect(failing).rejects.toThrow(/FOREIGN KEY/);
    expect(await store.transact((tx) => nextNumber(tx, 'case'))).toBe(1);
    await store.close();
  });

  test('every commit reaches the disk, and the folder of the file is for its owner alone', async () => {
    const url = database.url.replace('nightdesk.sqlite', 'data/nightdesk.sqlite');
    const store = await openStore({ url, clock: still, log: quiet });
    const settings = await store.transact(async (tx) => [
      await runSql(tx, 'PRAGMA journal_mode', {}),
      await runSql(tx, 'PRAGMA synchronous', {}),
      await runSql(tx, 'PRAGMA foreign_keys', {}),
    ]);
    expect(settings.flat()).toEqual([{ journalMode: 'wal' }, { synchronous: 2 }, { foreignKeys: 1 }]);
    expect((await stat(dirname(url.slice('sqlite:'.length)))).mode & 0o777).toBe(0o700);
    await store.close();
  });

  /** Another program that has the file open. */
  async function program(file: string): Promise<{ run(sql: string): Promise<void>; close(): Promise<void> }> {
    const done = (act: (callback: (error: Error | null) => void) => void) =>
      new Promise<void>((resolve, reject) => act((error) => (error ? reject(error) : resolve())));
    const other = new sqlite3.Database(file);
    return {
      run: (sql) => done((callback) => other.exec(sql, callback)),
      close: () => done((callback) => other.close(callback)),
    };
  }
});

test('an address of another kind is refused, saying what it must be', async () => {
  const opening = openStore({ url: 'mysql://localhost/nightdesk', clock: still, log: quiet });
  await expect(opening).rejects.toThrow('sqlite:./path/to/file or postgres://');
});

test.runIf(databases.length === 2)('both engines have the same tables and columns', async () => {
  const [onSqlite, onPostgres] = await Promise.all([columnsOn('sqlite'), columnsOn('postgres')]);
  expect(onSqlite).toHaveLength(new Set(onSqlite).size);
  expect(onSqlite).toContain('outbox.dueAt');
  expect(onPostgres).toEqual(onSqlite);
});

async function columnsOn(kind: 'sqlite' | 'postgres'): Promise<string[]> {
  const database = await freshDatabase(kind);
  const store = await openStore({ ...database, clock: still, log: quiet });
  const rows =
    kind === 'sqlite'
      ? await runSql(
          store.read,
          "SELECT t.name AS tab, c.name AS col FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'",
          {},
        )
      : await runSql(
          store.read,
          'SELECT table_name AS tab, column_name AS col FROM information_schema.columns WHERE table_schema = current_schema()',
          {},
        );
  await store.close();
  await database.drop();
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return rows
    .map((row) =>
      Object.values(row as Record<string, string>)
        .map(camel)
        .join('.'),
    )
    .sort();
}
