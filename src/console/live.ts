/** The stream that says that something changed. */
import { useEffect, useState } from 'react';
import { answers } from './answers.ts';
import { later } from './ticking.ts';

/** The service says "alive" every ten seconds. */
const silentMs = 25_000;
/** Several changes in a row are one look. */
const gatherMs = 150;

export type Line = 'connecting' | 'live' | 'lost';

/** Listens while the page is open, and asks what is shown anew after a change. @returns whether the line stands */
export function useLive(): Line {
  const [line, setLine] = useState<Line>('connecting');
  useEffect(() => {
    const source = new EventSource('/api/changes');
    let gathering: (() => void) | null = null;
    let silence = later(silentMs, () => setLine('lost'));
    const heard = () => {
      setLine('live');
      silence();
      silence = later(silentMs, () => setLine('lost'));
    };
    const look = () => {
      heard();
      gathering ??= later(gatherMs, () => {
        gathering = null;
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
