import type { HotlineFact } from '../domain/facts/hotline.ts';
import { limits } from '../domain/limits.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { legOfOutbox } from '../store/write/legs.ts';
import { outboxById } from '../store/write/outbox.ts';
import type { Context } from './context.ts';

/** How the day desk stands to this call. */
export async function deskNow(
  tx: Tx,
  context: Context,
  leg: Leg,
): Promise<Record<Extract<HotlineFact, 'dayDesk' | 'deskCall' | 'deskPhone'>, string>> {
  const { directory, desk } = context.inForce;
  const { number, kind } = directory.desk;
  const isReachable = !leg.fromDesk && whyNotDialled(number, context.allowedCountries) === null;
  const open = isReachable ? kind : 'away';
  return {
    dayDesk: desk.hours.isOpen(context.clock.now()) ? open : 'closed',
    deskCall: await deskCall(tx, context, leg),
    deskPhone: number,
  };
}

/** An answered phone gets a little more time: a person may still be listening to why it rang. */
async function deskCall(tx: Tx, context: Context, { deskRing }: Leg): Promise<'ringing' | 'answered' | 'over'> {
  const row = deskRing === null ? null : await outboxById(tx, deskRing);
  if (row === null || row.settledAt !== null) return 'over';
  const rung = await legOfOutbox(tx, row.id);
  if (rung !== null && rung.callSid !== null) return rung.endedAt === null ? 'answered' : 'over';
  return context.clock.now() - row.createdAt < limits.dayDeskSeconds * 1000 ? 'ringing' : 'over';
}
