import type { Context } from '../actions/context.ts';
import { CarrierError, type CarrierRequest } from '../domain/ports.ts';

/** What the carrier answers, or an unknown outcome when it takes longer than its limit on the clock. Counts each request. */
export async function inTime<T>(
  { clock, measures }: Pick<Context, 'clock' | 'measures'>,
  request: CarrierRequest,
  seconds: number,
  answer: Promise<T>,
): Promise<T> {
  const error = new CarrierError('unknown', null, `The carrier did not answer within ${seconds} s.`);
  let giveUp = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(error);
  });
  const timer = clock.after(seconds * 1000, () => giveUp());
  try {
    const answered = await Promise.race([answer, late]);
    measures.askedCarrier(request, 'done');
    return answered;
  } catch (cause) {
    measures.askedCarrier(request, cause instanceof CarrierError ? cause.outcome : 'unknown');
    throw cause;
  } finally {
    timer.cancel();
  }
}
