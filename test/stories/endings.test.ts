/** How calls and pages end when something comes late, first, not at all, or from the lifeline. */
import { expect } from 'vitest';
import type { Tx } from '../../src/store/handle.ts';
import type { Deadline } from '../../src/store/transact.ts';
import type { Night } from '../night/night.ts';
import { answersAndPresses, hearsBeep, isWoken, leavesCritical, saysCritical, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** The texts and rings so far were not what the story is about. */
function namesAll(...phones: Telephone[]): void {
  for (const phone of phones) {
    phone.namesRings();
    phone.namesTexts();
  }
}

async function timelineOf(night: Night, number: string): Promise<string[]> {
  return (await night.case(number)).timeline.map((event) => event.text);
}

/** The database cannot be written until `isBack` is called. */
function losesDatabase(night: Night): { isBack(): Promise<void> } {
  night.names(/alarm: (a call was served by|taking over what) the lifeline/);
  night.names(/alarm: news of the carrier could not be kept/);
  night.exchange.faults.tolerate(({ url }) => /status|recording$|transcript/.test(url));
  const { store } = night.app.context;
  const transact = store.transact;
  store.transact = () => Promise.reject(new Error('the database is gone'));
  return {
    async isBack() {
      store.transact = transact;
      night.app.context.wake();
      await night.settled();
    },
  };
}

story('one of two pages is closed: a case that is on both goes on with the other', async (scene) => {
  const { night, stranger, caller, geographer, kim, alex, sam, pat, robin } = scene;
  await saysCritical(stranger);
  await stranger.hangsUp();
  for (const one of [caller, geographer]) {
    await saysCritical(one);
    await one.hangsUp();
  }
  await kim.getsText(/CS0000002/);
  await sam.getsText(/CS0000003/);
  const pageOf = async (team: string) => (await night.pages()).find(({ page }) => page.team === team)?.page;
  const close = { by: 'Pat Moss', reason: 'That is not ours.' };
  const closed = await night.api(`/pages/${(await pageOf('aims'))?.id}/close`, close);
  await night.settled();
  expect(closed.status).toBe(200);
  const states = async () =>
    Promise.all(['1', '2', '3'].map(async (n) => (await night.case(`CS000000${n}`)).case.state));
  expect(await states()).toEqual(['open', 'closed', 'open']);
  expect(await timelineOf(night, 'CS0000001')).toContain(
    "The page to AIMS was closed by Pat Moss: That is not ours. Another team's page goes on.",
  );
  expect((await pageOf('aims'))?.state).toBe('closed');
  expect((await pageOf('ds'))?.state).toBe('running');
  await kim.getsText(/CS0000002: closed/);
  namesAll(kim, sam);
  await sam.texts('47');
  await sam.getsText(/You have taken CS0000001.*CS0000003/);
  expect(await states()).toEqual(['accepted', 'closed', 'accepted']);
  namesAll(kim, alex, sam, pat, robin);
});

story('the end of a call overtakes the news that it was connected', async ({ night, caller, kim }) => {
  night.exchange.faults.completedOvertakes = true;
  await leavesCritical(night, caller);
  await isWoken(kim);
  await answersAndPresses(kim, '1', /press 1 to take it/i);
  await kim.talksTo(caller, 60);
  await night.passes(20);
  await caller.hangsUp();
  await kim.isHungUp();
  expect(await night.calls()).toMatchObject([{ outcome: 'bridged' }]);
  expect(await timelineOf(night, 'CS0000001')).toContain('By news that came late, the call ended: bridged.');
});

story('the end of a call comes before its first turn is committed', async ({ night, caller }) => {
  const { store } = night.app.context;
  const transact = store.transact;
  let goOn = () => {};
  const ended = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const first = new Promise<void>((resolve) => {
    store.transact = async (fn, deadline) => {
      store.transact = transact;
      resolve();
      await ended;
      return transact(fn, deadline);
    };
  });
  const applied = new Promise<void>((resolve) => {
    const { wake } = night.app.context;
    night.app.context.wake = () => {
      resolve();
      wake();
    };
  });
  caller.phone.dial(night.hotline);
  await first;
  caller.phone.hangUp();
  await applied;
  goOn();
  await night.settled();
  expect(await night.calls()).toMatchObject([{ outcome: 'left before saying anything' }]);
});

story('a caller presses a key that means nothing and hangs up', async ({ night, caller }) => {
  await caller.dials();
  await caller.hears(/critical work stoppage/);
  await caller.presses('9');
  await caller.hears(/critical work stoppage/);
  await caller.hangsUp();
  expect(await night.calls()).toMatchObject([{ outcome: 'left after saying something', caseNumber: 'CS0000001' }]);
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'routine', queue: 'EAST', team: 'aims' });
  expect((await timelineOf(night, 'CS0000001')).join(' ')).not.toMatch(/The caller said/);
});

