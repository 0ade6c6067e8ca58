/** What became of a row that was sent. */
import { faultOf, tryOther } from '../domain/carrierFaults.ts';
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { CarrierError } from '../domain/ports.ts';
import type { OutboxRow, Page } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { noteAttemptSid } from '../store/write/attemptSids.ts';
import { addCaseEvents, lockCases } from '../store/write/cases.ts';
import { lockOutbox, outboxById, updateOutbox } from '../store/write/outbox.ts';
import { lockPageOfOutbox, lockPagesOf } from '../store/write/pages.ts';
import { attemptOver } from './attemptOver.ts';
import type { Context } from './context.ts';
import { idsOfAttempt } from './logIds.ts';
import { noteAccount } from './noteAccount.ts';
import { askedRingOver } from './ownerNotReached.ts';
import { nameOf } from './people.ts';
import { noteRefusal } from './refusals.ts';
import { cancelRing, drop, isInVain } from './stopRing.ts';

export type SendResult = { sid: string } | { error: CarrierError };

/**
 * Settles a row that was claimed. Its page is locked first, as everywhere. News that overtook the answer is not undone.
 * @param claimed the row as it was claimed: a result that comes when it has been claimed anew is that of the old claim
 */
export async function attemptSettled(context: Context, claimed: OutboxRow, result: SendResult): Promise<void> {
  const sent = await context.store.transact(async (tx) => {
    const { row, page } = await lockAttempt(tx, claimed.id);
    if (!row) return null;
    const now = context.clock.now();
    await noteAccount(tx, context, claimed, 'error' in result ? result.error : null);
    if (isOfOldClaim(row, claimed)) {
      if ('sid' in result) await noteOldSid(tx, context, row, result.sid);
      return null;
    }
    if ('sid' in result) {
      await settleSent(tx, context, row, page, result.sid);
      if (row.kind === 'cancel' || row.purpose !== 'page' || row.sentAt !== null) return null;
      return { kind: row.kind, afterMs: now - row.wantedAt };
    }
    if (row.state !== 'sending') return null;
    await settleError(tx, context, row, page, result.error);
    if (page && row.purpose === 'page') await attemptOver(tx, context, page, row);
    return null;
  });
  if (sent !== null) context.measures.reachedCarrier(sent.kind, sent.afterMs);
  context.wake();
}

/** Has the row been given another claim since, or been moved to another number by news that came first? */
function isOfOldClaim(row: OutboxRow, claimed: OutboxRow): boolean {
  return row.claimedAt !== claimed.claimedAt || (row.state === 'waiting' && row.refusedFrom.length > 0);
}

/** What the old claim made exists beside, or instead of, what the new one makes. */
async function noteOldSid(tx: Tx, context: Context, row: OutboxRow, sid: string): Promise<void> {
  const isNew = await noteAttemptSid(tx, { sid, outboxId: row.id, notedAt: context.clock.now(), replaced: false });
  if (isNew && row.kind === 'ring') await stopDouble(tx, context, row, sid);
}

/** Locks a row's page, or what a ring of no page is about, then the row. */
export async function lockAttempt(tx: Tx, rowId: string) {
  const page = await lockPageOfOutbox(tx, rowId);
  const seen = page ? null : await outboxById(tx, rowId);
  if (seen?.kind === 'ring' && seen.cases.length > 0) {
    const cases = [...seen.cases].sort();
    await lockPagesOf(tx, cases);
    await lockCases(tx, cases);
  }
  return { page, row: await lockOutbox(tx, rowId) };
}

/** The carrier has made it. Something else may have been heard of it before: that stays. */
async function settleSent(tx: Tx, context: Context, row: OutboxRow, page: Page | null, sid: string): Promise<void> {
  const now = context.clock.now();
  context.log.info('an attempt was sent', { ...idsOfAttempt({ ...row, sid }), try: row.tries });
  if (row.kind === 'cancel') {
    await updateOutbox(tx, row.id, { state: 'done', sentAt: now, deadlineAt: null, checkAt: null, settledAt: now });
    return;
  }
  await noteAttemptSid(tx, { sid, outboxId: row.id, notedAt: now, replaced: false });
  const isDouble = row.sid !== null && row.sid !== sid;
  if (isDouble) await stopDouble(tx, context, row, sid);
  if (row.state === 'done' || row.state === 'refused') {
    await updateOutbox(tx, row.id, { sid: row.sid ?? sid, sentAt: row.sentAt ?? now, deadlineAt: null, checkAt: null });
    return;
  }
  const settled = { ...row, sid: row.sid ?? sid };
  const checkAt = row.state === 'sent' && row.checkAt !== null ? row.checkAt : firstCheckAt(row, now);
  await updateOutbox(tx, row.id, { state: 'sent', sid: settled.sid, sentAt: now, deadlineAt: null, checkAt, looks: 0 });
  if (row.kind === 'ring' && (await isInVain(tx, row, page))) await cancelRing(tx, context, settled);
}

/** The same was made twice, since its first making was thought lost: the second phone call is stopped if it still rings. */
export async function stopDouble(tx: Tx, context: Context, row: OutboxRow, sid: string): Promise<void> {
  context.measures.madeTwice();
  context.log.warn('an attempt was made twice', idsOfAttempt({ ...row, sid }));
  if (row.kind === 'ring') await cancelRing(tx, context, { ...row, sid });
}

/** When the carrier is first asked about something it has taken: a call may hang in its queue, news may be lost. */
function firstCheckAt(row: OutboxRow, now: Instant): Instant {
  return now + (row.kind === 'ring' ? limits.queuedSeconds : limits.textValiditySeconds + 30) * 1000;
}

