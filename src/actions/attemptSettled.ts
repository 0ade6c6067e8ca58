/** What became of a row that was sent. */
import { faultOf } from '../domain/carrierFaults.ts';
import { limits } from '../domain/limits.ts';
import type { CarrierError } from '../domain/ports.ts';
import type { OutboxRow } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent } from '../store/write/cases.ts';
import { expireClaims, lockOutbox, updateOutbox } from '../store/write/outbox.ts';
import { lockPage, lockPageOfOutbox } from '../store/write/pages.ts';
import { notePersonFact } from '../store/write/peopleFacts.ts';
import { cancelRing } from './attempts.ts';
import type { Context } from './context.ts';
import { movePage } from './movePage.ts';
import { nameOf } from './people.ts';

export type SendResult = { sid: string } | { error: CarrierError };

/**
 * Settles a row that was claimed. Its page is locked first, as everywhere. News that overtook the answer is not undone.
 */
export async function attemptSettled(context: Context, rowId: string, result: SendResult): Promise<void> {
  await context.store.transact(async (tx) => {
    const { row, page } = await lockAttempt(tx, rowId);
    if (!row) return;
    const now = context.clock.now();
    if ('sid' in result) {
      const overtaken = row.state === 'done' || row.state === 'refused';
      const state = overtaken ? row.state : row.kind === 'cancel' ? 'done' : 'sent';
      await updateOutbox(tx, row.id, { state, sid: result.sid || row.sid, sentAt: now, deadlineAt: null });
      if (state === 'sent' && row.kind === 'ring' && row.purpose === 'page' && page && isOver(page))
        await cancelRing(tx, context, page.id, { ...row, sid: result.sid });
      return;
    }
    if (row.state !== 'sending') return;
    await settleError(tx, context, row, result.error, now);
    if (page && row.purpose === 'page') await movePage(tx, context, page, { kind: 'attemptOver' });
  });
  context.wake();
}

/** Locks a row's page, then the row. */
export async function lockAttempt(tx: Tx, rowId: string) {
  const page = await lockPageOfOutbox(tx, rowId);
  return { page, row: await lockOutbox(tx, rowId) };
}

async function settleError(tx: Tx, context: Context, row: OutboxRow, error: CarrierError, now: number): Promise<void> {
  if (error.outcome === 'busy' && row.tries < limits.sendTries) {
    const dueAt = now + 1000 * 2 ** row.tries;
    await updateOutbox(tx, row.id, { state: 'waiting', dueAt, deadlineAt: null, error: error.message });
    return;
  }
  const state = error.outcome === 'unknown' ? 'unknown' : 'refused';
  await updateOutbox(tx, row.id, {
    state,
    deadlineAt: null,
    settledAt: now,
    errorCode: error.code,
    error: error.message,
  });
  if (error.code !== null) await noteRefusal(tx, context, row, error.code);
  await noteOnCases(
    tx,
    context,
    row,
    state === 'unknown'
      ? 'has an unknown outcome: the carrier did not answer'
      : `was refused (${error.code ?? 'no code'}): ${faultOf(error.code).sentence.replace(/\.$/, '')}`,
  );
  if (state === 'unknown')
    context.log.error('alarm: an attempt has an unknown outcome', { attempt: row.id, page: row.pageId });
  else context.log.warn('an attempt was refused', { attempt: row.id, page: row.pageId, code: error.code });
}

/** Remembers what an address has refused for good. Our own account's faults are an alarm and blame nobody. */
export async function noteRefusal(tx: Tx, context: Context, row: OutboxRow, code: number): Promise<void> {
  const { condemns, loggable, sentence } = faultOf(code);
  const common = { address: row.toNumber, since: context.clock.now(), detail: `carrier error ${code}` };
  if (condemns === 'texts' || condemns === 'address') await notePersonFact(tx, { ...common, fact: 'textsRefused' });
  if (condemns === 'calls' || condemns === 'address') await notePersonFact(tx, { ...common, fact: 'callsRefused' });
  if (loggable) context.log.error(`alarm: ${sentence}`, { attempt: row.id, page: row.pageId, code });
}

export async function noteOnCases(tx: Tx, context: Context, row: OutboxRow, what: string): Promise<void> {
  const kind = row.kind === 'ring' ? 'ring' : row.kind === 'text' ? 'text' : 'stop';
  const text = `The ${kind} to ${nameOf(context.inForce.directory, row.person)} ${what}.`;
  for (const number of row.cases) await addCaseEvent(tx, { caseNumber: number, at: context.clock.now(), text });
}

/** Claims that ran out: the process that held them died between claim and settle, so nobody knows whether they happened (promise 5). */
export async function claimsExpired(context: Context): Promise<void> {
  await context.store.transact(async (tx) => {
    for (const row of await expireClaims(tx, context.clock.now())) {
      await noteOnCases(tx, context, row, 'has an unknown outcome: the service stopped while sending it');
      context.log.error('alarm: an attempt has an unknown outcome', { attempt: row.id, page: row.pageId });
      const page = row.pageId && row.purpose === 'page' ? await lockPage(tx, row.pageId) : null;
      if (page) await movePage(tx, context, page, { kind: 'attemptOver' });
    }
  });
}
