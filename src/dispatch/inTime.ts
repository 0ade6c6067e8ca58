import type { Context } from '../actions/context.ts';
import { CarrierError } from '../domain/ports.ts';

/** What the carrier answers, or an unknown outcome when it takes longer than its limit on the clock. */
export async function inTime<T>({ clock }: Pick<Context, 'clock'>, seconds: number, answer: Promise<T>): Promise<T> {
  const error = new CarrierError('unknown', null, `The carrier did not answer within ${seconds} s.`);
  let giveUp = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(error);
  });
  const timer = clock.after(seconds * 1000, () => giveUp());
  try {
    return await Promise.race([answer, late]);
  } finally {
    timer.cancel();
  }
}
