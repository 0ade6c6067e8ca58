import { expect } from 'vitest';
import type { Carrier } from '../../src/domain/ports.ts';
import { answersAndPresses, isWoken, leavesCritical, saysCritical, takesByText } from '../night/sayings.ts';
import { story } from '../night/story.ts';

story('every webhook comes twice, and callbacks come before our own commit', async ({ night, caller, kim }) => {
  night.exchange.faults.duplicateWebhooks(() => true);
  night.exchange.faults.callbacksBeforeAnswer(() => true);
  await leavesCritical(night, caller);
  await isWoken(kim);
  await answersAndPresses(kim, '1', /press 1 to take it/i);
  await kim.talksTo(caller, 60);
  await night.passes(20);
  await caller.hangsUp();
  await kim.isHungUp();
  const [page, ...others] = await night.pages();
  expect(others).toHaveLength(0);
  expect(page?.attempts.filter((row) => row.kind === 'ring')).toHaveLength(1);
  const seen = await night.case('CS0000001');
  expect(seen.timeline.filter((event) => /took the case/.test(event.text))).toHaveLength(1);
  expect(await night.calls()).toHaveLength(1);
});

const crash = { reached: () => {} };
/** The process dies when it has claimed a ring and before the carrier has heard of it. */
const diesBeforeRinging = (carrier: Carrier): Carrier => ({
  ...carrier,
  placeCall: () => {
    crash.reached();
    return new Promise<never>(() => {});
  },
});

story(
  'killed between claim and send, and started again',
  async ({ night, caller, kim, pat }) => {
    const died = new Promise<void>((resolve) => {
      crash.reached = resolve;
    });
    await saysCritical(caller);
    await caller.hears(/after the tone/i);
    await night.passes(15);
    await caller.says('This is Ann of Botany. bot12 is dead.');
    await night.passes(8);
    caller.phone.hangUp();
    await died;
    night.exchange.faults.tolerate(() => true);
    await night.crashes();
    await night.passes(5);
    await night.starts();
    await kim.getsText(/CS0000001/);
    await night.passes(27);
    // The claim has run out, so nobody knows: the row says so, and the carrier is asked before anybody is rung.
    expect(kim.phone.rings).toHaveLength(0);
    const [page] = await night.pages();
    expect(page?.attempts).toContainEqual(expect.objectContaining({ kind: 'ring', person: 'kim', state: 'unknown' }));
    await kim.rings(20);
    await takesByText(kim);
    await night.passes(120);
    expect(kim.phone.rings).toHaveLength(1);
    expect(pat.phone.rings).toHaveLength(0);
    const told = (await night.case('CS0000001')).timeline.map((event) => event.text).join('\n');
    expect(told).toMatch(/unknown outcome: the service stopped while sending it/);
    expect(told).toMatch(/did not happen: the carrier does not show it, and it is sent again/);
  },
  { wrapCarrier: diesBeforeRinging },
);

story(
  'the database is gone: the lifeline rings the on-call phones with press 1',
  async ({ night, caller, kim, sam }) => {
    night.names(/alarm: (a call was served by|taking over what) the lifeline/);
    night.names(/alarm: news of the carrier could not be kept/);
    night.exchange.faults.tolerate((webhook) => /status/.test(webhook.url));
    const transact = night.app.context.store.transact;
    night.app.context.store.transact = () => Promise.reject(new Error('the database is gone'));
    await caller.dials();
    await caller.hears(/you have reached us/);
    await kim.rings();
    await sam.rings();
    await answersAndPresses(sam, '1', /Press 1 to talk/);
    await sam.talksTo(caller);
    await night.passes(30);
    await caller.hangsUp();
    night.app.context.store.transact = transact;
    night.app.context.wake();
    await kim.getsText(/CS0000001/, 60);
    await kim.rings();
    await sam.getsText(/CS0000001/, 60).catch(() => '');
    await takesByText(kim);
    const seen = await night.case('CS0000001');
    expect(seen.timeline.map((event) => event.text).join('\n')).toMatch(/served from memory/);
    expect(await night.calls()).toMatchObject([{ outcome: 'served from memory' }]);
  },
);

story('the database is gone and nobody answers: a recording is kept', async ({ night, caller, kim, sam }) => {
  night.names(/alarm: (a call was served by|taking over what) the lifeline/);
  night.names(/alarm: news of the carrier could not be kept/);
  night.exchange.faults.tolerate((webhook) => /status/.test(webhook.url));
  const transact = night.app.context.store.transact;
  night.app.context.store.transact = () => Promise.reject(new Error('the database is gone'));
  await caller.dials();
  await kim.rings();
  await sam.rings();
  await caller.hears(/say your name, your department/, 60);
  await night.passes(10);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(10);
  await caller.isHungUp();
  night.app.context.store.transact = transact;
  night.app.context.wake();
  await kim.getsText(/CS0000001/, 60);
  await kim.rings();
  await takesByText(kim);
  expect((await night.case('CS0000001')).recordings).toMatchObject([{ state: 'kept' }]);
});

const gate = { asked: () => {}, open: Promise.resolve() };
/** A carrier that takes its time with a ring. */
const takesItsTime = (carrier: Carrier): Carrier => ({
  ...carrier,
  placeCall: async (call) => {
    gate.asked();
    await gate.open;
    return carrier.placeCall(call);
  },
});

story(
  'told to stop, the service finishes the turn and the claimed send in hand',
  async ({ night, caller, kim }) => {
    let openGate = () => {};
    gate.open = new Promise<void>((resolve) => {
      openGate = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      gate.asked = resolve;
    });
    await saysCritical(caller);
    await caller.hears(/after the tone/i);
    await night.passes(15);
    await caller.says('This is Ann of Botany. bot12 is dead.');
    await night.passes(8);
    caller.phone.hangUp();
    await asked;
    night.exchange.faults.tolerate(() => true);
    const stopped = night.stops();
    openGate();
    await stopped;
    await night.starts();
    await kim.rings();
    await kim.getsText(/CS0000001/);
    const [page] = await night.pages();
    // Sent before the process ended, and known to be: nothing is unknown, and nothing is done twice.
    expect(page?.attempts.map((row) => row.state)).not.toContain('unknown');
    await takesByText(kim);
    expect(kim.phone.rings).toHaveLength(1);
  },
  { wrapCarrier: takesItsTime },
);
