import type { Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import type { Context, LegFacts } from './context.ts';
import { nameOf } from './people.ts';

/** What is known on the leg of somebody whose phone is tried. */
export async function gatherTestFacts(_tx: Tx, { inForce, clock }: Context, leg: Leg): Promise<LegFacts> {
  return { now: clock.now(), values: { personName: nameOf(inForce.directory, leg.person) }, named: [] };
}
