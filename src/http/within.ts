import type { Clock } from '../domain/ports.ts';

/** The promise's value, or an error after `ms` on the clock: a caller is answered even while something hangs. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  let give: (error: Error) => void = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    give = reject;
  });
  const timer = clock.after(ms, () => give(new Error(`No answer within ${ms} ms.`)));
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.cancel();
  }
}
