/** Counts what is under way, so that a test can wait until nothing is. A wait on the clock or for a human does not count. */
export class Flight {
  #count = 0;
  #waiting: (() => void)[] = [];

  enter(): void {
    this.#count += 1;
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** Runs `work` and counts it from this moment until it ends. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  idle(): boolean {
    return this.#count === 0;
  }

  async settled(): Promise<void> {
    while (this.#count > 0) await new Promise<void>((wake) => this.#waiting.push(wake));
  }
}
