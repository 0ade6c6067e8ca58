/** The number to call back: confirmed, keyed, or not there; and the one case for which nobody is woken. */
import { expect } from 'vitest';
import {
  answersAndPresses,
  isWoken,
  leavesMessage,
  saysCritical,
  takesByText,
  teamsPaged,
  timelineOf,
} from '../night/sayings.ts';
import { story } from '../night/story.ts';
import type { Telephone } from '../night/telephone.ts';

/** Calls without a number, says that it is critical, and that AIMS looks after them. */
async function isWithheld(caller: Telephone): Promise<void> {
  await caller.dials({ withheld: true });
  await caller.hears(/Press 1 for yes/);
  await caller.presses('1');
  await caller.hears(/former AIMS partner\? Press 1/);
  await caller.presses('1');
  await caller.hears(/Your number is withheld/);
}

async function takes(technician: Telephone): Promise<void> {
  await technician.rings();
  await takesByText(technician);
}

story('the number is read out, and saying nothing means that it is right', async ({ night, caller, kim }) => {
  await saysCritical(caller);
  await caller.hears(/We call you back at 6 0 8, 5 5 5, 0 1 4 2\./);
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await kim.getsText(/call back 608-555-0142/);
  await caller.hangsUp();
  await takes(kim);
});

story('another number is keyed and read back: the page goes out with it', async ({ night, caller, kim }) => {
  await saysCritical(caller);
  await caller.hears(/For another number, press 2/);
  await caller.presses('2');
  await caller.hears(/then press pound\. An extension can be said in the message/);
  await caller.presses('6085550143#');
  await caller.hears(/6 0 8, 5 5 5, 0 1 4 3\. If that is right, press 1/);
  await caller.presses('1');
  await leavesMessage(night, caller, 'This is Ann of Botany. bot12 is dead.');
  await kim.getsText(/critical, AIMS: CS0000001, Botany, call back 608-555-0143/);
  await caller.hangsUp();
  await takes(kim);
  expect((await night.case('CS0000001')).case).toMatchObject({ callBackNumber: '+16085550143' });
  expect(await timelineOf(night)).toMatch(/The caller keyed 608-555-0143 to be called back/);
});

story('whoever keys a number and hangs up is called back there', async ({ night, caller, kim }) => {
  await saysCritical(caller);
  await caller.hears(/For another number, press 2/);
  await caller.presses('2');
  await caller.presses('6085550143#');
  await caller.hears(/6 0 8, 5 5 5, 0 1 4 3\./);
  // A key that means nothing does not change what was keyed.
  await caller.presses('7');
  await caller.hangsUp();
  await kim.getsText(/call back 608-555-0143/);
  await takes(kim);
  expect((await night.case('CS0000001')).case).toMatchObject({ callBackNumber: '+16085550143' });
});

story('a premium number is not taken, another country neither', async ({ night, caller, kim }) => {
  await saysCritical(caller);
  await caller.hears(/For another number, press 2/);
  await caller.presses('2');
  await caller.presses('9002345678#');
  await caller.hears(/a number that we cannot call/);
  await caller.hears(/once more/);
  await caller.presses('0114420794600#');
  await caller.hears(/say in the message which number/);
  await leavesMessage(night, caller, 'This is Ann of Botany. Call me in London.');
  await kim.getsText(/call back 608-555-0142/);
  await caller.hangsUp();
  await takes(kim);
  expect((await night.case('CS0000001')).case).toMatchObject({ callBackNumber: '+16085550142' });
});

story('a withheld number is keyed: the page has it', async ({ night, stranger, kim }) => {
  await isWithheld(stranger);
  await stranger.presses('6085550150#');
  await stranger.hears(/6 0 8, 5 5 5, 0 1 5 0\./);
  await leavesMessage(night, stranger, 'This is Bo. All is dark.');
  await kim.getsText(/critical, AIMS: CS0000001,.* call back 608-555-0150/);
  await stranger.hangsUp();
  await takes(kim);
});

