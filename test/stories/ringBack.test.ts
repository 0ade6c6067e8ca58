/** Somebody of the directory calls the hotline about a case, with and without its code: a number can be forged. */
import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import { hearsBeep, leavesMessage, saysCritical } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** A critical case of Botany, whose caller has hung up. */
async function callsAndLeaves({ night, caller }: Scene): Promise<void> {
  await saysCritical(caller);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await caller.hangsUp();
}

/** Kim has it by text. */
async function kimHasIt(scene: Scene): Promise<void> {
  const { kim } = scene;
  await callsAndLeaves(scene);
  await kim.rings();
  await kim.texts('47');
  await kim.getsText(/CS0000001.*Reply 47 to accept/);
  await kim.getsText(/You have taken CS0000001/);
}

const timelineOf = async (night: Night) => (await night.case('CS0000001')).timeline.map(({ text }) => text);

story('somebody whose case was taken back calls, and takes it again by its code', async (scene) => {
  const { night, kim, pat } = scene;
  await kimHasIt(scene);
  await night.passes(3300);
  await kim.getsText(/Reminder/);
  await kim.rings();
  await kim.getsText(/the lead is being rung about CS0000001/, 60);
  await pat.getsText(/CS0000001/);
  await pat.rings();
  await kim.dials();
  await kim.hears(/Case C S, 0 0 0, 0 0 0 1 waits for somebody.*To go on with it, press 1/);
  await kim.presses('1');
  await kim.hears(/two digits/);
  await kim.presses('47');
  await kim.hears(/critical page for Kim Lee.*Press 1 to take it/);
  await kim.presses('1');
  await kim.hears(/You have taken case/);
  await pat.getsText(/CS0000001: taken by Kim Lee/);
  await kim.hears(/press 2/);
  await kim.presses('2');
  await kim.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
});

story('somebody whom no text reaches calls, is rung back, and takes the case by key', async (scene) => {
  const { night, kim } = scene;
  night.exchange.refuseTexts(kim.phone.number, 21614);
  kim.behaves({ behaviour: 'busy' });
  await callsAndLeaves(scene);
  await kim.rings();
  kim.behaves({ behaviour: 'manual' });
  await kim.dials();
  await kim.hears(/waits for somebody to take it.*press 1/);
  await kim.presses('1');
  await kim.hears(/No text of ours has given you its code\. To be rung back.*press 1/);
  await kim.presses('1');
  await kim.hears(/Please hang up\. We ring you back/);
  await kim.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'open' });
  await kim.rings();
  await kim.answers();
  await kim.hears(/critical page for Kim Lee.*Press 1 to take it/);
  await kim.presses('1');
  await kim.hears(/You have taken case C S, 0 0 0, 0 0 0 1/);
  await kim.presses('2');
  await kim.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
  expect(await timelineOf(night)).toContain('A call from a number of Kim Lee gave no code: the number is rung back.');
});

story('rung back for a page, they pass it, and the search goes on at once', async (scene) => {
  const { night, kim, pat, robin } = scene;
  await kim.texts('STOP');
  await kim.getsText(/unsubscribed/);
  for (const phone of [pat, robin]) await phone.getsText(/Kim Lee has sent STOP/);
  kim.behaves({ behaviour: 'busy' });
  await callsAndLeaves(scene);
  await kim.rings();
  kim.behaves({ behaviour: 'manual' });
  await kim.dials();
  await kim.hears(/press 1/);
  await kim.presses('1');
  await kim.hears(/press 1/);
  await kim.presses('1');
  await kim.isHungUp();
  await kim.rings();
  await kim.answers();
  await kim.hears(/2 to pass/);
  await kim.presses('2');
  await kim.hears(/You have passed/);
  await pat.getsText(/CS0000001/, 10);
  await pat.rings();
  await pat.texts('47');
  await pat.getsText(/You have taken CS0000001/);
  expect(await timelineOf(night)).toContain('Kim Lee passed by key.');
});

