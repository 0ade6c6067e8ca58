import type { Store } from 'express-rate-limit';
import type { Clock } from '../domain/ports.ts';

interface Hits extends Store {
  /** Until the window of a key is over. */
  secondsLeft(key: string): number;
}

/**
 * Counts hits for express-rate-limit on our clock, of so many keys at the most: of more, the oldest windows go. Its own
 * store goes by the machine's time and forgets nobody before the window is over.
 */
export function countHits(clock: Clock, windowMs: number, most: number): Hits {
  // Oldest window first: a key is put in anew when its window begins.
  const windows = new Map<string, { totalHits: number; endsAt: number }>();
  const current = (key: string) => {
    const found = windows.get(key);
    return found !== undefined && clock.now() < found.endsAt ? found : null;
  };
  return {
    increment(key) {
      const window = current(key) ?? { totalHits: 0, endsAt: clock.now() + windowMs };
      if (window.totalHits === 0) windows.delete(key);
      window.totalHits += 1;
      windows.set(key, window);
      const [oldest] = windows.keys();
      if (windows.size > most && oldest !== undefined) windows.delete(oldest);
      // When the window ends would be held against the machine's time.
      return { totalHits: window.totalHits, resetTime: undefined };
    },
    decrement(key) {
      const window = current(key);
      if (window) window.totalHits = Math.max(0, window.totalHits - 1);
    },
    secondsLeft: (key) => Math.ceil(((current(key)?.endsAt ?? clock.now()) - clock.now()) / 1000),
    resetKey: (key) => void windows.delete(key),
  };
}
