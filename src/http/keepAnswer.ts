import type { Clock } from '../domain/ports.ts';

/**
 * Work that is done once for everybody who asks within some time, so that a stranger who asks often costs no more than one.
 * @param work must not reject
 * @returns its answer, of at most `seconds` ago; those who ask while it is being worked out share it
 */
export function keepAnswer<T>(clock: Clock, seconds: number, work: () => Promise<T>): () => Promise<T> {
  let kept: { at: number; answer: Promise<T> } | null = null;
  return () => {
    const now = clock.now();
    // A clock that was set back must not keep an answer for longer.
    if (kept === null || now < kept.at || now - kept.at >= seconds * 1000) kept = { at: now, answer: work() };
    return kept.answer;
  };
}
