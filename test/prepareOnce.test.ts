import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sqlite3 from 'sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { prepareOnce, type SqliteConnection } from '../src/store/prepareOnce.ts';

let folder: string;
let connection: SqliteConnection;
/** Texts that were prepared, in order. */
let prepared: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nightdesk-prepare-'));
  const made: SqliteConnection = new sqlite3.Database(join(folder, 'one.sqlite'));
  const prepare = made.prepare.bind(made);
  prepared = [];
  made.prepare = (sql, done) => {
    prepared.push(sql);
    return prepare(sql, done);
  };
  prepareOnce(made);
  connection = made;
  await all('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE)');
  prepared = [];
});

afterEach(async () => {
  await promisify(connection.close)();
  await rm(folder, { recursive: true });
});

/** Fails the test when the driver answers twice or never. */
function all(sql: string, bindings: unknown[] = []): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let answers = 0;
    connection.all(sql, bindings, (error, rows) => {
      answers += 1;
      if (answers > 1) throw new Error(`Answered ${answers} times`);
      if (error) reject(error);
      else resolve(rows);
    });
  });
}

test('a statement is prepared once, and answers for the values it is given each time', async () => {
  await all('INSERT INTO things (name) VALUES (?), (?)', ['lamp', 'desk']);
  const select = 'SELECT id FROM things WHERE name = ?';
  expect(await all(select, ['desk'])).toEqual([{ id: 2 }]);
  expect(await all(select, ['lamp'])).toEqual([{ id: 1 }]);
  expect(await all(select, ['nothing'])).toEqual([]);
  expect(prepared.filter((sql) => sql === select)).toHaveLength(1);
});

test('how many rows a statement changed is told as the driver tells it', async () => {
  await all('INSERT INTO things (name) VALUES (?), (?)', ['lamp', 'desk']);
  const changes = await new Promise((resolve) => {
    connection.run("UPDATE things SET name = name || '!'", [], function (this: unknown) {
      resolve((this as { changes: number }).changes);
    });
  });
  expect(changes).toBe(2);
});

test('a statement that is no SQL fails with its own error, and fails so again', async () => {
  await expect(all('SELEKT 1')).rejects.toThrow(/near "SELEKT": syntax error/);
  await expect(all('SELEKT 1')).rejects.toThrow(/near "SELEKT": syntax error/);
});

test('a statement that failed is prepared anew, and leaves nothing open', async () => {
  const insert = 'INSERT INTO things (name) VALUES (?)';
  await all('BEGIN');
  await all(insert, ['lamp']);
  await expect(all(insert, ['lamp'])).rejects.toThrow(/UNIQUE/);
  await all(insert, ['desk']);
  expect(prepared.filter((sql) => sql === insert)).toHaveLength(2);
  await all('COMMIT');
  await expect(all('COMMIT')).rejects.toThrow(/no transaction is active/);
  expect(await all('SELECT name FROM things ORDER BY id')).toEqual([{ name: 'lamp' }, { name: 'desk' }]);
});

test('a kept statement sees a table that has changed since', async () => {
  const select = 'SELECT * FROM things';
  await all("INSERT INTO things (name) VALUES ('lamp')");
  await all(select);
  await all('ALTER TABLE things ADD COLUMN colour TEXT');
  expect(await all(select)).toEqual([{ id: 1, name: 'lamp', colour: null }]);
  expect(prepared.filter((sql) => sql === select)).toHaveLength(1);
});

test(`no more than ${limits.preparedStatements} statements are kept`, async () => {
  const first = 'SELECT 0 AS n';
  await all(first);
  // With the table's own statement, these are as many as may be kept.
  for (let n = 1; n < limits.preparedStatements - 1; n++) await all(`SELECT ${n} AS n`);
  expect(await all(first)).toEqual([{ n: 0 }]);
  expect(prepared.filter((sql) => sql === first)).toHaveLength(1);
  await all(`SELECT ${limits.preparedStatements} AS n`);
  expect(await all(first)).toEqual([{ n: 0 }]);
  expect(prepared.filter((sql) => sql === first)).toHaveLength(2);
});
