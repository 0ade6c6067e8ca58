/** Asking the carrier what became of an attempt: one whose answer was lost, or one we have heard nothing of. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { type Carrier, CarrierError, type Seen } from '../domain/ports.ts';
import type { OutboxRow } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { ownedSids, replaceSid } from '../store/write/attemptSids.ts';
import { insertOutbox, outboxById, updateOutbox } from '../store/write/outbox.ts';
import { ringNews, textNews } from './attemptNews.ts';
import { attemptOver } from './attemptOver.ts';
import { dropIfOver, lockAttempt, noteOnCases } from './attemptSettled.ts';
import type { Context } from './context.ts';
import { isEnd } from './endLeg.ts';
import { idsOfAttempt } from './logIds.ts';
import { newRow } from './newRow.ts';
import { askedRingOver } from './ownerNotReached.ts';

type Asked = Pick<Carrier, 'findCalls' | 'findTexts' | 'fetchCall' | 'fetchText' | 'addressesOf'>;

/** What the carrier shows: those that may be this attempt, or nothing; null when it could not be asked. */
type Shown = readonly Seen[] | null;

/**
 * Asks the carrier about one attempt, and settles it by the answer. A list answers for an unknown one: newest first, by
 * both numbers, without a time filter, since a queued call has no start time (Twilio, Call resource).
 * @param row as it was when its check was claimed; the row is locked and looked at again before anything is written
 */
export async function checkAttempt(context: Context, carrier: Asked, row: OutboxRow): Promise<void> {
  const shown = await ask(context, carrier, row);
  await context.store.transact(async (tx) => {
    // Looked at without a lock: whoever settles it locks the leg first, then the page, then the row.
    const now = await outboxById(tx, row.id);
    if (!now || now.state !== row.state || now.claimedAt !== row.claimedAt) return;
    if (now.state === 'unknown') await settleUnknown(tx, context, now, shown);
    else if (now.state === 'sent') await settleSilent(tx, context, now, shown);
    else await updateOutbox(tx, now.id, { checkAt: null });
  });
  context.wake();
}

async function ask(context: Context, carrier: Asked, row: OutboxRow): Promise<Shown> {
  const { account } = row;
  try {
    if (row.state === 'sent') {
      return [await carrier[row.kind === 'ring' ? 'fetchCall' : 'fetchText'](account, row.sid ?? '')];
    }
    const find = row.kind === 'ring' ? carrier.findCalls : carrier.findTexts;
    const list = await find(account, row.toNumber, row.fromNumber ?? context.hotlineNumber);
    const possible = list.filter((seen) => mayBe(row, seen));
    return possible.length > 1 && row.kind === 'ring' ? await thoseThatName(context, carrier, row, possible) : possible;
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    context.log.warn('the carrier could not be asked about an attempt', { ...idsOfAttempt(row), code: error.code });
    return null;
  }
}

/** Made by a request of ours since the row was there, whichever claim of it; a text says what this one says, with its code. */
function mayBe(row: OutboxRow, seen: Seen): boolean {
  const since: Instant = row.createdAt - limits.carrierClockSeconds * 1000;
  return seen.byRequest && seen.createdAt >= since && (row.kind === 'ring' || seen.body === row.body);
}

/** In doubt, the addresses that a call asked for tell whose it is; one that has asked for none stays possible. */
async function thoseThatName(
  context: Context,
  carrier: Asked,
  row: OutboxRow,
  possible: readonly Seen[],
): Promise<Seen[]> {
  const leg = context.addresses.turn(row.legId ?? '', 0);
  const status = context.addresses.outboxStatus(row.id);
  const ours: Seen[] = [];
  for (const seen of possible) {
    const addresses = await carrier.addressesOf(row.account, seen.sid);
    if (addresses.length === 0 || addresses.some((one) => one.startsWith(leg) || one === status)) ours.push(seen);
  }
  return ours;
}

async function settleUnknown(tx: Tx, context: Context, row: OutboxRow, shown: Shown): Promise<void> {
  const now = context.clock.now();
  if (shown === null) return askLater(tx, context, row);
  const owned = await ownedSids(
    tx,
    shown.map((seen) => seen.sid),
  );
  const ours = shown.filter((seen) => owned.every((one) => one.sid !== seen.sid || one.outboxId === row.id));
  // The oldest first: later ones are doubles of it.
  const found = [...ours].sort((a, b) => a.createdAt - b.createdAt);
  if (found.length === 0) return sendAgain(tx, context, row);
  for (const seen of found) await tell(tx, context, row, seen);
  await noteOnCases(tx, context, row, 'did happen: the carrier shows it');
  const seconds = sinceClaim(row, now);
  context.log.info('an unknown attempt was found at the carrier', { ...idsOfAttempt(row), seconds });
}

function sinceClaim(row: OutboxRow, now: Instant): number {
  return Math.round((now - (row.claimedAt ?? row.createdAt)) / 1000);
}

