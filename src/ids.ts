import { randomBytes, randomInt } from 'node:crypto';
import type { Ids } from './domain/ports.ts';

/** The one place that rolls dice. An id has 96 bits of chance, so it cannot be guessed from another one. */
export function randomIds(): Ids {
  return {
    next: (prefix) => `${prefix}_${randomBytes(12).toString('hex')}`,
    twoDigits: () => randomInt(10, 100),
  };
}

/** A secret of 256 bits, safe in a URL and a file. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
