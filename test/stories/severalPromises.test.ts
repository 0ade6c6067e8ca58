/** Somebody has two cases: what they say and do about one counts for that one. */
import { expect } from 'vitest';
import { answersAndPresses, isWoken, leavesCritical, leavesMessage, saysCritical } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** Ann of Botany has called and then Bo, whom nobody knows; one code names both cases, and Kim takes both by it. */
async function kimHasTwo({ night, caller, stranger, kim }: Scene): Promise<void> {
  await leavesCritical(night, caller);
  await isWoken(kim);
  await caller.hangsUp();
  await saysCritical(stranger);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. The same here, all is dark.');
  await stranger.hangsUp();
  await kim.getsText(/CS0000001.*CS0000002.*Reply 47/);
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001.*CS0000002/);
  kim.namesRings();
}

story('the reminder of each of two cases taken by one code has a code of its own', async (scene) => {
  const { night, kim } = scene;
  await kimHasTwo(scene);
  await night.passes(2520);
  const ofFirst = await kim.getsText(/Reminder: the caller of CS0000001.*done \d\d/);
  const ofSecond = await kim.getsText(/Reminder: the caller of CS0000002.*done \d\d/);
  const codes = [ofFirst, ofSecond].map((text) => /done (\d\d)/.exec(text)?.[1]);
  expect(new Set([...codes, '47']).size).toBe(3);
  await kim.texts(`done ${codes[0]}`);
  await kim.getsText(/Noted: you have spoken with the caller of CS0000001\./);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
  expect((await night.case('CS0000002')).promise).toMatchObject({ state: 'open' });
  // The code of both means both.
  await kim.texts('done 47');
  await kim.getsText(/Noted: .*CS0000001 and CS0000002/);
  expect((await night.case('CS0000002')).promise).toMatchObject({ state: 'kept' });
});

story('who talks with one caller while the hour of another runs out is reminded of the other', async (scene) => {
  const { night, caller, stranger, kim, pat } = scene;
  await leavesCritical(night, caller);
  await isWoken(kim);
  await saysCritical(stranger);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. The same here, all is dark.');
  await stranger.hangsUp();
  await kim.getsText(/CS0000001.*CS0000002.*Reply 47/);
  await kim.rings(120);
  await answersAndPresses(kim, '1', /2 cases wait for AIMS/);
  await kim.getsText(/You have taken CS0000001.*CS0000002/);
  await kim.talksTo(caller, 60);
  const due = Date.parse((await night.case('CS0000002')).promise?.dueAt ?? '');
  await night.passes((due - night.clock.now()) / 1000 - 1199);
  await kim.getsText(/Reminder: the caller of CS0000002/, 5);
  await night.passes(890);
  // Her line is engaged, so the ring does not reach her, and the lead is woken.
  kim.namesRings();
  await isWoken(pat, /CS0000002/, 30);
  await kim.getsText(/the lead is being rung about CS0000002/);
  await pat.texts('47');
  await pat.getsText(/You have taken CS0000002/);
  expect(kim.phone.connectedTo).toBe(caller.phone.number);
  await caller.hangsUp();
  await kim.isHungUp();
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept', owner: 'kim' });
});

story('what was put off while the two talked is done once they have parted', async (scene) => {
  const { night, caller, kim } = scene;
  await leavesCritical(night, caller);
  await isWoken(kim);
  await caller.hangsUp();
  await kim.texts('47');
  await kim.getsText(/You have taken CS0000001/);
  const due = Date.parse((await night.case('CS0000001')).promise?.dueAt ?? '');
  await night.passes((due - night.clock.now()) / 1000 - 1260);
  await kim.texts('call 47');
  await kim.getsText(/We ring you now/);
  await kim.rings();
  await answersAndPresses(kim, '1');
  await caller.rings();
  await caller.answers();
  await kim.talksTo(caller);
  await night.passes((due - night.clock.now()) / 1000 - 1190);
  expect(kim.unnamed()).toEqual([]);
  await kim.hangsUp();
  await kim.getsText(/Reminder: the caller of CS0000001/, 70);
});
