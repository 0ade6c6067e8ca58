/** A clock that another process moves: time goes on only when it is told to. */
export class ToldClock {
  #now = 0;
  /** @type {Set<{ at: number, fn: () => void }>} */
  #timers = new Set();

  now() {
    return this.#now;
  }

  /** @param {number} delayMs @param {() => void} fn */
  after(delayMs, fn) {
    const timer = { at: this.#now + Math.max(0, delayMs), fn };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  elapsedMs() {
    return performance.now();
  }

  /** When the earliest timer is due; null when there is none. */
  next() {
    const moments = [...this.#timers].map((timer) => timer.at);
    return moments.length > 0 ? Math.min(...moments) : null;
  }

  /** Runs what is due by then, the earliest first; what it sets itself waits for the next move. @param {number} to */
  moveTo(to) {
    this.#now = Math.max(this.#now, to);
    const due = [...this.#timers].filter((timer) => timer.at <= this.#now).sort((a, b) => a.at - b.at);
    for (const timer of due) if (this.#timers.delete(timer)) timer.fn();
  }
}
