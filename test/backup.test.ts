import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartError } from '../src/domain/errors.ts';
import type { Clock, Log } from '../src/domain/ports.ts';
import { differsOnDisk } from '../src/keeping/differsOnDisk.ts';
import { makeBackup } from '../src/keeping/makeBackup.ts';
import { restoreBackup } from '../src/keeping/restoreBackup.ts';
import { connect } from '../src/store/connect.ts';
import { dumpRows, type Piece } from '../src/store/dumpRows.ts';
import { sqlOf } from '../src/store/handle.ts';
import { migrations } from '../src/store/migrations.ts';
import { openStore, type Store } from '../src/store/openStore.ts';
import { oneCase } from '../src/store/read/cases.ts';
import { soundOf } from '../src/store/read/soundOf.ts';
import { runSql } from '../src/store/table.ts';
import { tablesOf } from '../src/store/tablesOf.ts';
import { addCaseEvent, insertCase } from '../src/store/write/cases.ts';
import { giveUpLease, takeLease } from '../src/store/write/leases.ts';
import { insertLeg } from '../src/store/write/legs.ts';
import { nextNumber } from '../src/store/write/numbers.ts';
import { insertRecording, saveSound } from '../src/store/write/recordings.ts';
import { insertVersion } from '../src/store/write/versions.ts';
import { databases, type FreshDatabase, freshDatabase } from './databases.ts';
import { aCase, aLeg, aRecording, aVersion, noon } from './someRows.ts';

const quiet: Log = { info() {}, warn() {}, error() {} };
const clock: Clock = { now: () => noon, after: () => ({ cancel() {} }), elapsedMs: () => performance.now() };

let folder: string;
const stores: Store[] = [];
const made: FreshDatabase[] = [];
const file = () => join(folder, 'a', 'one.backup.gz');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-backup-'));
});

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const database of made.splice(0)) await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function fresh(kind: 'sqlite' | 'postgres'): Promise<FreshDatabase> {
  const database = await freshDatabase(kind);
  made.push(database);
  return database;
}

async function openOn(place: FreshDatabase): Promise<Store> {
  const store = await openStore({ ...place, clock, log: quiet });
  stores.push(store);
  return store;
}

const sound = Buffer.from([0, 10, 13, 34, 92, 255, 128]);
const words = 'Zoë said: "it\'s\nbroken" \\ 🧊 \u2028';

/** More cases than one batch has, a sound, words that are hard to write down, and counters. */
async function filled(place: FreshDatabase): Promise<Store> {
  const store = await openOn(place);
  await store.transact(async (tx) => {
    await insertLeg(tx, aLeg('leg_1', { callSid: null, endedAt: noon }));
    for (let i = 1; i <= 250; i += 1) await insertCase(tx, aCase(`CS${i}`));
    for (let i = 0; i < 3; i += 1) await addCaseEvent(tx, { caseNumber: 'CS7', at: noon, text: `${words} ${i}` });
    await insertRecording(tx, aRecording('RE1', { legId: 'leg_1' }));
    await saveSound(tx, 'RE1', sound, 'audio/x-wav');
    for (let i = 0; i < 250; i += 1) await nextNumber(tx, 'case');
    await takeLease(tx, 'sources', 'somebody', noon, noon + 1);
  });
  return store;
}

const backUp = (place: FreshDatabase) => makeBackup({ place, file: file(), clock, log: quiet });
const restore = (place: FreshDatabase, replace = false) =>
  restoreBackup({ place, file: file(), replace, clock, log: quiet });

async function piecesOf(place: FreshDatabase): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of dumpRows(place, quiet)) pieces.push(piece);
  return pieces;
}

const ways = databases.flatMap((from) => databases.map((to) => [from, to] as const));

