import { expect } from 'vitest';
import type { RestSeen } from '../../src/exchange/faults.ts';
import { otherAccountsNumber, secondNumber } from '../night/night.ts';
import {
  answersAndPresses,
  isWoken,
  leavesCritical,
  leavesMessage,
  saysCritical,
  takesByText,
} from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** Texts to people of ours; the caller gets some as well. */
const isText = (seen: RestSeen) =>
  seen.method === 'POST' && seen.path.endsWith('/Messages.json') && seen.fields.To !== '+16085550142';
const isCall = (seen: RestSeen) => seen.method === 'POST' && seen.path.endsWith('/Calls.json');

async function callsAndHolds({ night, caller }: Scene): Promise<void> {
  await leavesCritical(night, caller);
}

story(
  'a network filters texts from the hotline: the same text comes from the second number',
  async (scene) => {
    const { night, caller, kim } = scene;
    night.names(/alarm: A network has filtered the text as spam/);
    night.exchange.faults.undeliver(kim.phone.number, 30007);
    let sent = 0;
    night.exchange.faults.failRest((seen) => {
      if (isText(seen) && ++sent === 2) night.exchange.faults.undeliver(kim.phone.number, null);
      return false;
    }, 'reset');
    await callsAndHolds(scene);
    await caller.hangsUp();
    await kim.rings();
    await kim.getsText(/CS0000001.*Reply 47/);
    expect(kim.told.at(-1)?.from).toBe(secondNumber);
    await takesByText(kim);
  },
  { lines: 'twoNumbers' },
);

story(
  'the hotline cannot text at all: the second number does, and the answer to it counts',
  async (scene) => {
    const { night, caller, kim } = scene;
    night.names(/alarm: Our number cannot send texts/);
    night.exchange.faults.refuseRest((seen) => isText(seen) && seen.fields.From === night.hotline, 21606);
    await callsAndHolds(scene);
    await caller.hangsUp();
    await isWoken(kim, /CS0000001.*Reply 47/);
    kim.phone.text(secondNumber, '47');
    await kim.getsText(/You have taken CS0000001/);
    expect(kim.told.map((text) => text.from)).toEqual([secondNumber, secondNumber]);
  },
  { lines: 'twoNumbers' },
);

story(
  'two rings from the hotline are not answered: the lead, rung again and again, is rung from the second number',
  async (scene) => {
    const { night, caller, kim, pat, robin } = scene;
    await callsAndHolds(scene);
    await caller.hangsUp();
    await night.passes(1500);
    expect(kim.phone.rings.map((ring) => ring.from)).toEqual([night.hotline, night.hotline]);
    expect(robin.phone.rings.slice(0, 3).map((ring) => ring.from)).toEqual([
      night.hotline,
      night.hotline,
      secondNumber,
    ]);
    await pat.texts('47');
    await night.passes(10);
    for (const phone of [kim, pat, robin]) {
      phone.namesRings();
      phone.namesTexts();
    }
  },
  { lines: 'twoNumbers' },
);

story(
  'our account is locked: the second account rings and texts, and offers to call back only',
  async (scene) => {
    const { night, caller, stranger, kim } = scene;
    night.names(/alarm: The carrier does not accept the account and token/);
    night.names(/alarm: the carrier does not let our account in/);
    night.names(/alarm: (a recording could not be fetched|fetching a recording failed)/);
    night.exchange.faults.refuseRest((seen) => !night.isOfOther(seen) && seen.method === 'POST', 20003, 401);
    await callsAndHolds(scene);
    await isWoken(kim, /CS0000001.*Reply 47/);
    expect(kim.phone.rings[0]?.from).toBe(otherAccountsNumber);
    await answersAndPresses(kim, '1', /press 1 to take it/i);
    await kim.hears(/You have taken case/);
    await kim.hears(/on another line of ours, so we cannot connect you. They are told that you will call back/);
    await kim.hears(/The number is 6 0 8, 5 5 5, 0 1 4 2/);
    await kim.isHungUp();
    await caller.hears(/Kim Lee has your case and will call you back within the hour/, 60);
    await caller.isHungUp();
    expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
    expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open', owner: 'kim' });
    // The next call goes over the second account at once, without knocking at the first one.
    const knocked: string[] = [];
    night.exchange.faults.failRest((seen) => {
      if (seen.method === 'POST' && !night.isOfOther(seen)) knocked.push(seen.path);
      return false;
    }, 'reset');
    await saysCritical(stranger);
    await stranger.hears(/former AIMS partner\? Press 1/);
    await stranger.presses('1');
    await stranger.hangsUp();
    await isWoken(kim, /CS0000002/);
    expect(knocked).toEqual([]);
    await takesByText(kim, '48', 'CS0000002');
  },
  { lines: 'twoAccounts' },
);

story(
  'three requests in a row are not answered: what comes next goes over the second account',
  async (scene) => {
    const { night, caller, kim } = scene;
    night.names(/alarm: the carrier does not answer/);
    const of = (seen: RestSeen) => !night.isOfOther(seen) && (isCall(seen) || isText(seen));
    night.exchange.faults.failRest(of, 'reset');
    await callsAndHolds(scene);
    await caller.hangsUp();
    await isWoken(kim, /CS0000001.*Reply 47/, 60);
    expect(kim.told[0]?.from).toBe(otherAccountsNumber);
    expect(kim.phone.rings[0]?.from).toBe(otherAccountsNumber);
    expect(kim.told).toHaveLength(1);
    await takesByText(kim);
  },
  { lines: 'twoAccounts' },
);

story(
  "a caller dials the second account's number: the technician is rung over the first one and calls back",
  async (scene) => {
    const { night, caller, kim } = scene;
    caller.phone.dial(otherAccountsNumber);
    await caller.hears(/Press 1 for yes/);
    await caller.presses('1');
    await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
    await isWoken(kim);
    await answersAndPresses(kim, '1', /press 1 to take it/i);
    await kim.hears(/on another line of ours/);
    await kim.isHungUp();
    await caller.hears(/will call you back within the hour/, 60);
    await caller.isHungUp();
    expect((await night.case('CS0000001')).recordings).toMatchObject([{ state: 'kept' }]);
  },
  { lines: 'twoAccounts' },
);

story(
  "the database is gone and the caller dialled the second account's number: its own number is shown to the technicians",
  async ({ night, caller, kim, sam }) => {
    night.names(/alarm: (a call was served by|taking over what) the lifeline/);
    night.names(/alarm: news of the carrier could not be kept/);
    night.exchange.faults.tolerate((webhook) => /status/.test(webhook.url));
    const transact = night.app.context.store.transact;
    night.app.context.store.transact = () => Promise.reject(new Error('the database is gone'));
    caller.phone.dial(otherAccountsNumber);
    await caller.hears(/you have reached us/);
    await kim.rings();
    await sam.rings();
    expect(kim.phone.rings[0]?.from).toBe(otherAccountsNumber);
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
  },
  { lines: 'twoAccounts' },
);
