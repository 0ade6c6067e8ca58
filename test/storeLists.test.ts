import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { openStore, type Store } from '../src/store/openStore.ts';
import { listCalls, oneCall } from '../src/store/read/calls.ts';
import { listCases } from '../src/store/read/cases.ts';
import { CursorError } from '../src/store/read/cursor.ts';
import { listPages } from '../src/store/read/pages.ts';
import { keepCarrierEvent, markApplied } from '../src/store/write/carrierEvents.ts';
import { insertCase } from '../src/store/write/cases.ts';
import { earliest, whatIsDue } from '../src/store/write/due.ts';
import { insertLeg } from '../src/store/write/legs.ts';
import { insertOutbox, updateOutbox } from '../src/store/write/outbox.ts';
import { insertPage, updatePage } from '../src/store/write/pages.ts';
import { insertRecording, updateRecording } from '../src/store/write/recordings.ts';
import { databases, type FreshDatabase, freshDatabase } from './databases.ts';
import { aCarrierEvent, aCase, aLeg, anOutboxRow, aPage, aRecording, noon } from './someRows.ts';

describe.each([...databases])('lists and due times on %s', (kind) => {
  let database: FreshDatabase;
  let store: Store;

  beforeEach(async () => {
    database = await freshDatabase(kind);
    const clock = { now: () => noon, after: () => ({ cancel() {} }), elapsedMs: () => performance.now() };
    store = await openStore({ ...database, clock, log: { info() {}, warn() {}, error() {} } });
  });

  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  test('the next due moment is the earliest of everything that waits', async () => {
    const next = async () => earliest(await whatIsDue(store.read, 2_000));
    expect(await next()).toBeNull();
    await store.transact((tx) => keepCarrierEvent(tx, aCarrierEvent('ev_1', { receivedAt: noon + 3_000 })));
    expect(await next()).toBe(noon + 5_000);
    await store.transact((tx) => insertRecording(tx, aRecording('RE1', { dueAt: noon + 4_000 })));
    expect(await next()).toBe(noon + 4_000);
    await store.transact((tx) => insertPage(tx, aPage('page_1', { dueAt: noon + 3_000 })));
    expect(await next()).toBe(noon + 3_000);
    await store.transact((tx) =>
      insertOutbox(tx, anOutboxRow('out_1', { state: 'sending', deadlineAt: noon + 2_000 })),
    );
    expect(await next()).toBe(noon + 2_000);
    await store.transact((tx) => insertOutbox(tx, anOutboxRow('out_2', { dueAt: noon + 1_000 })));
    expect(await next()).toBe(noon + 1_000);
    await store.transact(async (tx) => {
      await updateOutbox(tx, 'out_2', { state: 'sent' });
      await updateOutbox(tx, 'out_1', { state: 'unknown' });
      await updatePage(tx, 'page_1', { state: 'accepted' });
      await updateRecording(tx, 'RE1', { state: 'failed' });
      await markApplied(tx, 'ev_1', noon);
    });
    expect(await next()).toBeNull();
  });

  test('lists page through everything once, newest first, also when many rows are of one instant', async () => {
    const numbers = Array.from({ length: 7 }, (_, i) => `CS000000${i}`);
    await store.transact(async (tx) => {
      for (const [i, number] of numbers.entries()) {
        await insertCase(tx, aCase(number, { openedAt: noon + Math.floor(i / 3) }));
        await insertLeg(tx, aLeg(`leg_${i}`, { callSid: `CA${i}`, caseNumber: number, startedAt: noon + i }));
        await insertPage(tx, aPage(`page_${i}`, { createdAt: noon + i }));
      }
      await insertLeg(tx, aLeg('leg_p', { kind: 'page' }));
    });
    const seen: string[][] = [];
    let after: string | null = null;
    do {
      const list: Awaited<ReturnType<typeof listCases>> = await listCases(store.read, { after, limit: 3 });
      seen.push(list.items.map((row) => row.number));
      after = list.next;
      // A newer case does not shift what follows.
      await store.transact((tx) => insertCase(tx, aCase(`CS1${seen.length}`, { openedAt: noon + 99 })));
    } while (after !== null);
    expect(seen.map((list) => list.length)).toEqual([3, 3, 1]);
    expect(seen.flat()).toEqual([...numbers].reverse());
    expect((await listCalls(store.read)).items.map((leg) => leg.id)).toEqual(
      numbers.map((_, i) => `leg_${i}`).reverse(),
    );
    expect((await listPages(store.read, { limit: 2 })).items.map((page) => page.id)).toEqual(['page_6', 'page_5']);
    expect(await oneCall(store.read, 'CA3')).toMatchObject({
      leg: { id: 'leg_3' },
      case: { number: 'CS0000003' },
      turns: [],
    });
    expect(await oneCall(store.read, 'CA9')).toBeNull();
  });

  test('a list is no longer than its limit, and a cursor of nobody is refused', async () => {
    await store.transact(async (tx) => {
      for (let i = 0; i <= limits.pageOfList; i++) await insertPage(tx, aPage(`page_${i}`));
    });
    const list = await listPages(store.read, { limit: 1_000 });
    expect(list.items).toHaveLength(limits.pageOfList);
    expect((await listPages(store.read, { after: list.next })).items).toHaveLength(1);
    await expect(listPages(store.read, { after: 'rubbish' })).rejects.toThrow(CursorError);
  });
});
