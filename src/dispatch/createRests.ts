import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';

/** What failed rests, longer after each failure, so that one row that fails for good holds up no other. */
export interface Rests {
  isResting(key: string, now: Instant): boolean;
  failed(key: string, now: Instant): void;
  forget(key: string): void;
}

export function createRests(): Rests {
  const resting = new Map<string, { failures: number; until: Instant }>();
  return {
    isResting: (key, now) => (resting.get(key)?.until ?? now) > now,
    failed(key, now) {
      const failures = (resting.get(key)?.failures ?? 0) + 1;
      const seconds = Math.min(2 ** Math.min(failures - 1, 10), limits.failedTickSeconds);
      resting.set(key, { failures, until: now + seconds * 1000 });
    },
    forget: (key) => void resting.delete(key),
  };
}
