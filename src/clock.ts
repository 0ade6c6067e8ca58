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

/** The real clock, set to another time, that can also be run forward: for the demo, and nothing else. */
export interface DemoClock extends Clock {
  /**
   * Runs forward: every timer on the way fires at its time, and what it set going is waited for before the next one.
   * @param settled resolves when nothing is in hand any more
   * @param enough asked after each timer: is what was waited for there?
   */
  forward(ms: number, settled: () => Promise<void>, enough: () => boolean): Promise<void>;
}

/** @param startsAt what it shows when it is made, UTC milliseconds */
export function demoClock(startsAt: number): DemoClock {
  const real = systemClock();
  const timers = new Set<{ at: number; order: number; fn: () => void }>();
  let ahead = startsAt - real.now();
  let frozen: number | null = null;
  let order = 0;
  let waiting: { cancel(): void } | null = null;
  const now = () => frozen ?? real.now() + ahead;
  const earliest = () => [...timers].sort((one, two) => one.at - two.at || one.order - two.order)[0];
  const fireFirst = (limit: number) => {
    const next = earliest();
    if (!next || next.at > limit) return false;
    timers.delete(next);
    if (frozen !== null) frozen = Math.max(frozen, next.at);
    next.fn();
    return true;
  };
  const wait = () => {
    waiting?.cancel();
    const next = frozen === null ? earliest() : undefined;
    waiting = next ? real.after(next.at - now(), fireDue) : null;
  };
  const fireDue = () => {
    while (frozen === null && fireFirst(now()));
    wait();
  };
  return {
    now,
    elapsedMs: real.elapsedMs,
    after(delayMs, fn) {
      const timer = { at: now() + Math.max(0, delayMs), order: order++, fn };
      timers.add(timer);
      wait();
      return { cancel: () => void timers.delete(timer) };
    },
    async forward(ms, settled, enough) {
      if (frozen !== null) return;
      frozen = now();
      const end = frozen + ms;
      try {
        await settled();
        while (!enough() && fireFirst(end)) await settled();
        if (!enough()) frozen = end;
      } finally {
        ahead = frozen - real.now();
        frozen = null;
        wait();
      }
    },
  };
}
