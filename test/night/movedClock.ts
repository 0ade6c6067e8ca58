import type { Clock, Timer } from '../../src/domain/ports.ts';

interface Waiting {
  at: number;
  order: number;
  fn: () => void;
}

/** Time that moves only when a story says so. */
export class MovedClock implements Clock {
  #now: number;
  #order = 0;
  #timers = new Set<Waiting>();
  /** By how much each look at it moves it on, as time does between two lines of a program; nothing by default. */
  creepMs = 0;

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    this.#now += this.creepMs;
    return this.#now;
  }

  after(delayMs: number, fn: () => void): Timer {
    const timer = { at: this.#now + Math.max(0, delayMs), order: this.#order++, fn };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  elapsedMs(): number {
    return performance.now();
  }

  /** Runs the earliest timer that is due by `limit`, or moves to `limit`. @returns false when there was none */
  step(limit: number): boolean {
    let next: Waiting | null = null;
    for (const timer of this.#timers)
      if (timer.at <= limit && (!next || timer.at < next.at || (timer.at === next.at && timer.order < next.order)))
        next = timer;
    if (!next) {
      this.#now = Math.max(this.#now, limit);
      return false;
    }
    this.#now = Math.max(this.#now, next.at);
    this.#timers.delete(next);
    next.fn();
    return true;
  }
}