describe.each(ways)('a backup of %s restored into %s', (from, to) => {
  test('has every row, the counters go on, and only its owner can read it', async () => {
    const source = await fresh(from);
    await filled(source);
    const said = await backUp(source);
    expect(said.join('\n')).toMatch(/recordings included/);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
    const target = await fresh(to);
    await restore(target);
    const store = await openOn(target);
    expect((await oneCase(store.read, 'CS7'))?.events.map(({ text }) => text)).toEqual(
      [0, 1, 2].map((i) => `${words} ${i}`),
    );
    expect((await soundOf(store.read, 'RE1'))?.sound).toEqual(sound);
    expect(await store.transact((tx) => nextNumber(tx, 'case'))).toBe(1251);
    // A row with a number of the database's own counts on behind those that were restored.
    await store.transact((tx) => addCaseEvent(tx, { caseNumber: 'CS8', at: noon, text: 'new' }));
    const [before, after] = await Promise.all([piecesOf(source), piecesOf(target)]);
    // Besides the new line and the counter nothing differs.
    const rows = (pieces: Piece[]) => new Set(pieces.map((piece) => JSON.stringify(piece)));
    const old = rows(before);
    expect([...rows(after)].filter((row) => !old.has(row))).toEqual([
      expect.stringContaining('["case",1252]'),
      expect.stringContaining('"new"'),
    ]);
  });
});

describe.each(databases)('on %s', (kind) => {
  test('a backup is one instant, whatever is written meanwhile', async () => {
    const place = await fresh(kind);
    const store = await filled(place);
    const pieces: Piece[] = [];
    for await (const piece of dumpRows(place, quiet)) {
      if (pieces.length === 0) await store.transact((tx) => insertLeg(tx, aLeg('leg_late')));
      pieces.push(piece);
    }
    expect(JSON.stringify(pieces)).not.toContain('leg_late');
    expect(JSON.stringify(await piecesOf(place))).toContain('leg_late');
  });

  test('who was signed in, and who held a lease, is in no backup', async () => {
    const place = await fresh(kind);
    const store = await filled(place);
    await store.transact((tx) =>
      runSql(
        tx,
        `INSERT INTO sessions (hash, name, role, how, csrf, created_at, last_seen_at, expires_at)
          VALUES (:hash, 'Kim Lee', 'admin', 'link', 'c', 1, 1, 1)`,
        { hash: 'hash-of-a-session' },
      ),
    );
    expect(JSON.stringify(await piecesOf(place))).not.toMatch(/hash-of-a-session|somebody/);
  });

  test('what is in force again although the files say something else is named', async () => {
    const place = await fresh(kind);
    const store = await openOn(place);
    const version = (id: string, name: string) =>
      aVersion(id, id, { kind: 'rota', name, text: 'of then', state: 'inForce' });
    await store.transact(async (tx) => {
      for (const name of ['same.ics', 'other.ics', 'gone.ics']) await insertVersion(tx, version(`v_${name}`, name));
    });
    await backUp(place);
    const target = await fresh(kind);
    await restore(target);
    const read = (_kind: string, name: string) => {
      if (name === 'gone.ics') throw new StartError('gone');
      return { text: name === 'same.ics' ? 'of then' : 'of now' };
    };
    expect(await differsOnDisk(target, read, quiet)).toEqual([
      expect.stringMatching(/the files of now differ: gone\.ics, other\.ics\. They are judged anew/),
    ]);
    expect(await differsOnDisk(target, () => ({ text: 'of then' }), quiet)).toEqual([]);
  });

  test('a database that holds something is refused, and replaced when asked', async () => {
    const source = await fresh(kind);
    await filled(source);
    await backUp(source);
    const target = await fresh(kind);
    const store = await openOn(target);
    await store.transact((tx) => insertLeg(tx, aLeg('leg_of_before')));
    await expect(restore(target)).rejects.toThrow(/not empty; give DATABASE_URL an empty one, or say --replace/);
    expect(JSON.stringify(await piecesOf(target))).toContain('leg_of_before');
    await restore(target, true);
    const now = JSON.stringify(await piecesOf(target));
    expect(now).toContain('CS250');
    expect(now).not.toContain('leg_of_before');
  });

  test.runIf(kind === 'postgres')('a database on which a service runs is refused, also with --replace', async () => {
    const source = await fresh(kind);
    await filled(source);
    await backUp(source);
    const target = await fresh(kind);
    const store = await openOn(target);
    await store.transact((tx) => takeLease(tx, 'sources', 'a process', noon, noon + 10_000));
    await expect(restore(target, true)).rejects.toThrow(/A Nightdesk is running on this database/);
    await store.transact((tx) => giveUpLease(tx, 'sources', 'a process'));
    await expect(restore(target, true)).resolves.toBeDefined();
  });

  test('a file that is cut short anywhere restores nothing, and what was there stays', async () => {
    const source = await fresh(kind);
    await filled(source);
    await backUp(source);
    const whole = readFileSync(file());
    const target = await fresh(kind);
    const store = await openOn(target);
    await store.transact((tx) => insertLeg(tx, aLeg('leg_of_before')));
    const plain = gunzipSync(whole);
    const cuts = [
      ...[0.2, 0.6, 0.99].map((share) => whole.subarray(0, Math.floor(whole.length * share))),
      // Cut in the text itself, and packed anew: nothing but the missing end tells it.
      gzipSync(plain.subarray(0, Math.floor(plain.length / 2))),
      gzipSync(plain.subarray(0, plain.lastIndexOf(10, plain.length - 2) + 1)),
      gzipSync(Buffer.from(plain.toString().replace('CS77"', 'CS78"'))),
    ];
    for (const cut of cuts) {
      writeFileSync(file(), cut);
      await expect(restore(target, true)).rejects.toThrow(/is cut short or damaged, and nothing of it was restored/);
    }
    expect(JSON.stringify(await piecesOf(target))).toContain('leg_of_before');
  });

  test('a backup of an older version is brought up to date', async () => {
    const place = await fresh(kind);
    const sql = connect(place, 'migrate', quiet);
    const first = migrations.slice(0, 1);
    await sql.raw('CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at BIGINT NOT NULL)');
    for (const { name, statements } of first) {
      for (const text of statements(kind)) await sql.raw(text);
      await sql('migrations').insert({ name, appliedAt: noon });
    }
    await sql('versions').insert({
      ...{ id: 'v1', kind: 'rota', name: 'a.ics', hash: 'h', text: 't' },
      ...{ inForceAt: 5, acceptedBy: 'start', revision: 1 },
    });
    await sql.destroy();
    await backUp(place);
    const target = await fresh(kind);
    await restore(target);
    const store = await openOn(target);
    // What migration 0003 fills in for rows of before.
    expect(await sqlOf(store.read)('versions').select('seenAt', 'state')).toEqual([{ seenAt: 5, state: 'inForce' }]);
  });
});

