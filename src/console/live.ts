/** The stream that says that something changed. */
import { useEffect, useState } from 'react';
import { answers } from './answers.ts';
import { later, serviceNow } from './ticking.ts';

/** The service says "alive" every ten seconds. */
const silentMs = 25_000;
/** The first change is looked at almost at once; what comes after it, at most once a second. */
const firstMs = 100;
const restMs = 1_000;

export type Line = 'connecting' | 'live' | 'lost';

/** Listens while the page is open, and asks what is shown anew after a change. @returns whether the line stands */
export function useLive(): Line {
  const [line, setLine] = useState<Line>('connecting');
  useEffect(() => {
    const source = new EventSource('/api/changes');
    let gathering: (() => void) | null = null;
    let lookedAt = 0;
    let silence = later(silentMs, () => setLine('lost'));
    const heard = () => {
      setLine('live');
      silence();
      silence = later(silentMs, () => setLine('lost'));
    };
    const look = () => {
      heard();
      const rest = Math.max(firstMs, lookedAt + restMs - serviceNow());
      gathering ??= later(Math.min(rest, restMs), () => {
        gathering = null;
        lookedAt = serviceNow();
        void answers.invalidateQueries({ queryKey: ['api'] });
      });
    };
    source.addEventListener('changed', look);
    source.addEventListener('alive', heard);
    // The browser tries again by itself, and hears the newest revision first.
    source.addEventListener('error', () => setLine('lost'));
    return () => {
      source.close();
      silence();
      gathering?.();
    };
  }, []);
  return line;
}
