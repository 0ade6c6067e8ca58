/** What is heard of an attempt: by a callback that carries our id, or by asking the carrier. */
import { faultOf } from '../domain/carrierFaults.ts';
import { limits } from '../domain/limits.ts';
import type { OutboxRow, Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { noteAttemptSid, ownedSids } from '../store/write/attemptSids.ts';
import { legOfOutbox } from '../store/write/legs.ts';
import { updateOutbox } from '../store/write/outbox.ts';
import { keepAlive } from './attemptAlive.ts';
import { attemptOver } from './attemptOver.ts';
import { lockAttempt, noteOnCases, overAnotherLine } from './attemptSettled.ts';
import type { Context } from './context.ts';
import { callEnds, endLeg, isEnd } from './endLeg.ts';
import { idsOfAttempt } from './logIds.ts';
import { askedRingOver } from './ownerNotReached.ts';
import { noteRefusal } from './refusals.ts';

export interface AttemptNews {
  sid: string;
  /** The carrier's word. */
  status: string;
  errorCode: number | null;
}

/**
 * A call of an attempt is alive, or has ended. That it was answered says nothing about acceptance: a machine answers as
 * well (promise 3).
 */
export async function ringNews(tx: Tx, context: Context, rowId: string, news: AttemptNews): Promise<void> {
  const outcome = isEnd(news.status) ? callEnds[news.status] : undefined;
  if (await isReplaced(tx, news.sid)) return;
  // The leg comes first in the order of locks.
  const leg = outcome ? await legOfOutbox(tx, rowId) : null;
  if (leg && (leg.callSid === null || leg.callSid === news.sid)) await endLeg(tx, context, leg.id);
  const { row, page } = await lockAttempt(tx, rowId);
  if (!row) return;
  if (!outcome) {
    const how = news.status === 'in-progress' ? 'answered' : 'ringing';
    return keepAlive(tx, context, row, page, news.sid, how);
  }
  await noteAttemptSid(tx, newSid(context, row, news.sid));
  const sid = row.sid ?? news.sid;
  // Of two calls of one attempt, the end of the one says nothing of the other.
  if (row.state === 'done' || sid !== news.sid) return;
  await updateOutbox(tx, row.id, { ...over(context), sid, outcome: row.outcome ?? outcome });
  const how = { outcome: row.outcome ?? outcome, code: news.errorCode };
  context.log.info('an attempt has ended', { ...idsOfAttempt({ ...row, sid }), ...how });
  if (row.outcome === null) await noteOnCases(tx, context, row, ringEnded[outcome] ?? outcome);
  if (news.errorCode !== null && outcome === 'failed') await noteRefusal(tx, context, row, news.errorCode);
  if (page) await attemptOver(tx, context, page, row);
  await askedRingOver(tx, context, row);
}

function newSid(context: Context, row: OutboxRow, sid: string) {
  return { sid, outboxId: row.id, notedAt: context.clock.now(), replaced: false };
}

/** The patch of an attempt that is over. */
function over(context: Context) {
  return { state: 'done' as const, deadlineAt: null, checkAt: null, settledAt: context.clock.now() };
}

/** Was this call taken back by us and placed anew? Then its end is no news. */
async function isReplaced(tx: Tx, sid: string): Promise<boolean> {
  return (await ownedSids(tx, [sid])).some((row) => row.replaced);
}

const ringEnded: Readonly<Record<string, string>> = {
  answered: 'was answered, by a person or a machine, and no key took the case',
  busy: 'met a busy line',
  failed: 'could not be put through',
  noAnswer: 'was not answered',
  canceled: 'was stopped',
};

/** A text is on its way, has arrived, or will not. */
export async function textNews(tx: Tx, context: Context, rowId: string, news: AttemptNews): Promise<void> {
  const { row, page } = await lockAttempt(tx, rowId);
  if (!row) return;
  const isNew = await noteAttemptSid(tx, newSid(context, row, news.sid));
  if (row.sid !== null && row.sid !== news.sid) return;
  if (row.state === 'unknown' || (row.state === 'waiting' && isNew && row.refusedFrom.length === 0)) {
    await updateOutbox(tx, row.id, { state: 'sent', sid: news.sid, checkAt: null, looks: 0 });
    context.log.info('an unknown attempt was heard of', idsOfAttempt(row));
  } else if (row.state === 'sending') await updateOutbox(tx, row.id, { sid: news.sid });
  if (news.status === 'delivered') {
    if (row.state === 'done') return;
    await updateOutbox(tx, row.id, { ...over(context), sid: news.sid, outcome: row.outcome ?? 'delivered' });
    context.log.info('an attempt has ended', { ...idsOfAttempt(row), outcome: 'delivered' });
    return;
  }
  if (news.status !== 'undelivered' && news.status !== 'failed') return;
  if (row.outcome === 'undelivered') return;
  await undelivered(tx, context, row, page, news);
}

async function undelivered(
  tx: Tx,
  context: Context,
  row: OutboxRow,
  page: Page | null,
  news: AttemptNews,
): Promise<void> {
  if (await overAnotherLine(tx, context, row, page, news.errorCode)) return;
  if (faultOf(news.errorCode).retryable && row.tries < limits.sendTries && !(page && isOver(page))) {
    const dueAt = context.clock.now() + 1000 * 2 ** row.tries;
    await updateOutbox(tx, row.id, { state: 'waiting', dueAt, checkAt: null, sid: null, errorCode: news.errorCode });
    context.log.warn('an attempt is tried again later', { ...idsOfAttempt(row), code: news.errorCode });
    return;
  }
  const outcome = row.outcome ?? 'undelivered';
  await updateOutbox(tx, row.id, { ...over(context), sid: news.sid, outcome, errorCode: news.errorCode });
  context.log.warn('an attempt has ended', { ...idsOfAttempt(row), outcome, code: news.errorCode });
  if (news.errorCode !== null) await noteRefusal(tx, context, row, news.errorCode);
  const why = news.errorCode === null ? 'no code' : `${news.errorCode}: ${faultOf(news.errorCode).sentence}`;
  await noteOnCases(tx, context, row, `did not arrive (${why.replace(/\.$/, '')})`);
  if (page && row.purpose === 'page') await attemptOver(tx, context, page, row);
}
