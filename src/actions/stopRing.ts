import type { OutboxRow, Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { legById, legOfOutbox } from '../store/write/legs.ts';
import { insertOutbox, updateOutbox } from '../store/write/outbox.ts';
import type { Context } from './context.ts';
import { idsOfAttempt } from './logIds.ts';
import { newRow } from './newRow.ts';

/** Drops a ring that has not been sent, and stops one that rings. One that is being sent is stopped once it has been. */
export async function stopRing(tx: Tx, context: Context, row: OutboxRow): Promise<void> {
  if (row.state === 'waiting') return drop(tx, context, row);
  if (row.state === 'sent') await cancelRing(tx, context, row);
}

export async function drop(tx: Tx, context: Context, row: OutboxRow): Promise<void> {
  const dropped = { state: 'dropped' as const, deadlineAt: null, checkAt: null, settledAt: context.clock.now() };
  await updateOutbox(tx, row.id, dropped);
  context.log.info('an attempt was dropped: nobody waits for it any more', idsOfAttempt(row));
}

/** Asks the carrier to stop a ring, unless that very call has been answered. */
export async function cancelRing(tx: Tx, context: Context, ring: OutboxRow): Promise<void> {
  const { purpose, toNumber, pageId, legId, sid, account, fromNumber } = ring;
  const leg = await legOfOutbox(tx, ring.id);
  if (!sid || leg?.callSid === sid) return;
  const row = { kind: 'cancel', purpose, toNumber, pageId, legId, sid, account, fromNumber } as const;
  await insertOutbox(tx, newRow(context, row));
}

/** Would it ring or tell somebody for nothing: about a page that is over, or for a caller who does not wait for the desk any more? */
export async function isInVain(tx: Tx, row: OutboxRow, page: Page | null): Promise<boolean> {
  if (row.kind === 'cancel') return false;
  if (row.purpose === 'page') return page !== null && isOver(page);
  if (row.purpose !== 'desk') return false;
  const caller = (await legOfOutbox(tx, row.id))?.joinedLeg ?? null;
  return caller !== null && (await legById(tx, caller))?.deskRing !== row.id;
}
