import type { DeskFact } from '../domain/facts/desk.ts';
import type { Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { legById } from '../store/write/legs.ts';
import type { Context, LegFacts } from './context.ts';

/** What a step of the day desk's leg may look at. Where the caller is, is our belief: a join has a limit. */
export async function gatherDeskFacts(tx: Tx, { inForce, clock }: Context, leg: Leg): Promise<LegFacts> {
  const caller = leg.joinedLeg === null ? null : await legById(tx, leg.joinedLeg);
  const isWaiting = caller !== null && caller.endedAt === null && caller.deskRing === leg.outboxId;
  // Queues belong to one account, so a line of another one cannot be joined to the caller's.
  const isApart = caller !== null && caller.account !== null && leg.account !== null && caller.account !== leg.account;
  const callerIs = !isWaiting ? 'gone' : isApart ? 'apart' : 'holding';
  const values: Record<DeskFact, string> = {
    hotlineName: inForce.directory.hotline.name,
    callerIs,
    holdingLeg: callerIs === 'holding' ? (caller?.id ?? '') : '',
  };
  return { now: clock.now(), values, named: [] };
}
