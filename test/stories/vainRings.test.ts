/** A phone that is rung about a case stops as soon as what it asks has been answered otherwise. */
import { expect } from 'vitest';
import type { RestSeen } from '../../src/exchange/faults.ts';
import type { Night } from '../night/night.ts';
import { answersAndPresses, callsAndLeaves, isWoken, kimHasIt, saysCritical, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** Kim has the case, and the phone of the reminder rings. */
async function kimIsReminded(scene: Scene): Promise<void> {
  const { night, kim } = scene;
  await kimHasIt(scene);
  const { promise } = await night.case('CS0000001');
  await night.passes((Date.parse(promise?.dueAt ?? '') - night.clock.now()) / 1000 - 605);
  await kim.getsText(/Reminder/);
  await kim.rings(10);
}

/** Well within the ringing time, so that only a stop can have ended it. */
async function isStopped(night: Night, phone: Telephone): Promise<void> {
  await night.passes(3);
  expect(phone.phone.rings.at(-1)).toMatchObject({ outcome: 'canceled' });
}

/** By text, which is asked once more. */
async function saysSolved({ caller, kim }: Scene): Promise<void> {
  await caller.texts('solved');
  await caller.getsText(/once more/);
  await caller.texts('solved');
  await caller.getsText(/is closed/);
  await kim.getsText(/says that it is solved/);
}

async function asks(caller: Telephone, key: string): Promise<void> {
  await caller.dials();
  await caller.hears(/worse, press 2.*solved, press 3/);
  await caller.presses(key);
}

story('a reminder rings while "done" is texted: it stops', async (scene) => {
  const { night, kim } = scene;
  await kimIsReminded(scene);
  await kim.texts('done 47');
  await kim.getsText(/Noted/);
  await isStopped(night, kim);
});

story('a reminder rings while the caller says that it is solved: it stops', async (scene) => {
  const { night, kim } = scene;
  await kimIsReminded(scene);
  await saysSolved(scene);
  await isStopped(night, kim);
});

story('a reminder rings while the case is handed to the lead: it stops', async (scene) => {
  const { night, kim, pat } = scene;
  await kimIsReminded(scene);
  await kim.texts('lead 47');
  await kim.getsText(/CS0000001/);
  await isWoken(pat);
  await isStopped(night, kim);
  await takesByText(pat);
});

story('"call 47", and the case is passed before the phone is answered: it stops', async (scene) => {
  const { night, kim, pat } = scene;
  await kimHasIt(scene);
  await kim.texts('call 47');
  await kim.getsText(/We ring you now/);
  await kim.rings();
  await kim.texts('pass 47');
  await kim.getsText(/CS0000001/);
  await isStopped(night, kim);
  await isWoken(pat);
  await takesByText(pat);
});

story('"call 47" rings while "done" is texted: it goes on, for the wish still stands', async (scene) => {
  const { night, kim } = scene;
  await kimHasIt(scene);
  await kim.texts('call 47');
  await kim.getsText(/We ring you now/);
  await kim.rings();
  await kim.texts('done 47');
  await kim.getsText(/Noted/);
  await night.passes(3);
  expect(kim.phone.ringing).toBe(true);
  await kim.getsText(/did not reach you/);
});

story('it is worse, and then solved: the phone of whoever has it stops', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await asks(caller, '2');
  await kim.rings();
  await caller.hangsUp();
  await saysSolved(scene);
  await isStopped(night, kim);
});

story('the caller wants to talk, and whoever has it passes it on: their phone stops', async (scene) => {
  const { night, caller, kim, pat } = scene;
  await kimHasIt(scene);
  await asks(caller, '1');
  await kim.rings();
  await caller.hangsUp();
  await kim.texts('pass 47');
  await kim.getsText(/CS0000001/);
  await isStopped(night, kim);
  await isWoken(pat);
  await takesByText(pat);
});

story('a ring that is no longer wanted before it was sent is never made', async (scene) => {
  const { night, kim, pat } = scene;
  await kimHasIt(scene);
  const places = ({ method, path }: RestSeen) => method === 'POST' && path.endsWith('/Calls.json');
  night.exchange.faults.failRest(places, 'tooMany', { times: 1, retryAfterSeconds: 30 });
  await kim.texts('call 47');
  await night.passes(1);
  await kim.texts('lead 47');
  await isWoken(pat, /CS0000001/, 60);
  await takesByText(pat);
  await night.passes(60);
  kim.namesTexts();
  expect(kim.unnamed()).toEqual([]);
  expect(kim.phone.rings).toHaveLength(1);
});

/** Leadership is rung, since the caller does not know the team. */
async function leadershipIsAsked({ stranger, pat, robin }: Scene): Promise<void> {
  await saysCritical(stranger);
  await stranger.hears(/not sure, press 0/);
  await stranger.presses('0');
  await pat.rings();
  await robin.rings();
}

story('one of leadership decides: the phones of the others stop', async (scene) => {
  const { night, stranger, sam, pat, robin } = scene;
  await leadershipIsAsked(scene);
  await answersAndPresses(robin, '2', /Press 1 for AIMS, 2 for DS/);
  await isStopped(night, pat);
  await isWoken(sam);
  await takesByText(sam);
  await stranger.hangsUp();
  await robin.hangsUp();
  await night.passes(150);
  expect(pat.unnamed()).toEqual([]);
});

story('leadership says that it can wait: the phones of the others stop', async (scene) => {
  const { night, stranger, pat, robin } = scene;
  await leadershipIsAsked(scene);
  await answersAndPresses(robin, '4', /4 if it can wait/);
  await isStopped(night, pat);
  await stranger.hangsUp();
  await stranger.getsText(/CS0000001/);
});

story(
  'the desk is rung about what still runs, and the last of it is done: the phone stops',
  async (scene) => {
    const { night, kim, desk } = scene;
    await callsAndLeaves(scene);
    await isWoken(kim);
    await takesByText(kim);
    await desk.rings(1800);
    await kim.texts('done 47');
    await kim.getsText(/Noted/);
    await isStopped(night, desk);
  },
  // Monday, 23 November 2026, 06:40 in Chicago: the desk opens at 7.
  { startsAt: Date.UTC(2026, 10, 23, 12, 40, 0) },
);

story(
  'the desk is rung about two cases, and one of them is done: it rings on',
  async (scene) => {
    const { night, geographer, kim, sam, desk } = scene;
    await callsAndLeaves(scene);
    await isWoken(kim);
    await takesByText(kim);
    await callsAndLeaves({ ...scene, caller: geographer });
    await isWoken(sam, /CS0000002/);
    await takesByText(sam, '47', 'CS0000002');
    await desk.rings(1800);
    await night.api('/cases/CS0000001/done', { by: 'kim' });
    await kim.getsText(/CS0000001: A script noted for you/);
    await night.passes(3);
    expect(desk.phone.ringing).toBe(true);
    await answersAndPresses(desk, '1', /these cases still run/);
  },
  { startsAt: Date.UTC(2026, 10, 23, 12, 40, 0) },
);

story('a page is closed by a human while leadership is asked', async (scene) => {
  const { night, stranger, pat, robin } = scene;
  await leadershipIsAsked(scene);
  await stranger.hangsUp();
  for (const { page } of await night.pages())
    expect((await night.api(`/pages/${page.id}/close`, { by: 'Sam', reason: 'known' })).status).toBe(200);
  await isStopped(night, pat);
  await isStopped(night, robin);
});
