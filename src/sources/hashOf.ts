import { createHash } from 'node:crypto';

/** The hash under which a version of a text is kept. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
