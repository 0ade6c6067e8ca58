import { keepingLimits } from '../domain/keepingLimits.ts';
import { type Carrier, CarrierError } from '../domain/ports.ts';
import type { Removal } from '../domain/records.ts';
import { endRemoval, updateRemoval } from '../store/write/removals.ts';
import type { Context } from './context.ts';

/** Removes at the carrier what is gone here. What it refuses is tried again, ever more seldom, and without an end. */
export async function removeAtCarrier(
  context: Context,
  carrier: Pick<Carrier, 'remove'>,
  { sid, kind, account, tries: before }: Removal,
): Promise<void> {
  const error = await carrier.remove(account, kind, sid).then(
    () => null,
    (cause: unknown) => {
      if (cause instanceof CarrierError) return cause;
      throw cause;
    },
  );
  await context.store.transact(async (tx) => {
    if (error === null) return endRemoval(tx, sid);
    const tries = before + 1;
    const seconds = Math.min(keepingLimits.removalRetrySeconds * 2 ** before, keepingLimits.removalRestSeconds);
    const dueAt = context.clock.now() + seconds * 1000;
    await updateRemoval(tx, sid, { tries, dueAt, error: error.message });
    const ids = { removal: sid, kind, tries, code: error.code };
    if (tries === keepingLimits.removalTries)
      context.log.error('alarm: the carrier does not remove what is to be gone there', ids);
    else context.log.warn('something could not be removed at the carrier and is tried again', ids);
  });
}
