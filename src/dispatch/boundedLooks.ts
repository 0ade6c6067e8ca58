import type { Context } from '../actions/context.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier } from '../domain/ports.ts';
import { inTime } from './inTime.ts';

/** What may be asked of the carrier about an attempt, each question with a limit of time on the clock. */
export function boundedLooks(context: Context, carrier: Carrier) {
  const bound =
    <A extends unknown[], T>(look: (...given: A) => Promise<T>) =>
    (...given: A) =>
      inTime(context, 'look', limits.carrierSeconds, look(...given));
  return {
    findCalls: bound(carrier.findCalls),
    findTexts: bound(carrier.findTexts),
    fetchCall: bound(carrier.fetchCall),
    fetchText: bound(carrier.fetchText),
    addressesOf: bound(carrier.addressesOf),
  };
}