story('the lifeline is left alone while its phones ring', async ({ night, caller, kim, sam }) => {
  const database = losesDatabase(night);
  await caller.dials();
  await kim.rings();
  await sam.rings();
  await database.isBack();
  await night.passes(5);
  expect(await night.calls()).toHaveLength(0);
  await answersAndPresses(sam, '1', /Press 1 to talk/);
  await sam.talksTo(caller);
  // The talk goes on for longer than we wait for its end.
  await kim.getsText(/CS0000001/, 100);
  expect((await timelineOf(night, 'CS0000001')).join(' ')).toMatch(/whether somebody was reached is not known yet/);
  expect((await timelineOf(night, 'CS0000001')).join(' ')).not.toMatch(/nobody|pressed 1/);
  await takesByText(kim);
  await sam.hangsUp();
  await caller.isHungUp();
  // The line about it wakes nobody: the next look finds it.
  night.app.context.wake();
  await night.settled();
  const said = await timelineOf(night, 'CS0000001');
  expect(said.filter((text) => /pressed 1 to talk, and the lifeline connected/.test(text))).toHaveLength(1);
  expect(await night.calls()).toMatchObject([{ outcome: 'served from memory' }]);
  namesAll(kim, sam);
});

story('the lifeline serves a call that can wait: its urgency stays', async ({ night, caller, kim, sam }) => {
  await caller.dials();
  await caller.hears(/2 for no/);
  await caller.presses('2');
  await caller.hears(/after the tone/i);
  await hearsBeep(night, caller);
  await caller.says('This is Ann of Botany. My second screen flickers.');
  await night.passes(8);
  const database = losesDatabase(night);
  await caller.presses('#');
  await kim.rings();
  await sam.rings();
  await caller.hears(/say your name, your department/, 60);
  await night.passes(10);
  await caller.says('It is Ann again.');
  await night.passes(10);
  await caller.isHungUp();
  await database.isBack();
  await night.passes(120);
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ urgency: 'routine', priority: 'P3', queue: 'EAST', state: 'open' });
  expect(seen.recordings).toMatchObject([{ state: 'kept' }]);
  expect((await timelineOf(night, 'CS0000001')).join(' ')).toMatch(/served from memory.*and nobody was reached/);
  expect(await night.pages()).toHaveLength(0);
});

story('the lifeline serves a call whose urgency was never known: it counts as critical', async (scene) => {
  const { night, caller, kim, sam } = scene;
  await caller.dials();
  await caller.hears(/critical work stoppage/);
  await caller.presses('9');
  await caller.hears(/critical work stoppage/);
  const database = losesDatabase(night);
  await caller.presses('1');
  await kim.rings();
  await sam.rings();
  await database.isBack();
  await caller.hangsUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'routine' });
  await kim.getsText(/CS0000001/, 100);
  await kim.rings();
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'critical', priority: 'P2', queue: 'pages' });
  await takesByText(kim);
  expect(await night.calls()).toMatchObject([{ outcome: 'served from memory' }]);
});

