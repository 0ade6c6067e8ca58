import type { Case, Leg } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { legById } from '../store/write/legs.ts';

/**
 * Is this a line on which whoever has the case speaks about it: one that we rang, or one of their own that a code has led
 * to the case?
 */
export function isOwnersLine({ kind, flow, person }: Leg, { takenBy }: Case): boolean {
  if (person === null || person !== takenBy) return false;
  return kind === 'page' || flow === 'page' || flow === 'callBack';
}

/** Somebody who has several cases talks about one of them. */
export async function isOfCase(tx: Tx, leg: Leg, number: string): Promise<boolean> {
  if (leg.kind === 'page') return leg.caseNumber === number;
  if (leg.inHand !== null) return leg.inHand === number;
  return leg.joinedLeg === null || (await legById(tx, leg.joinedLeg))?.caseNumber === number;
}
