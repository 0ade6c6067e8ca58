import { limits } from '../domain/limits.ts';
import type { OutboxRow } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { noteAttemptSid } from '../store/write/attemptSids.ts';
import { updateOutbox } from '../store/write/outbox.ts';
import { lockAttempt } from './attemptSettled.ts';
import type { Context } from './context.ts';
import { idsOfAttempt } from './logIds.ts';

/**
 * A call that carries an attempt's id is alive, so it did happen, whatever became of the answer to our request: it is not
 * made again, and not asked about before it must be over.
 */
export async function attemptAlive(tx: Tx, context: Context, rowId: string, callSid: string): Promise<void> {
  const { row } = await lockAttempt(tx, rowId);
  if (row) await keepAlive(tx, context, row, callSid);
}

/** The same, for a row that is locked. */
export async function keepAlive(tx: Tx, context: Context, row: OutboxRow, callSid: string): Promise<void> {
  const now = context.clock.now();
  const isNew = await noteAttemptSid(tx, { sid: callSid, outboxId: row.id, notedAt: now, replaced: false });
  if (row.state === 'done') return;
  const checkAt = now + limits.ringLastsSeconds * 1000;
  const sid = row.sid ?? callSid;
  const wasLost = row.state === 'unknown' || (row.state === 'waiting' && isNew);
  if (wasLost) {
    await updateOutbox(tx, row.id, { state: 'sent', sid, sentAt: now, checkAt, looks: 0 });
    context.log.info('an unknown attempt was heard of', idsOfAttempt({ ...row, sid }));
  } else await updateOutbox(tx, row.id, row.state === 'sent' ? { sid, checkAt } : { sid });
}
