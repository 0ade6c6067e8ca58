import { createHash } from 'node:crypto';
import type { OneTimeLinks } from '../domain/identity.ts';
import type { Clock } from '../domain/ports.ts';
import { signInLimits } from '../domain/signInLimits.ts';

/**
 * Links that sign in once. They live in memory: none outlives the process that printed it.
 * @param newSecret makes a secret
 */
export function oneTimeLinks(clock: Clock, newSecret: () => string): OneTimeLinks {
  // By hash, so that how long a look takes says nothing about a secret.
  const waiting = new Map<string, number>();
  const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url');
  return {
    make() {
      const secret = newSecret();
      const expiresAt = clock.now() + signInLimits.linkMinutes * 60_000;
      waiting.set(hashOf(secret), expiresAt);
      const [oldest] = waiting.keys();
      if (waiting.size > signInLimits.linksWaiting && oldest !== undefined) waiting.delete(oldest);
      return { secret, expiresAt };
    },
    use(secret) {
      const hash = hashOf(secret);
      const expiresAt = waiting.get(hash);
      waiting.delete(hash);
      return expiresAt !== undefined && clock.now() < expiresAt;
    },
  };
}
