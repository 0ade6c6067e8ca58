/** The page's clock and timers: nothing else in it looks at the time. */
import { useEffect, useState } from 'react';

/** Calls `fn` once after so many milliseconds. @returns how to forget it */
export function later(delayMs: number, fn: () => void): () => void {
  const timer = setTimeout(fn, delayMs);
  return () => clearTimeout(timer);
}

/** The time in this browser, in milliseconds. */
export function browserNow(): number {
  return Date.now();
}

/** The time in this browser, renewed so often. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(browserNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(browserNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
