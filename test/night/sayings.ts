/** What callers do in many stories. */
import type { Night } from './night.ts';
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
  await technician.answers();
  await technician.hears(/press 1/i);
  await technician.presses('1');
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
