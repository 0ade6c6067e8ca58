import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import type { Clock, Log } from '../src/domain/ports.ts';
import { sqlOf } from '../src/store/handle.ts';
import { migrations } from '../src/store/migrations.ts';
import { openStore, type Store } from '../src/store/openStore.ts';
import { listCases, oneCase } from '../src/store/read/cases.ts';
import { runSql } from '../src/store/table.ts';
import { keepCarrierEvent, lockCarrierEvent } from '../src/store/write/carrierEvents.ts';
import { insertCase } from '../src/store/write/cases.ts';
import { insertLeg, legIdByCallSid, lockLeg, lockLegByCallSid, updateLeg } from '../src/store/write/legs.ts';
import { nextNumber, waitForCounter } from '../src/store/write/numbers.ts';
import { claimChecks, insertOutbox } from '../src/store/write/outbox.ts';
import { insertPage, lockPage, unacceptedPagesOf } from '../src/store/write/pages.ts';
import { holdVersion, insertVersion } from '../src/store/write/versions.ts';
import { databases, type FreshDatabase, freshDatabase } from './databases.ts';
import { aCarrierEvent, aCase, aLeg, anOutboxRow, aPage, aVersion, noon } from './someRows.ts';

const names = migrations.map(({ name }) => ({ name }));
const quiet: Log = { info() {}, warn() {}, error() {} };
const still: Clock = { now: () => noon, after: () => ({ cancel() {} }), elapsedMs: () => performance.now() };

