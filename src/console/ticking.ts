/** The page's clock and timers: nothing else in it looks at the time. */
import { useEffect, useState } from 'react';

/** Calls `fn` once after so many milliseconds. @returns how to forget it */
export function later(delayMs: number, fn: () => void): () => void {
  const timer = setTimeout(fn, delayMs);
  return () => clearTimeout(timer);
}

/** How far the service's clock is ahead of the browser's, which may be wrong. */
let aheadMs = 0;

/** @param at what the service's clock said in the answer that has just come, ISO 8601 */
export function setServiceTime(at: string): void {
  aheadMs = Date.parse(at) - Date.now();
}

/** The time at the service, in milliseconds. */
export function serviceNow(): number {
  return Date.now() + aheadMs;
}

/** The time at the service, renewed so often. */
export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(serviceNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serviceNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
