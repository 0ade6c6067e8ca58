/** What callers are told by text, and what their own texts do. */
import { expect } from 'vitest';
import {
  answersAndPresses,
  hearsNothing,
  isWoken,
  leavesCritical,
  leavesMessage,
  opensCase,
  partsAndSaysSpoke,
  takesByText,
  timelineOf,
} from '../night/sayings.ts';
import { type Scene, story } from '../night/story.ts';

/** Botany's critical case; its caller has hung up, and has read what was promised. */
async function opensAndReads(scene: Scene): Promise<void> {
  await opensCase(scene);
  await scene.caller.getsText(
    /^CS0000001: a technician will contact you within one hour\. Not yet called\? Ring 608-555-0100\. Reply solved, worse or call\.$/,
  );
}

async function kimHasIt(scene: Scene): Promise<void> {
  const { night, caller, kim } = scene;
  await opensAndReads(scene);
  await takesByText(kim);
  await caller.getsText(/^CS0000001: Kim Lee has your case and will contact you\. Reply solved, worse or call\.$/);
  await night.passes(600);
}

story('the caller is told by text what was promised, and who has the case', async (scene) => {
  const { night, caller } = scene;
  await kimHasIt(scene);
  expect(caller.phone.texts).toHaveLength(2);
  expect(caller.phone.texts.every(({ from }) => from === night.hotline)).toBe(true);
});

story('a caller on the line when the case is taken is not texted that it is', async (scene) => {
  const { night, caller, kim } = scene;
  await leavesCritical(night, caller);
  await isWoken(kim);
  await caller.hears(/within one hour/);
  await caller.getsText(/a technician will contact you within one hour/);
  await takesByText(kim);
  await caller.hears(/Kim Lee has your case and will call you back/);
  await caller.isHungUp();
  await hearsNothing(night, caller);
  expect(caller.phone.texts).toHaveLength(1);
});

story('a landline takes no text: the case says so, and nothing else changes', async (scene) => {
  const { night, caller, kim } = scene;
  night.exchange.refuseTexts(caller.phone.number, 21614);
  await opensCase(scene);
  await takesByText(kim);
  expect(caller.phone.texts).toHaveLength(0);
  expect(await timelineOf(night)).toMatch(/The text to the caller was refused \(21614\)/);
});

story('a withheld number is not texted', async ({ night, caller, kim }) => {
  await caller.dials({ withheld: true });
  await caller.hears(/Press 1 for yes/);
  await caller.presses('1');
  await caller.hears(/AIMS partner/);
  await caller.presses('1');
  await leavesMessage(night, caller, 'This is Ann of Botany, call me at my desk.');
  await isWoken(kim);
  await caller.hears(/within one hour/);
  await caller.hangsUp();
  await takesByText(kim);
  await hearsNothing(night, caller);
});

story("a caller's words are kept on the case, told to whoever has it, and answered once a day", async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await caller.texts('The freezer alarm is on, too. Room 12.');
  await kim.getsText(
    /^The caller of CS0000001, Botany, call back 608-555-0142 writes: "The freezer alarm is on, too\. Room 12\." Reply call 47 to be connected\.$/,
  );
  await caller.getsText(/^We added your words to CS0000001\. Kim Lee has it\. Reply solved, worse or call\.$/);
  await caller.texts('Is anybody coming?');
  await kim.getsText(/Is anybody coming\?/);
  await hearsNothing(night, caller);
  expect(await timelineOf(night)).toMatch(/The caller wrote: "Is anybody coming\?"/);
});

story('while nobody has it, the lead is told what the caller writes', async (scene) => {
  const { caller, kim, pat } = scene;
  await opensAndReads(scene);
  await caller.texts('It smells of smoke here');
  await pat.getsText(/^The caller of CS0000001, Botany, call back 608-555-0142 writes: "It smells of smoke here"$/);
  await caller.getsText(/We added your words to CS0000001\. Nobody has taken it yet; we keep trying\./);
  await takesByText(kim);
});

story('a phone that answers by itself does not fill that of whoever has the case', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  for (let i = 0; i < 9; i++) {
    await caller.texts(`I am driving and will answer later ${i}`);
    await night.passes(60);
  }
  caller.namesTexts();
  expect(kim.namesTexts()).toBe(6);
  expect(await timelineOf(night)).toMatch(/will answer later 8/);
});

story('solved by text needs the word twice, and can be taken back for ten minutes', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await caller.texts('Solved!');
  await caller.getsText(/^Is CS0000001 solved, and nobody needs to call you\? Then reply solved once more\.$/);
  expect((await night.case('CS0000001')).case.state).toBe('accepted');
  await caller.texts('solved');
  await caller.getsText(/^CS0000001 is closed\. If it is not solved after all, reply not solved within ten minutes\.$/);
  await kim.getsText(/CS0000001: the caller says that it is solved/);
  expect((await night.case('CS0000001')).case.state).toBe('closed');
  await night.passes(500);
  await caller.texts('Not solved');
  await caller.getsText(/^CS0000001 is open again\. Kim Lee has it\.$/);
  await kim.getsText(/says that it is not solved after all\. You have it again/);
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
});

