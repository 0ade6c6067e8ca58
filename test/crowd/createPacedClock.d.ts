import type { Clock } from '../../src/domain/ports.ts';

/** The clock showed `atClock` when the machine's time was `atReal`, both in UTC milliseconds; it runs as fast as real time. */
export interface Pace {
  atReal: number;
  atClock: number;
}

export interface PacedClock extends Clock {
  /** Goes on from another pace, which must not be behind what the clock shows. */
  setPace(next: Pace): void;
}

export function createPacedClock(first: Pace): PacedClock;
