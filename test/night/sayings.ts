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

/** Waits for the tone, speaks, and presses a key. */
export async function leavesMessage(night: Night, caller: Telephone, words: string): Promise<void> {
  await caller.hears(/after the tone/i);
  await night.passes(15);
  await caller.says(words);
  await night.passes(8);
  await caller.presses('#');
}
