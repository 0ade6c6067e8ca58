/** Recordings are fetched beside everything else: a carrier that does not answer must not hold up a page. */
import type { Context } from '../actions/context.ts';
import { fetchRecording } from '../actions/fetchRecording.ts';
import { limits } from '../domain/limits.ts';
import { type Carrier, CarrierError } from '../domain/ports.ts';

export interface Fetches {
  /**
   * Begins the due fetches that are not under way: one per sid, and a few at once.
   * @returns false when nothing new began: whatever is due waits for one that is under way
   */
  begin(sids: readonly string[]): boolean;
}

/**
 * @param track takes what is in hand
 * @param wake is told when a fetch has ended, since another may have been waiting for its place
 */
export function trackFetches(
  context: Context,
  carrier: Carrier,
  track: (work: Promise<void>) => void,
  wake: () => void,
): Fetches {
  const underWay = new Set<string>();
  const bounded = { fetchRecording: (sid: string) => inTime(context, carrier.fetchRecording(sid)) };

  async function fetch(sid: string): Promise<void> {
    try {
      await fetchRecording(context, bounded, sid);
      underWay.delete(sid);
      wake();
    } catch (error) {
      // Still due, and tried again at the next look: waking now would try without a rest.
      underWay.delete(sid);
      context.log.error('alarm: fetching a recording failed and is tried again', { id: sid, error: String(error) });
    }
  }

  return {
    begin(sids) {
      const fresh = sids.filter((sid) => !underWay.has(sid)).slice(0, limits.fetchesAtOnce - underWay.size);
      for (const sid of fresh) {
        underWay.add(sid);
        track(fetch(sid));
      }
      return fresh.length > 0;
    },
  };
}

/** The sound, or an error of the carrier when it takes longer than its limit on the clock. */
async function inTime<T>({ clock }: Context, sound: Promise<T>): Promise<T> {
  const error = new CarrierError('unknown', null, `The recording did not come within ${limits.fetchSeconds} s.`);
  let giveUp = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(error);
  });
  const timer = clock.after(limits.fetchSeconds * 1000, () => giveUp());
  try {
    return await Promise.race([sound, late]);
  } finally {
    timer.cancel();
  }
}
