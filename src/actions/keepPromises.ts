import type { Tx } from '../store/handle.ts';
import { addCaseEvent } from '../store/write/cases.ts';
import { lockPromise, updatePromise } from '../store/write/promises.ts';
import type { Context } from './context.ts';
import { stopVainRings } from './stopVainRings.ts';

/**
 * The technician and the callers of these cases have spoken: what was promised and is open is kept, with the evidence.
 * @param how the evidence, as a sentence; it stands on every case
 */
export async function keepPromises(tx: Tx, context: Context, cases: readonly string[], how: string): Promise<void> {
  const now = context.clock.now();
  for (const caseNumber of cases) {
    const promise = await lockPromise(tx, caseNumber);
    if (promise?.state === 'open')
      await updatePromise(tx, caseNumber, { state: 'kept', how, settledAt: now, nextAt: null });
    await addCaseEvent(tx, { caseNumber, at: now, text: how });
  }
  await stopVainRings(tx, context, cases);
}
