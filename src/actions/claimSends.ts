/** Taking what is due for sending: over which line, at which rate, and never two unsettled ones to one phone. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { AccountRow, Line } from '../domain/lines.ts';
import type { OutboxRow } from '../domain/records.ts';
import { chooseLine } from '../paging/chooseLine.ts';
import { segmentsOf } from '../paging/segmentsOf.ts';
import type { Tx } from '../store/handle.ts';
import { lockAccounts, updateAccount } from '../store/write/accounts.ts';
import { attemptsOfPage, dueToSend, unsettledSends, updateOutbox } from '../store/write/outbox.ts';
import type { Context } from './context.ts';

/**
 * Claims rows for sending, most urgent first. An account takes one new call and one segment of a text a second, so what
 * finds no place gets a later due time. While one attempt to a phone is unsettled no other of its kind goes there over
 * the same line: what the carrier lists between the two numbers since the claim is then this attempt and no other.
 * @returns the rows to act on, in their order; the claim is committed
 */
export async function claimSends(context: Context): Promise<OutboxRow[]> {
  return context.store.transact(async (tx) => {
    const now = context.clock.now();
    // Taken first, and by every process: rates are kept by whoever holds these rows.
    const accounts = await lockAccounts(
      tx,
      context.lines.map((line) => line.account),
      now,
    );
    const due = await newestOnly(tx, context, await dueToSend(tx, now, limits.rowsPerTick));
    if (due.length === 0) return [];
    const unsettled = await unsettledSends(tx, now - limits.unsettledSeconds * 1000);
    const busy = new Set(unsettled.map(placeOf));
    const rates = new Map(accounts.map((row) => [row.account, placesOf(row, now)]));
    const claimed: OutboxRow[] = [];
    for (const row of due) {
      const line = await lineFor(tx, context, row, accounts, now);
      const place = placeOf({ ...row, account: line.account, fromNumber: line.number });
      if (row.kind !== 'cancel' && busy.has(place)) {
        await updateOutbox(tx, row.id, { dueAt: now + limits.sameNumberSeconds * 1000 });
        continue;
      }
      const at = rates.get(line.account)?.take(row) ?? now;
      if (at > now) {
        await updateOutbox(tx, row.id, { dueAt: at });
        continue;
      }
      if (row.kind !== 'cancel') busy.add(place);
      claimed.push(await claim(tx, row, line, now));
    }
    for (const [account, places] of rates) if (places.taken) await updateAccount(tx, account, places.next());
    return claimed;
  });
}

/** What has waited until its page tried the same person the same way again is dropped: the newer one says all it said. */
async function newestOnly(tx: Tx, context: Context, due: readonly OutboxRow[]): Promise<OutboxRow[]> {
  const newest = new Map<string, OutboxRow>();
  const keyOf = (row: OutboxRow) => [row.kind, row.pageId, row.person].join(' ');
  const isAttempt = (row: OutboxRow) => row.purpose === 'page' && row.kind !== 'cancel' && row.pageId !== null;
  for (const row of due) {
    const other = newest.get(keyOf(row));
    if (isAttempt(row) && (!other || other.createdAt <= row.createdAt)) newest.set(keyOf(row), row);
  }
  const left: OutboxRow[] = [];
  for (const row of due) {
    if (!isAttempt(row) || newest.get(keyOf(row))?.createdAt === row.createdAt) left.push(row);
    else await updateOutbox(tx, row.id, { state: 'dropped', settledAt: context.clock.now() });
  }
  return left;
}

async function claim(tx: Tx, row: OutboxRow, line: Line, now: Instant): Promise<OutboxRow> {
  const patch = {
    state: 'sending' as const,
    deadlineAt: now + limits.claimSeconds * 1000,
    tries: row.tries + 1,
    claimedAt: now,
    checkAt: null,
    account: line.account,
    fromNumber: line.number,
  };
  await updateOutbox(tx, row.id, patch);
  return { ...row, ...patch };
}

/** What one unsettled attempt holds: its kind between two numbers of one account. */
function placeOf(row: Pick<OutboxRow, 'kind' | 'account' | 'fromNumber' | 'toNumber'>): string {
  return [row.kind, row.account, row.fromNumber, row.toNumber].join(' ');
}

async function lineFor(
  tx: Tx,
  context: Context,
  row: OutboxRow,
  accounts: readonly AccountRow[],
  now: Instant,
): Promise<Line> {
  const [first] = context.lines;
  // A call can be stopped only where it was placed.
  if (row.kind === 'cancel') return { account: row.account ?? first?.account ?? '', number: row.fromNumber ?? '' };
  const out = accounts.flatMap((one) => (one.outUntil !== null && one.outUntil > now ? [one.account] : []));
  const unanswered = row.kind === 'ring' && context.lines.length > 1 ? await unansweredRings(tx, row) : {};
  return chooseLine({ lines: context.lines, out, refusedFrom: row.refusedFrom, unanswered });
}

async function unansweredRings(tx: Tx, row: OutboxRow): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  if (row.pageId === null) return counts;
  for (const one of await attemptsOfPage(tx, row.pageId))
    if (one.kind === 'ring' && one.toNumber === row.toNumber && one.outcome === 'noAnswer' && one.fromNumber !== null)
      counts[one.fromNumber] = (counts[one.fromNumber] ?? 0) + 1;
  return counts;
}

/** The places of one account: the next call and the next text may begin at these moments, and each takes its time. */
function placesOf(row: AccountRow, now: Instant) {
  let callAt = Math.max(now, row.nextCallAt);
  let textAt = Math.max(now, row.nextTextAt);
  const next = { nextCallAt: row.nextCallAt, nextTextAt: row.nextTextAt };
  const places = {
    taken: false,
    next: () => next,
    /** @returns when this row may go; now means that it has its place */
    take({ kind, body }: OutboxRow): Instant {
      if (kind === 'cancel') return now;
      const at = kind === 'ring' ? callAt : textAt;
      if (kind === 'ring') callAt += limits.millisecondsPerCall;
      else textAt += segmentsOf(body ?? '') * limits.millisecondsPerSegment;
      if (at > now) return at;
      places.taken = true;
      next.nextCallAt = kind === 'ring' ? callAt : next.nextCallAt;
      next.nextTextAt = kind === 'ring' ? next.nextTextAt : textAt;
      return now;
    },
  };
  return places;
}