story('a word of "solved" that is ten minutes old does not count as the first', async (scene) => {
  const { night, caller } = scene;
  await kimHasIt(scene);
  await caller.texts('solved');
  await caller.getsText(/once more/);
  await night.passes(601);
  await caller.texts('solved');
  await caller.getsText(/once more/);
  expect((await night.case('CS0000001')).case.state).toBe('accepted');
});

story('worse by text on a case just solved: it is open again, and whoever had it is rung', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await caller.texts('solved');
  await caller.getsText(/once more/);
  await caller.texts('solved');
  await caller.getsText(/is closed/);
  await kim.getsText(/says that it is solved/);
  await caller.texts("it's worse");
  await caller.getsText(/^CS0000001: We noted that it is worse\. We are ringing Kim Lee, who will call you\.$/);
  await isWoken(kim, /not solved after all/);
  await answersAndPresses(kim, '1', /case C S, 0 0 0, 0 0 0 1 says that it is worse/);
  await kim.hears(/The caller has hung up/);
  await kim.hears(/press 2/i);
  await kim.presses('2');
  await kim.isHungUp();
  expect((await night.case('CS0000001')).case).toMatchObject({ state: 'accepted', takenBy: 'kim' });
});

story('"call" by text rings whoever has the case, who is connected with the caller', async (scene) => {
  const { night, caller, kim } = scene;
  await kimHasIt(scene);
  await caller.texts('Call me please');
  await caller.getsText(/^CS0000001: We are ringing Kim Lee, who will call you\.$/);
  await kim.rings();
  await kim.answers();
  await kim.presses('1');
  await kim.hears(/press 1.*press 2/i, 60);
  await kim.presses('1');
  await caller.rings();
  await caller.answers();
  await kim.talksTo(caller);
  await night.passes(70);
  await partsAndSaysSpoke(kim, caller);
  expect((await night.case('CS0000001')).promise).toMatchObject({ state: 'kept' });
});

story('"call" by text while nobody has it: the search goes on at once, unless a phone has just rung', async (scene) => {
  const { night, caller, kim } = scene;
  await opensAndReads(scene);
  await night.passes(20);
  await caller.texts('call');
  await caller.getsText(/Nobody has it yet/);
  await night.passes(45);
  expect(kim.phone.ringing).toBe(false);
  await caller.texts('call');
  await caller.getsText(/^CS0000001: Nobody has it yet\. We go on looking for a technician\.$/);
  await kim.rings(5);
  await takesByText(kim);
});

story('STOP from a caller is obeyed and not answered; START takes it back', async (scene) => {
  const { night, caller, kim } = scene;
  await opensAndReads(scene);
  await caller.texts('STOP');
  await caller.getsText(/unsubscribed/);
  expect(await timelineOf(night)).toMatch(/The caller sent STOP and gets no more texts/);
  await takesByText(kim);
  await hearsNothing(night, caller);
  await caller.texts('START');
  await caller.getsText(/re-subscribed/);
  await caller.texts('thank you');
  await kim.getsText(/writes: "thank you"/);
  await caller.getsText(/We added your words/);
});

story('somebody who has no case is answered once a day', async ({ night, stranger }) => {
  await stranger.texts('Hello, my printer is broken');
  await stranger.getsText(
    /^This is the DoIT help desk hotline\. Texts to this number are read only about a case that is open\. Please ring 608-555-0100\.$/,
  );
  await stranger.texts('Hello?');
  await hearsNothing(night, stranger);
  await night.passes(86_400);
  await stranger.texts('Hello again');
  await stranger.getsText(/Please ring/);
});

story('words about a case that can wait are kept for the desk, and nobody is woken', async ({ night, caller, kim }) => {
  await caller.dials();
  await caller.hears(/2 for no/);
  await caller.presses('2');
  await caller.hears(/after the tone/i);
  await caller.presses('#');
  await caller.isHungUp();
  await caller.texts('It is the printer in room 12');
  await caller.getsText(/^We added your words to CS0000001\. The help desk reads them/);
  expect(await timelineOf(night)).toMatch(/The caller wrote: "It is the printer in room 12"/);
  expect(kim.phone.texts).toHaveLength(0);
});

story(
  'a blocked number is not answered by text',
  async ({ night, stranger }) => {
    await stranger.texts('Hello');
    await hearsNothing(night, stranger);
  },
  {
    schedules: { 'directory.yaml': (text) => `${text}blocked: ["+16085550150"]\n` },
  },
);
