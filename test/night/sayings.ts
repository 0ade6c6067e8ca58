/** What callers and technicians do in many stories, and what is looked at in many. */
import { expect } from 'vitest';
import type { Night } from './night.ts';
import type { Scene } from './story.ts';
import type { Telephone } from './telephone.ts';

/** Dials, and says that it is critical. */
export async function saysCritical(caller: Telephone): Promise<void> {
  await caller.dials();
  await caller.hears(
    /is this a critical work stoppage that can't wait until the next business day\? Press 1 for yes, 2 for no/,
  );
  await caller.presses('1');
}

/**
 * Dials again while the first case is not closed, about something new, and says that it is critical.
 * @param when later than an hour, nobody asks whether it is the same problem
 */
export async function saysNewCritical(
  caller: Telephone,
  when: 'withinTheHour' | 'later' = 'withinTheHour',
): Promise<void> {
  await caller.dials();
  await caller.hears(/something new, press 4/);
  await caller.presses('4');
  await caller.hears(/is this a critical work stoppage/);
  await caller.presses('1');
  if (when === 'later') return;
  await caller.hears(/Is it the same problem\? Press 1 for yes, 2 for no/);
  await caller.presses('2');
}

/** Answers a ring, takes the case by key, and will call back later. */
export async function takesAndCallsLater(technician: Telephone): Promise<void> {
  await technician.rings();
  await answersAndPresses(technician, '1');
  await technician.hears(/press 2/i);
  await technician.presses('2');
  await technician.isHungUp();
}

/** Waits for the next tone: words said before it are lost. */
export async function hearsBeep(night: Night, caller: Telephone): Promise<void> {
  const { log } = night.exchange;
  const beeps = () => log.filter((entry) => entry.kind === 'beep' && entry.number === caller.phone.number).length;
  const before = beeps();
  if (!(await night.until(() => beeps() > before, 40))) throw new Error(`${caller.name} heard no tone within 40 s`);
}

/** Waits for the tone, speaks, and presses a key. */
export async function leavesMessage(night: Night, caller: Telephone, words: string): Promise<void> {
  await caller.hears(/after the tone/i);
  await hearsBeep(night, caller);
  await caller.says(words);
  await night.passes(8);
  await caller.presses('#');
}

const annsWords = 'This is Ann of Botany. bot12 is dead.';

/** Says that it is critical and leaves a message; the caller stays on the line. */
export async function leavesCritical(night: Night, caller: Telephone, words = annsWords): Promise<void> {
  await saysCritical(caller);
  await leavesMessage(night, caller, words);
}

/** The same, and hangs up at once. */
export async function callsAndLeaves({ night, caller }: Scene, words = annsWords, says = saysCritical): Promise<void> {
  await says(caller);
  await leavesMessage(night, caller, words);
  await caller.hangsUp();
}

/** Botany's critical case, whose caller was promised a call and has hung up; Kim is being rung. */
export async function opensCase({ night, caller, kim }: Scene): Promise<void> {
  await leavesCritical(night, caller);
  await isWoken(kim);
  await caller.hears(/within one hour/);
  await caller.hangsUp();
}

/** The same; Kim has taken it by text, and ten minutes have passed. */
export async function kimHasIt(scene: Scene): Promise<void> {
  await opensCase(scene);
  await takesByText(scene.kim);
  await scene.night.passes(600);
}

/** A case that can wait, without a word said. */
export async function opensRoutine(caller: Telephone): Promise<void> {
  await caller.dials();
  await caller.hears(/2 for no/);
  await caller.presses('2');
  await caller.hears(/after the tone/i);
  await caller.presses('#');
  await caller.isHungUp();
}

/** A page reaches them: its text, and a ring that is not answered yet. */
export async function isWoken(technician: Telephone, text = /CS0000001/, withinSeconds = 30): Promise<void> {
  await technician.getsText(text, withinSeconds);
  await technician.rings(withinSeconds);
}

export async function takesByText(technician: Telephone, code = '47', number = 'CS0000001'): Promise<void> {
  await technician.texts(code);
  await technician.getsText(new RegExp(`You have taken ${number}`));
}

/** Answers the phone that rings, and presses a key when it has been named. */
export async function answersAndPresses(
  technician: Telephone,
  key: string,
  words = new RegExp(`press ${key}`, 'i'),
): Promise<void> {
  await technician.answers();
  await technician.hears(words);
  await technician.presses(key);
}

/** Asks to be connected with the caller, is rung, and wants it still: the caller is dialled next. */
export async function asksForCall(technician: Telephone): Promise<void> {
  await technician.texts('call 47');
  await technician.getsText(/We ring you now/);
  await technician.rings();
  await answersAndPresses(technician, '1');
}

/** The two hear each other, talk for longer than a call that breaks, and the caller hangs up. */
export async function talksAndParts(night: Night, technician: Telephone, caller: Telephone): Promise<void> {
  await technician.talksTo(caller, 40);
  await night.passes(70);
  await caller.hangsUp();
  await technician.isHungUp();
}

/** After a call that we dialled: the caller hangs up, and the technician presses that they spoke. */
export async function partsAndSaysSpoke(technician: Telephone, caller: Telephone): Promise<void> {
  await caller.hangsUp();
  await technician.hears(/Did you speak to the caller/);
  await technician.presses('1');
  await technician.isHungUp();
}

/** Nothing has come to this phone that was not named. */
export async function hearsNothing(night: Night, phone: Telephone): Promise<void> {
  await night.passes(20);
  expect(phone.unnamed()).toEqual([]);
}

/** What stands in a case, one line for each event. */
export async function timelineOf(night: Night, number = 'CS0000001'): Promise<string> {
  return (await night.case(number)).timeline.map((event) => event.text).join('\n');
}

/** Each page as its team and state. */
export async function teamsPaged(night: Night): Promise<string[]> {
  return (await night.pages()).map(({ page }) => `${page.team} ${page.state}`).sort();
}
