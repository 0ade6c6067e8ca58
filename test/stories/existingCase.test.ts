/** A caller rings about a case by its number. */
import { expect } from 'vitest';
import type { Night } from '../night/night.ts';
import { kimHasIt, opensRoutine, timelineOf } from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

async function keysCase(phone: Telephone, digits: string): Promise<void> {
  await phone.dials();
  await phone.hears(/existing case, 4;/);
  await phone.presses('4');
  await phone.hears(/key the digits of your case number after C S, then press pound/);
  await phone.presses(`${digits}#`);
}

/** Speaks at the tone, which comes sooner than that of a critical call. */
async function addsMessage(night: Night, phone: Telephone, words: string, untilTone = 12): Promise<void> {
  await phone.hears(/after the tone/i);
  await night.passes(untilTone);
  await phone.says(words);
  await night.passes(5);
  await phone.presses('#');
}

story('from another number only a message can be left, which the owner is told of', async (scene) => {
  const { night, stranger, kim } = scene;
  await kimHasIt(scene);
  await keysCase(stranger, '0000001');
  await addsMessage(night, stranger, 'This is Bo of Botany. The spare key is at the desk.');
  await stranger.hears(/We add your message to the case\. Good-bye/);
  await stranger.isHungUp();
  await kim.getsText(/^A new message was left for CS0000001, Botany, call back 608-555-0142\. Please hear it\.$/);
  expect(stranger.phone.heard.slice(2).join(' ')).not.toMatch(/Kim Lee|is closed\.|waits/);
  // The transcript comes later.
  await night.passes(60);
  const seen = await night.case('CS0000001');
  expect(seen.recordings.map((one) => one.transcript)).toContainEqual(expect.stringMatching(/spare key/));
  expect(await timelineOf(night)).toMatch(/Somebody at another number rang and keyed the number of the case/);
  expect((await night.calls())[0]).toMatchObject({ outcome: 'case updated', caseNumber: 'CS0000001' });
});

story('of a case that there is not, the same is heard; the message is a case, and the lead is told', async (scene) => {
  const { night, stranger, pat } = scene;
  await keysCase(stranger, '77');
  await addsMessage(night, stranger, 'This is Bo. The spare key is at the desk.');
  await stranger.hears(/We add your message to the case\. Good-bye/);
  await stranger.isHungUp();
  await pat.getsText(/A message for a case number that we do not have was left; it stands in CS0000001/);
  expect((await night.calls())[0]).toMatchObject({ outcome: 'voicemail with case', caseNumber: 'CS0000001' });
});

story("from the case's own number: how it stands, and a message for the desk", async (scene) => {
  const { night, stranger } = scene;
  await opensRoutine(stranger);
  await keysCase(stranger, '1');
  await stranger.hears(/Case C S, 0 0 0, 0 0 0 1 waits for the next business day/);
  await addsMessage(night, stranger, 'It is the printer in room 12.', 9);
  await stranger.hears(/We add your message to the case/);
  await stranger.isHungUp();
  expect((await night.case('CS0000001')).recordings).toHaveLength(1);
  expect((await night.calls())[0]).toMatchObject({ outcome: 'case updated', caseNumber: 'CS0000001' });
});

story('a critical case keyed from its own number: what was promised, and who has it', async (scene) => {
  const { caller, night } = scene;
  await kimHasIt(scene);
  await caller.dials();
  await caller.hears(/something new, press 4/);
  await caller.presses('4');
  await caller.hears(/existing case, 4;/);
  await caller.presses('4');
  await caller.hears(/key the digits/);
  await caller.presses('1#');
  await caller.hears(/By 3(:0\d)? a\.m\. a technician was to contact you/);
  await caller.hears(/Kim Lee has your case/);
  await caller.hangsUp();
  expect((await night.calls())[0]).toMatchObject({ outcome: 'case updated', caseNumber: 'CS0000001' });
});

story('somebody who keys nothing comes back to the question', async ({ night, stranger }) => {
  await stranger.dials();
  await stranger.hears(/existing case, 4;/);
  await stranger.presses('4');
  await stranger.hears(/key the digits/);
  await stranger.hears(/is this a critical work stoppage/, 60);
  await stranger.hangsUp();
  await night.passes(5);
});