story('whoever forges the number of a technician ends no promise and gives no case away', async (scene) => {
  const { night, kim } = scene;
  await kimHasIt(scene);
  await kim.dials();
  await kim.hears(/You have case .*press 1/);
  await kim.presses('1');
  await kim.hears(/two digits/);
  await kim.presses('5');
  await kim.hears(/two digits/);
  await kim.presses('48');
  await kim.hears(/not the code of this case/);
  await kim.presses('49');
  await kim.hears(/Nothing was done about the case/);
  await kim.hangsUp();
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
  expect(seen.promise).toMatchObject({ state: 'open', owner: 'kim' });
});

story('whoever has a case and lost its code is rung back, and says there that they have spoken', async (scene) => {
  const { night, kim } = scene;
  await kimHasIt(scene);
  await kim.dials();
  await kim.hears(/You have case .*press 1/);
  await kim.presses('1');
  await kim.hears(/If you have none, press 0/);
  await kim.presses('0');
  await kim.hears(/We ring you back/);
  await kim.isHungUp();
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open' });
  await kim.rings();
  await kim.answers();
  await kim.hears(/connected with the caller.*If you have spoken with the caller, press 5/);
  await kim.presses('5');
  await kim.hears(/Noted/);
  await kim.isHungUp();
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
});

story('a number is rung back three times an hour, and no more', async (scene) => {
  const { night, kim } = scene;
  await kimHasIt(scene);
  for (let time = 0; time < 3; time += 1) {
    await kim.dials();
    await kim.hears(/press 1/);
    await kim.presses('1');
    await kim.hears(/press 0/);
    await kim.presses('0');
    await kim.isHungUp();
    await kim.rings();
    await kim.getsText(/We rang you for CS0000001 and did not reach you/, 60);
  }
  await kim.dials();
  await kim.hears(/press 1/);
  await kim.presses('1');
  await kim.hears(/press 0/);
  await kim.presses('0');
  await kim.hears(/do not ring this number back any more for now\. Please tell the lead/);
  await kim.hangsUp();
  await night.passes(60);
  expect(kim.unnamed()).toEqual([]);
});

story('somebody else takes the page before the ring back: it is not made', async (scene) => {
  const { night, kim, pat } = scene;
  await callsAndLeaves(scene);
  await kim.getsText(/CS0000001/);
  await kim.rings();
  await pat.getsText(/CS0000001/, 240);
  kim.namesRings();
  await pat.rings();
  await kim.dials();
  await kim.hears(/press 1/);
  await kim.presses('1');
  await kim.hears(/press 0/);
  await kim.presses('0');
  await kim.hears(/ring you back/);
  await pat.texts('47');
  await pat.getsText(/You have taken CS0000001/);
  await kim.getsText(/CS0000001: taken by Pat Moss/);
  await kim.isHungUp();
  await night.passes(60);
  expect(kim.unnamed()).toEqual([]);
});

story('a technician calls while the caller holds: the code, key 1, and they are connected', async (scene) => {
  const { night, caller, kim } = scene;
  kim.behaves({ behaviour: 'busy' });
  await saysCritical(caller);
  await caller.hears(/after the tone/i);
  await hearsBeep(night, caller);
  await caller.says('This is Ann of Botany. bot12 is dead.');
  await night.passes(8);
  await caller.presses('#');
  await kim.getsText(/Reply 47 to accept/);
  await caller.hears(/calling Kim Lee|stay on the line/i, 60);
  kim.namesRings();
  await kim.dials();
  await kim.hears(/press 1/);
  await kim.presses('1');
  await kim.hears(/two digits/);
  await kim.presses('47');
  await kim.hears(/Press 1 to take it/);
  await kim.presses('1');
  await kim.talksTo(caller, 60);
  await night.passes(70);
  await caller.hangsUp();
  await kim.isHungUp();
  const seen = await night.case('CS0000001');
  expect(seen.case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
  expect(seen.promise).toMatchObject({ state: 'kept' });
  expect((await night.calls()).map((call) => call.outcome).sort()).toEqual(['bridged', 'staff call']);
});
