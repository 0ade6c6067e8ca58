/** Retention runs beside everything else: what is to be forgotten must not hold up a page. */
import type { Context } from '../actions/context.ts';
import { forgetWords } from '../actions/forgetWords.ts';
import { removeAtCarrier } from '../actions/removeAtCarrier.ts';
import type { Instant } from '../domain/conversation.ts';
import { errorText } from '../domain/errorText.ts';
import { keepingLimits } from '../domain/keepingLimits.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier } from '../domain/ports.ts';
import type { Removal } from '../domain/records.ts';
import { claimRemovals } from '../store/write/removals.ts';
import { inTime } from './inTime.ts';

export interface Removals {
  /** Looks for words that were kept long enough, when it is time. @returns when it is time again; null for never */
  sweep(): Instant | null;
  /** Begins removals at the carrier. @returns false when as many are under way as may be */
  begin(): Promise<boolean>;
}

/**
 * @param track takes what is in hand
 * @param wake is told when a removal has ended, since another may have been waiting for its place
 */
export function trackRemovals(
  context: Context,
  carrier: Carrier,
  track: (work: Promise<void>) => void,
  wake: () => void,
): Removals {
  const { clock, log, store } = context;
  const bounded: Pick<Carrier, 'remove'> = {
    remove: (...asked) => inTime(context, 'removal', limits.carrierSeconds, carrier.remove(...asked)),
  };
  let underWay = 0;
  let sweeping = false;
  let sweepAt = 0;

  async function sweepNow(): Promise<void> {
    sweeping = true;
    try {
      await forgetWords(context);
    } catch (error) {
      log.error('alarm: taking out what was kept long enough failed and is tried again', { error: errorText(error) });
    }
    sweeping = false;
  }

  async function remove(row: Removal): Promise<void> {
    try {
      await removeAtCarrier(context, bounded, row);
      underWay -= 1;
      wake();
    } catch (error) {
      // Due again when the time of this claim is over.
      underWay -= 1;
      log.error('alarm: removing something at the carrier failed and is tried again', {
        removal: row.sid,
        error: errorText(error),
      });
    }
  }

  return {
    sweep() {
      if (context.retentionDays === 0) return null;
      const now = clock.now();
      if (!sweeping && now >= sweepAt) {
        sweepAt = now + keepingLimits.sweepSeconds * 1000;
        track(sweepNow());
      }
      return sweepAt;
    },
    async begin() {
      const free = keepingLimits.removalsAtOnce - underWay;
      if (free <= 0) return false;
      const now = clock.now();
      const until = now + keepingLimits.removalClaimSeconds * 1000;
      const rows = await store.transact((tx) => claimRemovals(tx, now, until, free));
      underWay += rows.length;
      for (const row of rows) track(remove(row));
      return rows.length > 0;
    },
  };
}
