import type { SendResult } from '../actions/attemptSettled.ts';
import type { Context } from '../actions/context.ts';
import { errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import { whyNotDialled } from '../domain/phone.ts';
import { type Carrier, CarrierError } from '../domain/ports.ts';
import type { OutboxRow } from '../domain/records.ts';
import { inTime } from './inTime.ts';

/** The act itself, once for each claim. Never throws: whatever happens is a result to settle. */
export async function send(context: Context, carrier: Carrier, row: OutboxRow): Promise<SendResult> {
  const refused = whyNotDialled(row.toNumber, context.allowedCountries);
  if (refused !== null && row.kind !== 'cancel') return { error: new CarrierError('refused', null, refused) };
  // Paused for so long, we may no longer have the claim: another process asks the carrier, and sends it if need be.
  if (row.deadlineAt !== null && context.clock.now() >= row.deadlineAt)
    return { error: new CarrierError('busy', null, 'Its claim ran out before it was sent.', { retryAfterSeconds: 0 }) };
  try {
    return await inTime(context, row.kind, limits.carrierSeconds, act(context, carrier, row));
  } catch (error) {
    if (error instanceof CarrierError) return { error };
    return { error: new CarrierError('unknown', null, errorText(error), { cause: error }) };
  }
}

async function act(context: Context, carrier: Carrier, row: OutboxRow): Promise<SendResult> {
  const { addresses } = context;
  const line = { account: row.account ?? '', from: row.fromNumber ?? '' };
  const statusUrl = addresses.outboxStatus(row.id);
  switch (row.kind) {
    case 'text':
      return carrier.sendText({
        ...line,
        to: row.toNumber,
        body: row.body ?? '',
        statusUrl,
        validitySeconds: limits.textValiditySeconds,
      });
    case 'ring':
      return carrier.placeCall({
        ...line,
        to: row.toNumber,
        url: addresses.turn(row.legId ?? '', 0),
        fallbackUrl: addresses.fallback,
        statusUrl,
        ringSeconds: row.ringSeconds ?? 25,
      });
    case 'cancel':
      await carrier.cancelCall(row.account, row.sid ?? '');
      return { sid: row.sid ?? '' };
  }
}
