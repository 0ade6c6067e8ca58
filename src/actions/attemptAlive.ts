import { limits } from '../domain/limits.ts';
import type { OutboxRow, Page } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { noteAttemptSid } from '../store/write/attemptSids.ts';
import { updateOutbox } from '../store/write/outbox.ts';
import { lockAttempt, stopDouble } from './attemptSettled.ts';
import type { Context } from './context.ts';
import { idsOfAttempt } from './logIds.ts';
import { cancelRing, isInVain } from './stopRing.ts';

/**
 * A call that carries an attempt's id is alive, so it did happen, whatever became of the answer to our request: it is not
 * made again, and not asked about before it must be over.
 */
export async function attemptAlive(tx: Tx, context: Context, rowId: string, callSid: string): Promise<void> {
  const { row, page } = await lockAttempt(tx, rowId);
  if (row) await keepAlive(tx, context, row, page, callSid, 'answered');
}

/**
 * The same, for a row that is locked.
 * @param how a phone that rings is asked about when its time is over, one that was answered when a talk may be
 */
export async function keepAlive(
  tx: Tx,
  context: Context,
  row: OutboxRow,
  page: Page | null,
  callSid: string,
  how: 'ringing' | 'answered',
): Promise<void> {
  const now = context.clock.now();
  const isNew = await noteAttemptSid(tx, { sid: callSid, outboxId: row.id, notedAt: now, replaced: false });
  if (isNew && row.sid !== null && row.sid !== callSid) await stopDouble(tx, context, row, callSid);
  if (row.state === 'done') return;
  const ringsFor = (row.ringSeconds ?? 0) + limits.ringOverSeconds;
  const checkAt = now + (how === 'answered' ? limits.ringLastsSeconds : ringsFor) * 1000;
  const sid = row.sid ?? callSid;
  const wasLost = row.state === 'unknown' || (row.state === 'waiting' && isNew);
  if (wasLost) {
    await updateOutbox(tx, row.id, { state: 'sent', sid, sentAt: now, checkAt, looks: 0 });
    context.log.info('an unknown attempt was heard of', idsOfAttempt({ ...row, sid }));
    if (await isInVain(tx, row, page)) await cancelRing(tx, context, { ...row, sid });
  } else await updateOutbox(tx, row.id, row.state === 'sent' ? { sid, checkAt } : { sid });
}
