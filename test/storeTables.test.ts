import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Version } from '../src/domain/records.ts';
import { openStore, type Store } from '../src/store/openStore.ts';
import { oneCase } from '../src/store/read/cases.ts';
import { currentRevision } from '../src/store/read/currentRevision.ts';
import { onePage } from '../src/store/read/pages.ts';
import { soundOf } from '../src/store/read/soundOf.ts';
import { keepCarrierEvent, lockCarrierEvent, markApplied, unappliedEvents } from '../src/store/write/carrierEvents.ts';
import { addCaseEvent, addCaseEvents, insertCase, lockCases, updateCase } from '../src/store/write/cases.ts';
import { giveUpLease, takeLease } from '../src/store/write/leases.ts';
import { insertLeg, legOfOutbox, legsOfCase, liveJoinTo, lockLeg, updateLeg } from '../src/store/write/legs.ts';
import {
  attemptByCode,
  attemptsOfPage,
  claimChecks,
  dueToSend,
  expiredClaims,
  insertOutbox,
  openCodes,
  openPageTexts,
  outboxBySid,
  updateOutbox,
} from '../src/store/write/outbox.ts';
import {
  addPageCase,
  casesOfPage,
  duePages,
  insertPage,
  lockPage,
  pagesOfCase,
  unacceptedPagesOf,
  updatePage,
  updatePageCase,
} from '../src/store/write/pages.ts';
import { factsOf, forgetPersonFact, notePersonFact } from '../src/store/write/peopleFacts.ts';
import { insertPromise, lockPromise, updatePromise } from '../src/store/write/promises.ts';
import {
  dueRecordings,
  insertRecording,
  lockRecording,
  recordingsOfCase,
  saveSound,
  updateRecording,
} from '../src/store/write/recordings.ts';
import { answeredAnything, insertTurn, newestReply } from '../src/store/write/turns.ts';
import {
  decideVersion,
  heldVersions,
  holdVersion,
  inForce,
  insertVersion,
  versionByHash,
  versionsSince,
} from '../src/store/write/versions.ts';
import { databases, type FreshDatabase, freshDatabase } from './databases.ts';
import { aCarrierEvent, aCase, aLeg, anOutboxRow, aPage, aRecording, aVersion, noon } from './someRows.ts';

const minute = 60_000;

