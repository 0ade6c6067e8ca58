import { limits } from '../domain/limits.ts';
import type { Tx } from '../store/handle.ts';
import { liveRingsAbout, lockOutbox } from '../store/write/outbox.ts';
import type { Context } from './context.ts';
import { isInVain, stopRing } from './stopRing.ts';

/**
 * What has just been written about these cases, which are locked, may have answered what phones are being rung for: those
 * stop. One that is being sent at this moment is looked at again once it has been.
 */
export async function stopVainRings(tx: Tx, context: Context, cases: readonly string[]): Promise<void> {
  const since = context.clock.now() - limits.unknownSeconds * 1000;
  for (const { id } of await liveRingsAbout(tx, cases, since)) {
    const row = await lockOutbox(tx, id);
    if (row && (await isInVain(tx, row, null))) await stopRing(tx, context, row);
  }
}