describe('a file', () => {
  const place = { url: '', schema: undefined, drop: async () => {} };
  const empty = async () => ({ ...place, url: `sqlite:${join(folder, 'n.sqlite')}` });

  test.each([
    ['of something else', Buffer.from('SQLite format 3'), /is no backup of Nightdesk/],
    ['packed by something else', gzipSync('{"hello":1}\n'), /is no backup of Nightdesk/],
    ['without a byte', Buffer.alloc(0), /is cut short or damaged/],
    [
      'of a newer format',
      gzipSync('{"nightdesk":2,"madeAt":"x","version":"9.0.0","migrations":[]}\n'),
      /newer version \(9\.0\.0\) than this one; restore it with that version/,
    ],
    [
      'with migrations that we do not know',
      gzipSync('{"nightdesk":1,"madeAt":"x","version":"0.2.0","migrations":["0001","9999"]}\n'),
      /newer version \(0\.2\.0\)/,
    ],
  ])('%s is refused with a sentence', async (_what, bytes, sentence) => {
    writeFileSync(join(folder, 'f'), bytes);
    const options = { place: await empty(), file: join(folder, 'f'), replace: false, clock, log: quiet };
    await expect(restoreBackup(options)).rejects.toThrow(sentence);
  });

  test('that is not there is named, and so is a database that is not there', async () => {
    const options = { place: await empty(), file: join(folder, 'none'), replace: false, clock, log: quiet };
    await expect(restoreBackup(options)).rejects.toThrow(/There is no file .*none\./);
    const nowhere = { ...place, url: `sqlite:${join(folder, 'nowhere.sqlite')}` };
    await expect(makeBackup({ ...options, place: nowhere })).rejects.toThrow(/There is no database .*nowhere\.sqlite/);
    writeFileSync(file().replace('/a/', '/'), 'kept');
    const onto = { ...options, place: options.place, file: file().replace('/a/', '/') };
    await openOn({ ...place, url: options.place.url });
    await expect(makeBackup(onto)).rejects.toThrow(/is there already/);
  });
});

test('tables that others refer to come first, and none is forgotten', async () => {
  const names = (await tablesOf(migrations.map(({ name }) => name))).map(({ name }) => name);
  for (const [parent, child] of [
    ['legs', 'turns'],
    ['cases', 'case_events'],
    ['pages', 'page_cases'],
  ] as const)
    expect(names.indexOf(parent)).toBeLessThan(names.indexOf(child));
  expect(names).toContain('recordings');
  expect(names).not.toContain('migrations');
});