async function settleError(
  tx: Tx,
  context: Context,
  row: OutboxRow,
  page: Page | null,
  error: CarrierError,
): Promise<void> {
  const now = context.clock.now();
  const fault = faultOf(error.code);
  const why = { errorCode: error.code, error: error.message };
  const isLast = row.tries >= limits.sendTries;
  const mayRepeat = error.outcome === 'busy' || (error.outcome === 'refused' && fault.retryable);
  // Stopping a call twice does no harm, so its lost answer is no riddle.
  if ((mayRepeat || (error.outcome === 'unknown' && row.kind === 'cancel')) && !isLast) {
    if (await dropIfOver(tx, context, row, page)) return;
    const asked = Math.min(error.retryAfterSeconds ?? 0, limits.retryAfterSeconds);
    const waitMs = 1000 * Math.max(2 ** row.tries, asked);
    await updateOutbox(tx, row.id, { state: 'waiting', dueAt: now + waitMs, deadlineAt: null, ...why });
    const again = { code: error.code, seconds: waitMs / 1000, try: row.tries };
    context.log.warn('an attempt is tried again later', { ...idsOfAttempt(row), ...again });
    return;
  }
  // A callback has brought its sid before: it did happen, and only the answer is lost.
  if (error.outcome === 'unknown' && row.sid !== null && row.kind !== 'cancel')
    return settleSent(tx, context, row, page, row.sid);
  if (error.outcome === 'unknown' && row.kind !== 'cancel') {
    await updateOutbox(tx, row.id, { state: 'unknown', deadlineAt: null, checkAt: now, looks: 0, ...why });
    await noteOnCases(tx, context, row, 'has an unknown outcome: the carrier did not answer');
    noteUnknown(context, row);
    return;
  }
  if (await overAnotherLine(tx, context, row, page, error.code)) return;
  await updateOutbox(tx, row.id, { state: 'refused', deadlineAt: null, settledAt: now, ...why });
  if (error.code !== null) await noteRefusal(tx, context, row, error.code);
  else if (row.kind !== 'cancel') context.log.error('alarm: an attempt could not be sent', idsOfAttempt(row));
  const sentence = faultOf(error.code).sentence.replace(/\.$/, '');
  await noteOnCases(tx, context, row, `was refused (${error.code ?? 'no code'}): ${sentence}`);
  context.log.warn('an attempt was refused', { ...idsOfAttempt(row), code: error.code });
  await askedRingOver(tx, context, row);
}

function noteUnknown(context: Context, row: OutboxRow): void {
  context.measures.becameUnknown();
  context.log.warn('an attempt has an unknown outcome; the carrier is asked', idsOfAttempt(row));
}

/**
 * What our own number or account cannot do, another one may: the same attempt waits to be sent over it.
 * @returns false when there is none that has not been tried, or the fault is of another kind
 */
export async function overAnotherLine(
  tx: Tx,
  context: Context,
  row: OutboxRow,
  page: Page | null,
  code: number | null,
): Promise<boolean> {
  const what = tryOther(code);
  if (what === null || row.fromNumber === null || row.kind === 'cancel') return false;
  const gone = context.lines.filter((line) =>
    what === 'account' ? line.account === row.account : line.number === row.fromNumber,
  );
  const refusedFrom = [...new Set([...row.refusedFrom, ...gone.map((line) => line.number)])];
  if (context.lines.every((line) => refusedFrom.includes(line.number))) return false;
  if (code !== null) await noteRefusal(tx, context, row, code);
  if (await dropIfOver(tx, context, row, page)) return true;
  await noteOnCases(tx, context, row, `was refused (${code}) and is sent from another number`);
  const again = { state: 'waiting' as const, dueAt: context.clock.now(), deadlineAt: null, checkAt: null };
  await updateOutbox(tx, row.id, { ...again, refusedFrom, errorCode: code, sid: null, outcome: null });
  context.log.warn('an attempt is sent from another number', { ...idsOfAttempt(row), code });
  return true;
}

/** Nobody is rung or texted in vain. @returns true when the row was dropped for that */
export async function dropIfOver(tx: Tx, context: Context, row: OutboxRow, page: Page | null): Promise<boolean> {
  if (!(await isInVain(tx, row, page))) return false;
  await drop(tx, context, row);
  return true;
}

export async function noteOnCases(tx: Tx, context: Context, row: OutboxRow, what: string): Promise<void> {
  const kind = row.kind === 'ring' ? 'ring' : row.kind === 'text' ? 'text' : 'stop';
  const whom = row.purpose === 'caller' ? 'the caller' : nameOf(context.inForce.directory, row.person);
  const text = `The ${kind} to ${whom} ${what}.`;
  await addCaseEvents(tx, row.cases, { at: context.clock.now(), text });
}

/** A claim that ran out: the process that held it died between claim and settle, so nobody knows whether it happened (promise 5). */
export async function claimExpired(context: Context, rowId: string): Promise<void> {
  await context.store.transact(async (tx) => {
    const { row, page } = await lockAttempt(tx, rowId);
    const now = context.clock.now();
    if (row?.state !== 'sending' || row.deadlineAt === null || row.deadlineAt > now) return;
    // Stopping a call twice does no harm.
    if (row.kind === 'cancel') return updateOutbox(tx, row.id, { state: 'waiting', dueAt: now, deadlineAt: null });
    if (row.sid !== null) return settleSent(tx, context, row, page, row.sid);
    await updateOutbox(tx, row.id, { state: 'unknown', deadlineAt: null, checkAt: now, looks: 0 });
    await noteOnCases(tx, context, row, 'has an unknown outcome: the service stopped while sending it');
    noteUnknown(context, row);
  });
}