describe.each([...databases])('the store on %s', (kind) => {
  let database: FreshDatabase;
  let store: Store;
  const opened: Store[] = [];

  async function open(
    more: { clock?: Clock; log?: Log; onActivity?: (activity: string) => void } = {},
  ): Promise<Store> {
    const another = await openStore({ ...database, clock: still, log: quiet, ...more });
    opened.push(another);
    return another;
  }

  beforeEach(async () => {
    database = await freshDatabase(kind);
    store = await open();
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()));
    await database.drop();
  });

  describe('migrations', () => {
    test('opening a second time finds everything there and changes nothing', async () => {
      await store.transact((tx) => insertCase(tx, aCase('CS0000001')));
      const again = await open();
      expect(await oneCase(again.read, 'CS0000001')).toMatchObject({ case: { number: 'CS0000001' } });
      expect(await runSql(again.read, 'SELECT name FROM migrations', {})).toEqual(names);
    });

    test('several processes may start on an empty database at once', async () => {
      const empty = await freshDatabase(kind);
      const starting = [1, 2, 3].map(() => openStore({ ...empty, clock: still, log: quiet }));
      const stores = await Promise.all(starting);
      const rows = await Promise.all(stores.map((one) => runSql(one.read, 'SELECT name FROM migrations', {})));
      expect(rows).toEqual([1, 2, 3].map(() => names));
      await Promise.all(stores.map((one) => one.close()));
      await empty.drop();
    });

    test('a database of a newer version is refused with its name', async () => {
      await store.transact(async (tx) => {
        await sqlOf(tx)('migrations').insert({ name: '9999', appliedAt: noon });
      });
      await expect(open()).rejects.toThrow(/newer version \(migration 9999\)/);
    });
  });

  describe('transact', () => {
    test('rolls everything back when the function throws, and throws the same error', async () => {
      const boom = new Error('boom');
      const failing = store.transact(async (tx) => {
        await insertLeg(tx, aLeg('leg_1'));
        throw boom;
      });
      await expect(failing).rejects.toBe(boom);
      expect(await store.transact((tx) => lockLeg(tx, 'leg_1'))).toBeNull();
    });

    test('rolls everything back when the database refuses a row', async () => {
      const failing = store.transact(async (tx) => {
        await insertLeg(tx, aLeg('leg_1'));
        await insertLeg(tx, aLeg('leg_1'));
      });
      await expect(failing).rejects.toThrow(/legs/);
      expect(await store.transact((tx) => lockLeg(tx, 'leg_1'))).toBeNull();
    });

    test('an error of the database does not quote the values, which may be names and numbers', async () => {
      await store.transact((tx) => insertLeg(tx, aLeg('leg_1')));
      const failing = store.transact((tx) => insertLeg(tx, { ...aLeg('leg_1'), number: '+16085550142' }));
      await expect(failing).rejects.not.toThrow(/5550142/);
    });

    test('tries again after a conflict, up to the limit, and says so', async () => {
      let runs = 0;
      const failing = store.transact(() => {
        runs += 1;
        return Promise.reject(Object.assign(new Error('conflict'), { code: '40001' }));
      });
      await expect(failing).rejects.toThrow(
        `given up after ${limits.transactionTries} of ${limits.transactionTries} tries`,
      );
      expect(runs).toBe(limits.transactionTries);
    });

    test('does not try again once its time is over', async () => {
      let elapsed = 0;
      const slow = await open({ clock: { ...still, elapsedMs: () => (elapsed += limits.transactionSeconds * 1000) } });
      let runs = 0;
      const failing = slow.transact(() => {
        runs += 1;
        return Promise.reject(Object.assign(new Error('conflict'), { code: '40001' }));
      });
      await expect(failing).rejects.toThrow(`given up after 1 of ${limits.transactionTries} tries`);
      expect(runs).toBe(1);
    });

    test('rolls back what has not begun to commit by its deadline, and does not begin after it', async () => {
      let elapsed = 1_000;
      const slow = await open({ clock: { ...still, elapsedMs: () => elapsed } });
      let runs = 0;
      const take = (ms: number) =>
        slow.transact(
          async (tx) => {
            runs += 1;
            await insertLeg(tx, aLeg(`leg_${runs}`));
            elapsed += ms;
          },
          { commitByMs: 5_000 },
        );
      await take(4_000);
      await expect(take(1)).rejects.toThrow('to be committed 1 ms ago');
      await expect(take(0)).rejects.toThrow('to be committed 1 ms ago');
      expect(runs).toBe(2);
      const legs = await store.transact(async (tx) => [await lockLeg(tx, 'leg_1'), await lockLeg(tx, 'leg_2')]);
      expect(legs).toMatchObject([{ id: 'leg_1' }, null]);
    });

    test('does not try again what is no conflict', async () => {
      let runs = 0;
      const failing = store.transact(() => {
        runs += 1;
        return Promise.reject(new Error('a mistake'));
      });
      await expect(failing).rejects.toThrow('a mistake');
      expect(runs).toBe(1);
    });

    test('tells when a transaction is in hand and how it ended', async () => {
      const heard: string[] = [];
      const watched = await open({ onActivity: (activity) => heard.push(activity) });
      await watched.transact((tx) => nextNumber(tx, 'case'));
      await watched.transact(() => Promise.reject(new Error('no'))).catch(() => undefined);
      expect(heard).toEqual(['begun', 'committed', 'begun', 'failed']);
    });

    test('two that read and then change the same row do not lose a change', async () => {
      const other = await open();
      await store.transact((tx) => insertLeg(tx, aLeg('leg_1')));
      const bump = (one: Store) =>
        one.transact(async (tx) => {
          const leg = await lockLeg(tx, 'leg_1');
          await updateLeg(tx, 'leg_1', { turn: (leg?.turn ?? 0) + 1 });
        });
      await Promise.all([store, other, store, other, store, other, store, other].map(bump));
      expect(await store.transact((tx) => lockLeg(tx, 'leg_1'))).toMatchObject({ turn: 8 });
    });
  });

  test('the read connection cannot write', async () => {
    const write = runSql(store.read, "INSERT INTO numbers (name, next) VALUES ('case', 1)", {});
    await expect(write).rejects.toThrow(/read-?only/);
  });

  test('what is committed is read by people at once', async () => {
    await store.transact((tx) => insertCase(tx, aCase('CS0000001')));
    expect((await listCases(store.read)).items).toHaveLength(1);
  });

  test('instants and counts are numbers', async () => {
    await store.transact((tx) => insertCase(tx, aCase('CS0000001', { openedAt: 8_000_000_000_000 })));
    const [row] = await runSql(store.read, 'SELECT opened_at, count(*) AS n FROM cases GROUP BY opened_at', {});
    expect(row).toEqual({ openedAt: 8_000_000_000_000, n: 1 });
  });

  test('a fraction is refused before it reaches a column', async () => {
    await expect(store.transact((tx) => insertLeg(tx, aLeg('leg_1', { startedAt: 1.5 })))).rejects.toThrow(/startedAt/);
  });

  test('U+0000 is stripped wherever text enters', async () => {
    const leg = await store.transact(async (tx) => {
      await insertLeg(tx, aLeg('leg_1', { callSid: 'CA\0 1', department: 'Bo\0tany' }));
      await updateLeg(tx, 'leg\0_1', { team: 'a\0ims' });
      return lockLegByCallSid(tx, 'CA 1\0');
    });
    expect(leg).toMatchObject({ callSid: 'CA 1', department: 'Botany', team: 'aims' });
    const event = await store.transact(async (tx) => {
      await keepCarrierEvent(tx, aCarrierEvent('ev_1', { fields: { 'a\0b': ['c\0d', 'e'] } }));
      return lockCarrierEvent(tx, 'ev_1');
    });
    expect(event?.fields).toEqual({ ab: ['cd', 'e'] });
  });

  describe('with two processes', () => {
    test('no check is claimed by both', async () => {
      const other = await open();
      const ids = Array.from({ length: 40 }, (_, i) => `out_${i}`);
      await store.transact(async (tx) => {
        for (const id of ids) await insertOutbox(tx, anOutboxRow(id, { state: 'unknown', checkAt: noon }));
      });
      const claim = (one: Store) => one.transact((tx) => claimChecks(tx, noon, 7, 30_000));
      const claimed = await Promise.all([store, other, store, other, store, other, store, other].map(claim));
      expect(
        claimed
          .flat()
          .map((row) => row.id)
          .sort(),
      ).toEqual([...ids].sort());
    });

    test('every number of a counter is given once', async () => {
      const other = await open();
      const take = (one: Store) => one.transact((tx) => nextNumber(tx, 'case'));
      const numbers = await Promise.all(Array.from({ length: 30 }, (_, i) => take(i % 2 ? store : other)));
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    });

    test('who waits for a counter sees what was written with its last number', async () => {
      const other = await open();
      await store.transact((tx) => nextNumber(tx, 'case'));
      await other.transact((tx) => waitForCounter(tx, 'case'));
      let tell = () => {};
      const taken = new Promise<void>((resolve) => {
        tell = resolve;
      });
      const writing = store.transact(async (tx) => {
        await nextNumber(tx, 'case');
        tell();
        for (let i = 1; i <= 20; i++) await insertLeg(tx, aLeg(`leg_${i}`, { callSid: `CA${i}` }));
      });
      await taken;
      const seen = await other.transact(async (tx) => {
        await waitForCounter(tx, 'case');
        return legIdByCallSid(tx, 'CA20');
      });
      expect(seen).toBe('leg_20');
      await writing;
    });

    test('the same news is kept once', async () => {
      const other = await open();
      const keep = (one: Store, i: number) =>
        one.transact((tx) => keepCarrierEvent(tx, aCarrierEvent(`ev_${i}`, { key: 'k' })));
      const kept = await Promise.all([store, other, store, other].map(keep));
      expect(kept.filter((first) => first)).toHaveLength(1);
    });

    test('a team does not get two pages from two calls of the same moment', async () => {
      const other = await open();
      const begin = (one: Store, i: number) =>
        one.transact(async (tx) => {
          if (!(await unacceptedPagesOf(tx, ['aims'])).has('aims')) await insertPage(tx, aPage(`page_${i}`));
        });
      await Promise.all([store, other, store, other].map(begin));
      expect(await runSql(store.read, 'SELECT count(*) AS n FROM pages', {})).toEqual([{ n: 1 }]);
    });

    test('who joins the pages of two teams takes them in the order in which every other takes them', async () => {
      const warnings: string[] = [];
      const log = { ...quiet, warn: (message: string) => void warnings.push(message) };
      const [joiner, other] = [await open({ log }), await open({ log })];
      await store.transact(async (tx) => {
        await insertPage(tx, aPage('page_1', { team: 'ds' }));
        await insertPage(tx, aPage('page_2', { team: 'aims' }));
      });
      let joining: Promise<unknown> = Promise.resolve();
      await other.transact(async (tx) => {
        await lockPage(tx, 'page_1');
        joining = joiner.transact((joined) => unacceptedPagesOf(joined, ['aims', 'ds']));
        for (let i = 1; i <= 20; i++) await insertLeg(tx, aLeg(`leg_${i}`));
        await lockPage(tx, 'page_2');
      });
      expect(await joining).toHaveProperty('size', 2);
      expect(warnings).toEqual([]);
    });

    test('the same version is put in force once', async () => {
      const other = await open();
      const put = (one: Store, i: number) => one.transact((tx) => insertVersion(tx, aVersion(`ver_${i}`, 'h1')));
      const changed = await Promise.all([store, other, store, other].map(put));
      expect(changed.filter((yes) => yes)).toHaveLength(1);
    });

    test('the same version is held once', async () => {
      const other = await open();
      await store.transact((tx) => insertVersion(tx, aVersion('ver_first', 'h0')));
      const hold = (one: Store, i: number) =>
        one.transact((tx) =>
          holdVersion(tx, aVersion(`ver_${i}`, 'h1', { state: 'quarantined', why: 'It opens a gap.' })),
        );
      const held = await Promise.all([store, other, store, other].map(hold));
      expect(held.filter((yes) => yes)).toHaveLength(1);
    });
  });
});
