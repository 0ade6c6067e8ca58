import { useEffect, useState } from 'react';
import { ask, Refused, tell } from '../ask.ts';
import { later } from '../ticking.ts';
import { after, type Happening, type Telephone } from './happenings.ts';

interface LogPage {
  last: number;
  entries: Happening[];
}

const waitMs = 8_000;
const retryMs = 2_000;

/**
 * Follows the telephones of the local exchange.
 * @param onNew is told of what happens from now on, not of what happened before the page was opened
 */
export function useTelephones(onNew: (happening: Happening) => void) {
  const [phones, setPhones] = useState<ReadonlyMap<string, Telephone>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const leaving = new AbortController();
    const take = (entries: Happening[]) => setPhones((before) => entries.reduce(after, before));
    const follow = async () => {
      let last: number | null = null;
      while (!leaving.signal.aborted) {
        try {
          const wait: number = last === null ? 0 : waitMs;
          const page: LogPage = await ask<LogPage>(`/telephones/log?after=${last ?? 0}&wait=${wait}`, leaving.signal);
          // The service was started anew: its telephones are new ones.
          if (last !== null && page.last < last) {
            setPhones(new Map());
            last = null;
            continue;
          }
          take(page.entries);
          if (last !== null) page.entries.forEach(onNew);
          last = page.last;
          setProblem(null);
        } catch (error) {
          if (leaving.signal.aborted) return;
          setProblem(error instanceof Refused ? error.message : String(error));
          await new Promise<void>((resume) => later(retryMs, resume));
        }
      }
    };
    void follow();
    return () => {
      leaving.abort();
      setPhones(new Map());
    };
  }, [onNew]);
  return { phones, problem };
}

export type Act = 'dial' | 'answer' | 'press' | 'say' | 'hang-up' | 'text';

/** Does something with a telephone. @returns null, or the exchange's sentence when it cannot be done now */
export async function use(number: string, act: Act, body: object = {}): Promise<string | null> {
  try {
    await tell(`/telephones/phones/${encodeURIComponent(number)}/${act}`, body);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
