import type { Clock } from './domain/ports.ts';

/** The one place that knows the time and owns timers. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, fn) {
      // A timer of Node holds at most 2^31-1 ms; nothing of ours waits longer than a day.
      const timer = setTimeout(fn, Math.min(Math.max(0, delayMs), 2 ** 31 - 1));
      return { cancel: () => clearTimeout(timer) };
    },
    elapsedMs: () => performance.now(),
  };
}
