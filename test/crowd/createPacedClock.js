/**
 * One time for several processes, which runs as real time does and can be set ahead: each works it out from the same
 * pace, so that they agree without asking each other. Plain JavaScript, since the services of the test run it as it is.
 *
 * @typedef {import('./createPacedClock.js').Pace} Pace
 * @typedef {{ at: number, fn: () => void, handle: NodeJS.Timeout | undefined }} Waiting
 */

/** @param {Pace} first @returns {import('./createPacedClock.js').PacedClock} */
export function createPacedClock(first) {
  let pace = first;
  /** @type {Set<Waiting>} */
  const waiting = new Set();
  const now = () => pace.atClock + Date.now() - pace.atReal;

  /** @param {Waiting} timer */
  const arm = (timer) => {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(() => fire(timer), Math.min(Math.max(0, timer.at - now()), 2 ** 31 - 1));
  };

  /** @param {Waiting} timer */
  const fire = (timer) => {
    // A timer of the machine may come a little early.
    if (now() < timer.at) return arm(timer);
    waiting.delete(timer);
    timer.fn();
  };

  return {
    now,
    after(delayMs, fn) {
      const timer = { at: now() + Math.max(0, delayMs), fn, handle: undefined };
      waiting.add(timer);
      arm(timer);
      return {
        cancel() {
          waiting.delete(timer);
          clearTimeout(timer.handle);
        },
      };
    },
    elapsedMs: () => performance.now(),
    setPace(next) {
      pace = next;
      for (const timer of waiting) arm(timer);
    },
  };
}
