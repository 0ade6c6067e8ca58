import type { FlowName } from '../domain/facts.ts';
import type { Purpose } from '../domain/purposes.ts';
import type { Leg, OutboxRow } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { insertLeg } from '../store/write/legs.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import type { Context } from './context.ts';
import { newLeg } from './newLeg.ts';
import { newRow } from './newRow.ts';

/** One phone to ring, and the conversation that begins when it is answered. */
export interface Ring {
  purpose: Purpose;
  flow: FlowName;
  toNumber: string;
  ringSeconds: number;
  /** Directory id of whoever is rung; null for a phone that is nobody's own. */
  person: string | null;
  /** The cases that are named to whoever answers. */
  cases: readonly string[];
  /** More of its row and of its leg. */
  row?: Partial<OutboxRow>;
  leg?: Partial<Leg>;
}

/**
 * Commits a ring: its row and the leg that is answered when the phone is. The dispatcher places it after the commit.
 * @returns the row
 */
export async function ringOut(tx: Tx, context: Context, ring: Ring): Promise<OutboxRow> {
  const { purpose, toNumber, ringSeconds, person } = ring;
  const legId = context.ids.next('ring');
  const row = newRow(context, {
    ...ring.row,
    kind: 'ring',
    purpose,
    toNumber,
    ringSeconds,
    person,
    legId,
    cases: [...ring.cases],
  });
  await insertOutbox(tx, row);
  const own = { id: legId, kind: 'page' as const, number: toNumber, person, outboxId: row.id };
  await insertLeg(tx, newLeg(context, context.inForce.flows[ring.flow], { pageId: row.pageId, ...ring.leg, ...own }));
  return row;
}