story('one call of the lifeline that cannot be imported does not hold up the others', async ({ night, kim, sam }) => {
  night.names(/alarm: taking over what the lifeline kept failed/);
  const { store, lifeline } = night.app.context;
  const entry = { at: night.clock.now(), account: '', recording: null, screened: true };
  lifeline.append({ ...entry, callSid: `CA${'1'.repeat(32)}`, from: '+16085550150' });
  lifeline.append({ ...entry, callSid: `CA${'2'.repeat(32)}`, from: '+16085550142' });
  const transact = store.transact;
  store.transact = () => {
    store.transact = transact;
    return Promise.reject(new Error('a row does not fit'));
  };
  night.app.context.wake();
  await night.settled();
  // The second was imported first, and so has the first number; its lines were read again with the other's.
  expect((await night.case('CS0000001')).case).toMatchObject({ callBackNumber: '+16085550142' });
  await night.passes(40);
  expect((await night.case('CS0000002')).case).toMatchObject({ callBackNumber: '+16085550150' });
  expect((await timelineOf(night, 'CS0000001')).filter((text) => /pressed 1 to talk/.test(text))).toHaveLength(1);
  await takesByText(kim);
  await sam.texts('47');
  await night.passes(60);
  namesAll(kim, sam);
});

story('two calls without a CallSid are two calls', async ({ night, kim, sam, pat, robin }) => {
  for (const from of ['+16085550142', '+16085550150']) {
    const line = { at: night.clock.now(), callSid: '', account: '', from, recording: null, screened: false };
    night.app.context.lifeline.append(line);
  }
  night.app.context.wake();
  await kim.getsText(/CS0000001.*CS0000002/, 100);
  expect((await night.case('CS0000001')).case).toMatchObject({ callBackNumber: '+16085550142', urgency: 'critical' });
  expect((await night.case('CS0000002')).case).toMatchObject({ callBackNumber: '+16085550150', urgency: 'critical' });
  expect((await timelineOf(night, 'CS0000002')).join(' ')).not.toMatch(/The caller said/);
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001.*CS0000002/);
  await night.passes(10);
  namesAll(kim, sam, pat, robin);
});

story('a turn that takes too long does not happen after the phone was told so', async ({ night, caller, kim }) => {
  night.names(/alarm: a call was served by the lifeline/);
  await leavesCritical(night, caller);
  await caller.hangsUp();
  await isWoken(kim);
  await kim.answers();
  await kim.hears(/press 1 to take it/i);
  let elapsedMs = 0;
  night.clock.elapsedMs = () => elapsedMs;
  const { store } = night.app.context;
  const transact = store.transact;
  store.transact = <T>(fn: (tx: Tx) => Promise<T>, deadline?: Deadline) =>
    transact(async (tx) => {
      const result = await fn(tx);
      elapsedMs += 4_100;
      return result;
    }, deadline);
  await kim.presses('1');
  store.transact = transact;
  await kim.hears(/our system has a fault.*we will ring you again/);
  await kim.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open', takenBy: null });
  await kim.rings(100);
  await takesByText(kim);
});

story(
  'a number that is blocked hears a polite good-bye, and nobody is woken',
  async ({ night, stranger, caller, kim }) => {
    await stranger.dials();
    await stranger.hears(/Calls from your number are not taken here.*Good-bye/);
    await stranger.isHungUp();
    expect((await night.calls())[0]).toMatchObject({ outcome: 'blocked' });
    // Others are not touched by it.
    await saysCritical(caller);
    await caller.hangsUp();
    await isWoken(kim, /CS\d+.*Reply 47/);
    await takesByText(kim, '47', 'CS0000002');
  },
  { schedules: { 'directory.yaml': (text) => `${text}blocked: ["+16085550150"]\n` } },
);