async function tell(tx: Tx, context: Context, row: OutboxRow, { sid, status, errorCode }: Seen): Promise<void> {
  const news = { sid, status, errorCode };
  if (row.kind === 'ring') await ringNews(tx, context, row.id, news);
  else await textNews(tx, context, row.id, news);
}

/** Nothing there: asked once more a little later, since a list may lag; then it never happened, and is sent again. */
async function sendAgain(tx: Tx, context: Context, row: OutboxRow): Promise<void> {
  const now = context.clock.now();
  const looks = row.looks + 1;
  if (looks < limits.looksInVain) {
    await updateOutbox(tx, row.id, { looks, checkAt: now + limits.lookAgainSeconds * 1000 });
    return;
  }
  const { page } = await lockAttempt(tx, row.id);
  if (await dropIfOver(tx, context, row, page)) return;
  if (row.tries >= limits.sendTries) return giveUp(tx, context, row, `was tried ${row.tries} times`);
  await updateOutbox(tx, row.id, { state: 'waiting', dueAt: now, checkAt: null, looks: 0 });
  await noteOnCases(tx, context, row, 'did not happen: the carrier does not show it, and it is sent again');
  context.measures.sentAgain();
  context.log.warn('an attempt did not happen and is sent again', idsOfAttempt(row));
}

async function askLater(tx: Tx, context: Context, row: OutboxRow): Promise<void> {
  const now = context.clock.now();
  if (sinceClaim(row, now) >= limits.unknownSeconds) {
    context.log.error('alarm: what became of an attempt could not be found out', idsOfAttempt(row));
    return giveUp(tx, context, row, 'may have happened or not: the carrier could not be asked');
  }
  await updateOutbox(tx, row.id, { checkAt: now + limits.lookAgainSeconds * 1000 });
}

async function giveUp(tx: Tx, context: Context, row: OutboxRow, what: string): Promise<void> {
  const { page } = await lockAttempt(tx, row.id);
  await updateOutbox(tx, row.id, { state: 'refused', checkAt: null, settledAt: context.clock.now() });
  await noteOnCases(tx, context, row, what);
  context.log.warn('an attempt was given up', { ...idsOfAttempt(row), try: row.tries });
  if (page && row.purpose === 'page') await attemptOver(tx, context, page, row);
  await askedRingOver(tx, context, row);
}

/** Sent, and nothing was heard of it since: its callbacks are lost, or it hangs in the carrier's queue. */
async function settleSilent(tx: Tx, context: Context, row: OutboxRow, shown: Shown): Promise<void> {
  const now = context.clock.now();
  const [seen] = shown ?? [];
  const isOld = now - (row.sentAt ?? row.createdAt) >= limits.unknownSeconds * 1000;
  if (!seen) {
    const checkAt = isOld ? null : now + limits.lookAgainSeconds * 1000;
    await updateOutbox(tx, row.id, { checkAt });
    return;
  }
  if (row.kind === 'ring' && seen.status === 'queued') return takeBack(tx, context, row, seen.sid);
  if (row.looks > 0 && seen.status === 'canceled') return placeAnew(tx, context, row, seen.sid);
  const isOver = isEnd(seen.status) || ['delivered', 'undelivered', 'failed'].includes(seen.status);
  if (isOver || row.kind === 'ring') await tell(tx, context, row, seen);
  // Whatever that changed, of an end there is nothing left to ask; a text that no network tells of stays sent.
  if (isOver || row.kind === 'text') await updateOutbox(tx, row.id, { checkAt: null });
}

/**
 * A call that still hangs in the carrier's queue is taken back by REST, of which no callback tells; when the carrier shows
 * that it is gone it is placed anew. One that has left the queue meanwhile goes on.
 */
async function takeBack(tx: Tx, context: Context, row: OutboxRow, sid: string): Promise<void> {
  const { toNumber, pageId, account, fromNumber, purpose } = row;
  if (row.looks === 0)
    await insertOutbox(tx, newRow(context, { kind: 'cancel', purpose, toNumber, pageId, account, fromNumber, sid }));
  const checkAt = context.clock.now() + limits.takenBackSeconds * 1000;
  await updateOutbox(tx, row.id, { looks: 1, checkAt });
}

async function placeAnew(tx: Tx, context: Context, row: OutboxRow, sid: string): Promise<void> {
  await replaceSid(tx, sid);
  const { page } = await lockAttempt(tx, row.id);
  if (await dropIfOver(tx, context, row, page)) return;
  if (row.tries >= limits.sendTries) return giveUp(tx, context, row, `was tried ${row.tries} times`);
  const dueAt = context.clock.now();
  await updateOutbox(tx, row.id, { state: 'waiting', dueAt, checkAt: null, sid: null, looks: 0 });
  await noteOnCases(tx, context, row, "hung in the carrier's queue and is placed anew");
  context.log.warn("a call hung in the carrier's queue and is placed anew", idsOfAttempt(row));
}