describe.each([...databases])('the tables on %s', (kind) => {
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

  test('a leg comes back as it was kept, and a change of what is not there is an error', async () => {
    const waiting = {
      version: 1 as const,
      step: 'hold',
      tries: 2,
      unclear: 0,
      waitingSince: noon,
      keyed: '',
      pressed: false,
      over: false,
    };
    await store.transact(async (tx) => {
      await insertLeg(tx, aLeg('leg_1'));
      await updateLeg(tx, 'leg_1', { state: waiting, bridged: true, will: 'talkNow', endedAt: noon + 1 });
      await updateLeg(tx, 'leg_1', {});
      const changed = { state: waiting, bridged: true, will: 'talkNow' as const, endedAt: noon + 1 };
      expect(await lockLeg(tx, 'leg_1')).toEqual(aLeg('leg_1', changed));
    });
    await expect(store.transact((tx) => updateLeg(tx, 'leg_9', { turn: 1 }))).rejects.toThrow(/0 rows of legs/);
  });

  test("a case's legs are its caller's and those of its pages; a live join is the one that has not ended", async () => {
    await store.transact(async (tx) => {
      await insertCase(tx, aCase('CS0000001'));
      await insertPage(tx, aPage('page_1'));
      await addPageCase(tx, { pageId: 'page_1', caseNumber: 'CS0000001', state: 'waiting', joinedAt: noon });
      await insertLeg(tx, aLeg('leg_1', { caseNumber: 'CS0000001' }));
      const joined = { joinedLeg: 'leg_1', joiningSince: noon } as const;
      await insertLeg(tx, aLeg('leg_2', { kind: 'page', pageId: 'page_1', outboxId: 'out_2', startedAt: noon + 1 }));
      await insertLeg(tx, aLeg('leg_3', { kind: 'page', pageId: 'page_2', ...joined, endedAt: noon + 2 }));
      expect((await legsOfCase(tx, 'CS0000001')).map((leg) => leg.id)).toEqual(['leg_1', 'leg_2']);
      expect(await liveJoinTo(tx, 'leg_1')).toBeNull();
      await updateLeg(tx, 'leg_2', joined);
      expect(await liveJoinTo(tx, 'leg_1')).toMatchObject({ id: 'leg_2' });
      expect(await legOfOutbox(tx, 'out_2')).toMatchObject({ id: 'leg_2' });
    });
  });

  test('the newest reply is the last that could be heard, and a turn is logged once', async () => {
    const then = { do: 'ask' as const, maxKeys: 1, timeoutSeconds: 5, words: [] };
    const reply = { say: [{ say: 'Is it critical?' }], then };
    await store.transact(async (tx) => {
      await insertLeg(tx, aLeg('leg_1'));
      expect(await newestReply(tx, 'leg_1')).toBeNull();
      const first = { ...reply, say: [...reply.say] };
      await insertTurn(tx, { legId: 'leg_1', n: 0, at: noon, event: { kind: 'answered' }, reply: first, effects: [] });
      expect(await answeredAnything(tx, 'leg_1')).toBe(false);
      const keys = { kind: 'keys', keys: '1' } as const;
      await insertTurn(tx, { legId: 'leg_1', n: 1, at: noon, event: keys, reply: null, effects: ['openCase'] });
      expect(await newestReply(tx, 'leg_1')).toEqual({ n: 0, at: noon, reply });
      expect(await answeredAnything(tx, 'leg_1')).toBe(true);
    });
    const again = { legId: 'leg_1', n: 1, at: noon, event: { kind: 'ended' } as const, reply: null, effects: [] };
    await expect(store.transact((tx) => insertTurn(tx, again))).rejects.toThrow(/turns/);
  });

  test('a case is read whole: timeline, recordings, promise and pages', async () => {
    await store.transact(async (tx) => {
      await insertCase(tx, aCase('CS0000002'));
      await insertCase(tx, aCase('CS0000001'));
      await updateCase(tx, 'CS0000001', { state: 'accepted', takenBy: 'kim', takenAt: noon });
      expect((await lockCases(tx, ['CS0000002', 'CS0000001'])).map((row) => row.number)).toEqual([
        'CS0000001',
        'CS0000002',
      ]);
      await addCaseEvent(tx, { caseNumber: 'CS0000001', at: noon, text: 'opened' });
      await addCaseEvent(tx, { caseNumber: 'CS0000001', at: noon, text: 'taken' });
      await insertPage(tx, aPage('page_1'));
      await addPageCase(tx, { pageId: 'page_1', caseNumber: 'CS0000001', state: 'waiting', joinedAt: noon });
      await insertRecording(tx, aRecording('RE1'));
      const promise = {
        caseNumber: 'CS0000001',
        givenAt: noon,
        dueAt: noon + 60 * minute,
        owner: 'lee',
        state: 'open',
        stage: 'given',
        nextAt: null,
        confirmedAt: null,
        how: null,
        settledAt: null,
      } as const;
      expect(await insertPromise(tx, promise)).toBe(true);
      expect(await insertPromise(tx, { ...promise, owner: 'kim' })).toBe(false);
      await updatePromise(tx, 'CS0000001', { state: 'kept', how: 'Kim pressed 1.' });
      expect(await lockPromise(tx, 'CS0000001')).toMatchObject({ owner: 'lee', state: 'kept' });
    });
    const whole = await oneCase(store.read, 'CS0000001');
    expect(whole?.events.map((event) => event.text)).toEqual(['opened', 'taken']);
    expect(whole).toMatchObject({ case: { takenBy: 'kim' }, promise: { owner: 'lee' } });
    expect([whole?.recordings.length, whole?.pages.length]).toEqual([1, 1]);
    expect(await oneCase(store.read, 'CS0000003')).toBeNull();
  });

  test('the same line goes to many timelines, each once and behind what they have', async () => {
    const numbers = Array.from({ length: 250 }, (_, i) => `CS${String(i + 1).padStart(7, '0')}`);
    await store.transact(async (tx) => {
      for (const number of numbers) await insertCase(tx, aCase(number));
      await addCaseEvent(tx, { caseNumber: 'CS0000250', at: noon, text: 'opened' });
      await addCaseEvents(tx, numbers, { at: noon, text: 'Kim is rung.' });
    });
    for (const number of numbers.slice(0, 249))
      expect((await oneCase(store.read, number))?.events.map((event) => event.text)).toEqual(['Kim is rung.']);
    const last = await oneCase(store.read, 'CS0000250');
    expect(last?.events.map((event) => event.text)).toEqual(['opened', 'Kim is rung.']);
  });

  test("a page is due until it is over, and a team's unaccepted page is its newest", async () => {
    await store.transact(async (tx) => {
      await insertCase(tx, aCase('CS0000001'));
      await insertPage(tx, aPage('page_2', { dueAt: noon + minute, state: 'running' }));
      await insertPage(tx, aPage('page_1', { dueAt: noon, createdAt: noon - 1 }));
      await insertPage(tx, aPage('page_3', { dueAt: noon, createdAt: noon + 1, team: 'ds' }));
      await updatePage(tx, 'page_3', { state: 'accepted', dueAt: null, passedBy: ['kim'], acceptedBy: 'alex' });
      expect(await lockPage(tx, 'page_3')).toMatchObject({ passedBy: ['kim'], acceptedBy: 'alex' });
      expect(await duePages(tx, noon - 1, 10)).toEqual([]);
      expect(await duePages(tx, noon, 10)).toEqual(['page_1']);
      expect(await duePages(tx, noon + minute, 1)).toEqual(['page_1']);
      expect(await duePages(tx, noon + minute, 10)).toEqual(['page_1', 'page_2']);
      const unaccepted = await unacceptedPagesOf(tx, ['ds', 'aims']);
      expect([...unaccepted.values()].map(({ id }) => id)).toEqual(['page_2']);
      await addPageCase(tx, { pageId: 'page_1', caseNumber: 'CS0000001', state: 'waiting', joinedAt: noon });
      await updatePageCase(tx, 'page_1', 'CS0000001', { state: 'taken' });
      expect(await casesOfPage(tx, 'page_1')).toMatchObject([{ caseNumber: 'CS0000001', state: 'taken' }]);
      expect((await pagesOfCase(tx, 'CS0000001')).map((page) => page.id)).toEqual(['page_1']);
      await insertOutbox(tx, anOutboxRow('out_1', { pageId: 'page_1' }));
    });
    expect(await onePage(store.read, 'page_1')).toMatchObject({
      page: { id: 'page_1' },
      attempts: [{ id: 'out_1' }],
      cases: [{ state: 'taken' }],
    });
  });

  test('due rows come in the order of their purpose, then of how long they are wanted, and a claim runs out', async () => {
    const sending = { state: 'sending', deadlineAt: noon + 30_000, claimedAt: noon } as const;
    await store.transact(async (tx) => {
      await insertOutbox(tx, anOutboxRow('out_1', { purpose: 'news', wantedAt: noon - minute }));
      await insertOutbox(tx, anOutboxRow('out_2', { purpose: 'alarm' }));
      await insertOutbox(tx, anOutboxRow('out_3', { kind: 'text' }));
      await insertOutbox(tx, anOutboxRow('out_4', { kind: 'ring', ringSeconds: 25 }));
      await insertOutbox(tx, anOutboxRow('out_5', { purpose: 'answer', wantedAt: noon - minute }));
      await insertOutbox(tx, anOutboxRow('out_6', { dueAt: noon + 1 }));
      await insertOutbox(tx, anOutboxRow('out_7', { state: 'dropped' }));
      const due = await dueToSend(tx, noon, 4);
      expect(due.map((row) => row.id)).toEqual(['out_4', 'out_3', 'out_5', 'out_2']);
      for (const { id } of due) await updateOutbox(tx, id, sending);
      expect((await dueToSend(tx, noon, 10)).map((row) => row.id)).toEqual(['out_1']);
      await updateOutbox(tx, 'out_4', { state: 'sent', sid: 'CA1' });
    });
    expect(await expiredClaims(store.read, noon + 29_999, 10)).toEqual([]);
    expect(await expiredClaims(store.read, noon + 30_000, 10)).toEqual(['out_2', 'out_3', 'out_5']);
    expect(await expiredClaims(store.read, noon + 30_000, 1)).toEqual(['out_2']);
    const unknown = { state: 'unknown', deadlineAt: null, checkAt: noon + 30_000 } as const;
    await store.transact(async (tx) => {
      for (const id of ['out_2', 'out_3', 'out_5']) await updateOutbox(tx, id, unknown);
    });
    expect(await expiredClaims(store.read, noon + 30_000, 10)).toEqual([]);
    const [first] = await store.transact((tx) => claimChecks(tx, noon + 30_000, 1, 5_000));
    expect(first).toMatchObject({ checkAt: noon + 35_000 });
    expect(await store.transact((tx) => claimChecks(tx, noon + 30_000, 10, 5_000))).toHaveLength(2);
    expect(await store.transact((tx) => claimChecks(tx, noon + 30_000, 10, 5_000))).toHaveLength(0);
  });

  test('a code belongs to one person for a time, and the carrier knows a row by its sid', async () => {
    await store.transact(async (tx) => {
      await insertPage(tx, aPage('page_1'));
      await insertPage(tx, aPage('page_2', { state: 'accepted' }));
      await insertOutbox(tx, anOutboxRow('out_1', { code: 47, pageId: 'page_1', createdAt: noon - minute }));
      await insertOutbox(tx, anOutboxRow('out_2', { code: 47, pageId: 'page_1', sid: 'SM2', cases: ['CS0000001'] }));
      await insertOutbox(tx, anOutboxRow('out_3', { code: 12, pageId: 'page_2' }));
      await insertOutbox(tx, anOutboxRow('out_4', { code: 13, person: 'alex', pageId: 'page_1' }));
      await insertOutbox(tx, anOutboxRow('out_5', { kind: 'cancel', sid: 'SM2' }));
      expect((await openCodes(tx, 'kim', noon - minute)).sort()).toEqual([12, 47]);
      expect(await openCodes(tx, 'alex', noon + 1)).toEqual([]);
      expect(await attemptByCode(tx, 'kim', 47, noon - minute)).toMatchObject({ id: 'out_2', cases: ['CS0000001'] });
      expect(await attemptByCode(tx, 'kim', 13, noon - minute)).toBeNull();
      expect((await openPageTexts(tx, 'kim', noon - minute)).map((row) => row.id)).toEqual(['out_2', 'out_1']);
      expect(await outboxBySid(tx, 'SM2')).toMatchObject({ id: 'out_2' });
      expect((await attemptsOfPage(tx, 'page_1')).map((row) => row.id)).toEqual(['out_1', 'out_2', 'out_4']);
    });
  });

  test('news waits until it is marked as applied', async () => {
    await store.transact(async (tx) => {
      expect(await keepCarrierEvent(tx, aCarrierEvent('ev_1'))).toBe(true);
      expect(await keepCarrierEvent(tx, aCarrierEvent('ev_2', { key: 'key of ev_1' }))).toBe(false);
      await keepCarrierEvent(tx, aCarrierEvent('ev_3', { receivedAt: noon - 1 }));
      expect((await unappliedEvents(tx, noon, 10)).map((event) => event.id)).toEqual(['ev_3', 'ev_1']);
      expect((await unappliedEvents(tx, noon - 1, 10)).map((event) => event.id)).toEqual(['ev_3']);
      await markApplied(tx, 'ev_3', noon);
      expect((await unappliedEvents(tx, noon, 10)).map((event) => event.id)).toEqual(['ev_1']);
      expect(await lockCarrierEvent(tx, 'ev_3')).toEqual(
        aCarrierEvent('ev_3', { receivedAt: noon - 1, appliedAt: noon }),
      );
    });
  });

  test('a recording is known once, fetched when due, and its sound is kept byte by byte', async () => {
    const sound = Buffer.from([0, 1, 255, 0, 10]);
    await store.transact(async (tx) => {
      expect(await insertRecording(tx, aRecording('RE1'))).toBe(true);
      expect(await insertRecording(tx, aRecording('RE1', { seconds: 99 }))).toBe(false);
      await updateRecording(tx, 'RE1', { transcript: 'It is on fire.', tries: 1 });
      expect(await dueRecordings(tx, noon - 1, 10)).toEqual([]);
      expect(await dueRecordings(tx, noon, 10)).toMatchObject([{ sid: 'RE1', seconds: 12 }]);
    });
    expect(await soundOf(store.read, 'RE1')).toBeNull();
    await store.transact((tx) => saveSound(tx, 'RE1', sound, 'audio/wav'));
    expect(await soundOf(store.read, 'RE1')).toEqual({ sound, contentType: 'audio/wav' });
    await store.transact(async (tx) => {
      expect(await dueRecordings(tx, noon, 10)).toEqual([]);
      const kept = {
        state: 'kept',
        dueAt: null,
        contentType: 'audio/wav',
        transcript: 'It is on fire.',
        tries: 1,
      } as const;
      expect(await lockRecording(tx, 'RE1')).toEqual(aRecording('RE1', kept));
      expect(await recordingsOfCase(tx, 'CS0000001')).toHaveLength(1);
    });
  });

  test('an unchanged version does nothing, and an earlier one that comes back has a row of its own', async () => {
    const put = (id: string, hash: string) => store.transact((tx) => insertVersion(tx, aVersion(id, hash)));
    expect(await currentRevision(store.read)).toBe(0);
    expect([await put('ver_1', 'h1'), await put('ver_2', 'h1')]).toEqual([true, false]);
    const before = await currentRevision(store.read);
    expect([await put('ver_3', 'h2'), await put('ver_4', 'h1')]).toEqual([true, true]);
    expect(await currentRevision(store.read)).toBeGreaterThan(before);
    expect(await inForce(store.read, 'flow', 'hotline')).toEqual(aVersion('ver_4', 'h1'));
    expect(await versionByHash(store.read, 'flow', 'hotline', 'h2')).toEqual(aVersion('ver_3', 'h2'));
    expect(await inForce(store.read, 'rota', 'hotline')).toBeNull();
  });

  test('a version that comes into force, or is held, ends those of its name that are held', async () => {
    const held = (id: string, hash: string, more: Partial<Version> = {}) =>
      store.transact((tx) =>
        holdVersion(tx, aVersion(id, hash, { state: 'quarantined', why: 'It opens a gap.', ...more })),
      );
    const ids = async () => (await heldVersions(store.read)).map(({ id }) => id);
    await held('ver_1', 'h1');
    await held('ver_other', 'h1', { name: 'page' });
    await held('ver_2', 'h2', { state: 'unreadable', seenAt: noon + 1 });
    expect(await ids()).toEqual(['ver_other', 'ver_2']);
    await store.transact((tx) => insertVersion(tx, aVersion('ver_3', 'h3')));
    expect(await ids()).toEqual(['ver_other']);
  });

  test('a text is held once for a reason, again for another one, and never again once it was rejected', async () => {
    const hold = (id: string, judgedBy: string, seenAt: number) =>
      store.transact((tx) => holdVersion(tx, aVersion(id, 'h1', { state: 'quarantined', judgedBy, seenAt })));
    // It was in force once, which says nothing about now.
    for (const hash of ['h1', 'h2'])
      await store.transact((tx) => insertVersion(tx, aVersion(`ver_${hash}`, hash, { seenAt: noon - 1 })));
    expect(await hold('ver_1', 'It opens a gap.', noon)).toBe(true);
    expect(await hold('ver_2', 'It opens a gap.', noon + 1)).toBe(false);
    expect(await hold('ver_3', 'The team "lab" would be gone.', noon + 2)).toBe(true);
    await store.transact((tx) => decideVersion(tx, 'ver_3', { state: 'rejected', decidedAt: noon + 3 }));
    expect(await hold('ver_4', 'It opens a gap.', noon + 4)).toBe(false);
  });

  test('what has been in force since an instant comes with what was so just before', async () => {
    const put = (id: string, hash: string, inForceAt: number, more: Partial<Version> = {}) =>
      store.transact((tx) =>
        insertVersion(tx, aVersion(id, hash, { inForceAt, kind: 'rota', name: 'aims.ics', ...more })),
      );
    await put('ver_1', 'h1', noon - 3);
    await put('ver_2', 'h2', noon - 2);
    await put('ver_ds', 'h1', noon - 2, { name: 'ds.ics' });
    await put('ver_flow', 'h1', noon + 1, { kind: 'flow' });
    const held = aVersion('ver_held', 'h9', {
      kind: 'rota',
      name: 'aims.ics',
      state: 'quarantined',
      why: 'It opens a gap.',
    });
    await store.transact((tx) => holdVersion(tx, held));
    await put('ver_3', 'h3', noon + 1);
    const since = await versionsSince(store.read, ['directory', 'rota'], noon);
    expect(since.map(({ id }) => id)).toEqual(['ver_2', 'ver_ds', 'ver_3']);
  });

  test('a right is of one holder until it ends or is given up', async () => {
    const take = (holder: string, now: number, until: number) =>
      store.transact((tx) => takeLease(tx, 'sources', holder, now, until));
    expect(await take('one', noon, noon + 10)).toBe(true);
    expect(await take('other', noon + 9, noon + 99)).toBe(false);
    expect(await take('one', noon + 9, noon + 20)).toBe(true);
    expect(await take('other', noon + 19, noon + 99)).toBe(false);
    expect(await take('other', noon + 20, noon + 30)).toBe(true);
    await store.transact((tx) => giveUpLease(tx, 'sources', 'one'));
    expect(await take('one', noon + 21, noon + 40)).toBe(false);
    await store.transact((tx) => giveUpLease(tx, 'sources', 'other'));
    expect(await take('one', noon + 21, noon + 40)).toBe(true);
  });

  test('what we learn about a number is noted once and can be forgotten', async () => {
    const fact = { address: '+16085550111', fact: 'textsRefused', since: noon, detail: 'STOP' } as const;
    await store.transact(async (tx) => {
      expect(await notePersonFact(tx, fact)).toBe(true);
      expect(await notePersonFact(tx, { ...fact, since: noon + 1 })).toBe(false);
      await notePersonFact(tx, { ...fact, fact: 'callsRefused', detail: null });
      expect(await factsOf(tx, [fact.address])).toEqual([{ ...fact, fact: 'callsRefused', detail: null }, fact]);
      expect(await forgetPersonFact(tx, fact.address, 'textsRefused')).toBe(true);
      expect(await forgetPersonFact(tx, fact.address, 'textsRefused')).toBe(false);
      expect(await factsOf(tx, [fact.address])).toHaveLength(1);
    });
  });
});
