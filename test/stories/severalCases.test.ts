/** Somebody has several cases, or a line of theirs whose end was never reported, and the right one of them is meant. */
import { expect } from 'vitest';
import { callsAndLeaves, isWoken, leavesMessage, saysCritical, takesByText } from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** Kim has Ann's case by the code 47 and, ten minutes later, Bo's by a code of its own; both callers have hung up. */
async function kimHasTwo(scene: Scene): Promise<string> {
  const { night, stranger, kim } = scene;
  await callsAndLeaves(scene);
  await isWoken(kim);
  await takesByText(kim);
  await night.passes(600);
  await saysCritical(stranger);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. All is dark.');
  await stranger.hangsUp();
  await kim.rings();
  const text = await kim.getsText(/CS0000002.*Reply \d\d to accept/, 60);
  const code = /Reply (\d\d)/.exec(text)?.[1] ?? '';
  expect(code).not.toBe('47');
  await takesByText(kim, code, 'CS0000002');
  return code;
}

story(
  'whoever calls hears first of the case whose caller still waits for a call, not of a newer one',
  async (scene) => {
    const { night, kim } = scene;
    const code = await kimHasTwo(scene);
    await kim.texts(`done ${code}`);
    await kim.getsText(/CS0000002/);
    await kim.dials();
    await kim.hears(/You have case C S, 0 0 0, 0 0 0 1\. To go on with it, press 1/);
    await kim.presses('1');
    await kim.hears(/two digits/);
    await kim.presses('47');
    await kim.hears(/If you have spoken with the caller, press 5/);
    await kim.presses('5');
    await kim.hears(/Noted/);
    await kim.isHungUp();
    expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
  },
);

story('a line of two hours ago whose end was never reported keeps nobody from being woken', async (scene) => {
  const { night, caller, kim, pat } = scene;
  await saysCritical(caller);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await isWoken(kim);
  await takesByText(kim);
  await kim.dials();
  await kim.hears(/press 1/);
  await kim.presses('1');
  await kim.hears(/two digits/);
  await kim.presses('47');
  await kim.hears(/To be connected with the caller/);
  await kim.presses('1');
  await kim.talksTo(caller, 60);
  let isLosing = true;
  night.exchange.faults.tolerate(() => true);
  night.exchange.faults.loseWebhooks(({ fields }) => isLosing && fields.From === kim.phone.number);
  await kim.hangsUp();
  await caller.hangsUp();
  await night.passes(5);
  isLosing = false;
  await kim.texts('done 47');
  await kim.getsText(/CS0000001/);
  await night.passes(2 * 3600);
  await caller.dials();
  await caller.hears(/worse, press 2/);
  await caller.presses('2');
  await kim.rings();
  await isWoken(pat, /CS0000001/, 120);
  await caller.hangsUp();
  await takesByText(pat, '47');
  await night.passes(5);
  kim.namesTexts();
});

/** Ann and then Bo call for AIMS within minutes: one page, and one text with the code 47, names both. Kim's phone is busy. */
async function onePageOfTwo({ night, caller, stranger, kim }: Scene): Promise<void> {
  kim.behaves({ behaviour: 'busy' });
  await saysCritical(caller);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await kim.getsText(/CS0000001/);
  await saysCritical(stranger);
  await stranger.presses('1');
  await leavesMessage(night, stranger, 'This is Bo. All is dark.');
  await kim.getsText(/CS0000001.*CS0000002.*Reply 47/);
  kim.namesRings();
}

/** Kim calls and keys the code. */
async function callsWithCode(kim: Telephone, code = '47'): Promise<void> {
  await kim.dials();
  await kim.hears(/To go on with it, press 1/);
  await kim.presses('1');
  await kim.hears(/two digits/);
  await kim.presses(code);
}

story('whoever calls takes two cases and talks with one caller: the promise to the other stays open', async (scene) => {
  const { night, caller, stranger, kim } = scene;
  await onePageOfTwo(scene);
  await caller.hangsUp();
  await callsWithCode(kim);
  await kim.hears(/2 cases wait/);
  await kim.presses('1');
  await kim.talksTo(stranger, 60);
  await kim.getsText(/You have taken CS0000001.*CS0000002/);
  await night.passes(30);
  await stranger.hangsUp();
  await kim.hears(/If you have spoken, press 2/);
  await kim.presses('2');
  await kim.hears(/You have more cases. C S, 0 0 0, 0 0 0 1/, 60);
  await kim.isHungUp();
  expect((await night.case('CS0000002')).promise).toMatchObject({ state: 'kept', owner: 'kim' });
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'open', owner: 'kim' });
  for (const phone of Object.values(night.phones)) phone.namesTexts();
});

story(
  'whoever has two cases and calls does with one what they say of it, and then hears of the other',
  async (scene) => {
    const { night, caller, stranger, kim } = scene;
    await onePageOfTwo(scene);
    await caller.hangsUp();
    await stranger.hangsUp();
    await kim.texts('47');
    await kim.getsText(/You have taken CS0000001.*CS0000002/);
    await callsWithCode(kim);
    await kim.hears(/the caller of case C S, 0 0 0, 0 0 0 1, press 1/);
    // Bo rings again while Kim hears what she can do.
    await stranger.dials();
    await stranger.hears(/press 1/);
    await kim.presses('5');
    await kim.hears(/Noted/);
    await kim.isHungUp();
    expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
    expect((await night.case('CS0000002')).promise).toMatchObject({ state: 'open' });
    await stranger.hangsUp();
    await callsWithCode(kim);
    await kim.hears(/the caller of case C S, 0 0 0, 0 0 0 2, press 1/);
    await kim.presses('5');
    await kim.hears(/Noted/);
    await kim.isHungUp();
    expect((await night.case('CS0000002')).promise).toMatchObject({ state: 'kept' });
    for (const phone of Object.values(night.phones)) phone.namesTexts();
  },
);
