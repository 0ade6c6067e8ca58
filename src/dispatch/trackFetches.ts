/** Recordings are fetched beside everything else: a carrier that does not answer must not hold up a page. */
import type { Context } from '../actions/context.ts';
import { fetchRecording } from '../actions/fetchRecording.ts';
import { errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier } from '../domain/ports.ts';
import type { Recording } from '../domain/records.ts';
import { inTime } from './inTime.ts';

type Wanted = Pick<Recording, 'sid' | 'account'>;

export interface Fetches {
  /**
   * Begins the due fetches that are not under way: one per sid, and a few at once.
   * @returns false when nothing new began: whatever is due waits for one that is under way
   */
  begin(wanted: readonly Wanted[]): boolean;
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
  const bounded = {
    fetchRecording: (account: string | null, sid: string) =>
      inTime(context, 'recording', limits.fetchSeconds, carrier.fetchRecording(account, sid)),
  };

  async function fetch({ sid, account }: Wanted): Promise<void> {
    try {
      await fetchRecording(context, bounded, { sid, account });
      underWay.delete(sid);
      wake();
    } catch (error) {
      // Still due, and tried again at the next look: waking now would try without a rest.
      underWay.delete(sid);
      const why = { recording: sid, error: errorText(error) };
      context.log.error('alarm: fetching a recording failed and is tried again', why);
    }
  }

  return {
    begin(wanted) {
      const fresh = wanted.filter(({ sid }) => !underWay.has(sid)).slice(0, limits.fetchesAtOnce - underWay.size);
      for (const one of fresh) {
        underWay.add(one.sid);
        track(fetch(one));
      }
      return fresh.length > 0;
    },
  };
}