story('a withheld number that is not keyed is said in the message', async ({ night, stranger, kim }) => {
  await isWithheld(stranger);
  await stranger.hears(/Please key in the number with area code/);
  await stranger.hears(/say in the message which number/);
  await leavesMessage(night, stranger, 'This is Bo, at 608 555 0150. All is dark.');
  await kim.getsText(/number withheld, a recording may tell it/);
  await stranger.hangsUp();
  await takes(kim);
});

story('neither a number nor a recording: nobody is woken, and the lead is told', async ({ night, stranger, pat }) => {
  await isWithheld(stranger);
  await stranger.hangsUp();
  await pat.getsText(/critical: CS0000001\. The caller hung up.*Nobody was paged/, 125);
  expect(await teamsPaged(night)).toEqual(['aims withdrawn', 'ds withdrawn']);
  expect((await night.case('CS0000001')).case).toMatchObject({
    state: 'open',
    urgency: 'critical',
    queue: 'EAST',
    expectation: 'The caller cannot be reached: no number, no recording.',
  });
  expect(await night.calls()).toMatchObject([{ outcome: 'left after saying something' }]);
});

story('neither a number nor a recording, and the team not known: each lead is told once', async (scene) => {
  const { night, stranger, pat, robin } = scene;
  await stranger.dials({ withheld: true });
  await stranger.hears(/Press 1 for yes/);
  await stranger.presses('1');
  await stranger.hangsUp();
  await pat.getsText(/Nobody was paged/, 125);
  await robin.getsText(/Nobody was paged/);
  expect(await teamsPaged(night)).toEqual(['aims withdrawn', 'ds withdrawn']);
});

story('no number and no recording, but the caller holds: the technician is woken', async ({ night, stranger, kim }) => {
  await isWithheld(stranger);
  await stranger.hears(/say in the message which number/, 60);
  await stranger.hears(/We still did not hear anything/, 60);
  await isWoken(kim, /critical, AIMS: CS0000001, number withheld/);
  await answersAndPresses(kim, '1', /Press 1 to take it/);
  await kim.talksTo(stranger, 60);
  await night.passes(60);
  await stranger.hangsUp();
  await kim.isHungUp();
  expect(await night.calls()).toMatchObject([{ outcome: 'bridged' }]);
});

story('a recording that is heard of late is paged after all', async ({ night, stranger, kim, pat }) => {
  const { faults } = night.exchange;
  faults.tolerate(() => true);
  faults.loseWebhooks(({ kind, fields }) => kind === 'voice' && 'RecordingUrl' in fields);
  faults.delayCallbacks(({ fields }) => 'RecordingStatus' in fields || 'TranscriptionSid' in fields, 200_000);
  await isWithheld(stranger);
  await stranger.hears(/After the tone/, 60);
  await night.passes(15);
  await stranger.says('This is Bo, at 608 555 0150. All is dark.');
  await night.passes(4);
  await stranger.hangsUp();
  await pat.getsText(/Nobody was paged/, 125);
  expect((await night.calls())[0]).toMatchObject({ outcome: 'left after saying something' });
  await kim.getsText(/critical, AIMS: CS0000001,.* number withheld, a recording may tell it/, 200);
  await kim.getsText(/the caller said: "This is Bo/);
  await takes(kim);
  expect((await night.calls())[0]).toMatchObject({ outcome: 'paged with case' });
  expect((await night.case('CS0000001')).case).toMatchObject({ queue: 'pages', expectation: null });
});

story('not critical, and the number is withheld: it is asked for once', async ({ night, stranger }) => {
  await stranger.dials({ withheld: true });
  await stranger.hears(/2 for no/);
  await stranger.presses('2');
  await stranger.hears(/We see no number that we could call/);
  await stranger.presses('6085550150#');
  await stranger.hears(/We call you back at 6 0 8, 5 5 5, 0 1 5 0/);
  await leavesMessage(night, stranger, 'This is Bo. My screen flickers.');
  await stranger.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ urgency: 'routine', callBackNumber: '+16085550150' });
});
