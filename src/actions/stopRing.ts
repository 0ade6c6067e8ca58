import { limits } from '../domain/limits.ts';
import type { Purpose } from '../domain/purposes.ts';
import type { OutboxRow, Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { caseByNumber } from '../store/write/cases.ts';
import { legById, legOfOutbox } from '../store/write/legs.ts';
import { insertOutbox, updateOutbox } from '../store/write/outbox.ts';
import { pagesOfCase } from '../store/write/pages.ts';
import { promiseOf } from '../store/write/promises.ts';
import { stillRunning } from '../store/write/stillRunning.ts';
import { isUndecided } from './choices.ts';
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

/** Would it ring or tell somebody for nothing? What it is about is locked, or looked at again once it has been sent. */
export async function isInVain(tx: Tx, row: OutboxRow, page: Page | null): Promise<boolean> {
  if (row.kind === 'ring') return vainRings[row.purpose](tx, row, page);
  // What a text says stays true and can be read later; only nobody is asked to take what is not to be taken.
  return row.kind === 'text' && row.purpose === 'page' && isPageOver(tx, row, page);
}

type Look = (tx: Tx, row: OutboxRow, page: Page | null) => Promise<boolean>;

/** When a ring of each purpose has nothing to ask any more. */
const vainRings: Readonly<Record<Purpose, Look>> = {
  page: isPageOver,
  worse: isNotTheirs,
  wanted: isNotTheirs,
  desk: isDeskNotWanted,
  choice: isDecided,
  call: isCallNotWanted,
  promise: isLookedAfter,
  answer: never,
  caller: never,
  alarm: never,
  news: never,
  test: never,
};

async function never(): Promise<boolean> {
  return false;
}

async function isPageOver(_tx: Tx, _row: OutboxRow, page: Page | null): Promise<boolean> {
  return page !== null && isOver(page);
}

/** Somebody else has the case, it is closed, or it is looked for anew. */
async function isNotTheirs(tx: Tx, { cases, person }: OutboxRow): Promise<boolean> {
  for (const number of cases) {
    const opened = await caseByNumber(tx, number);
    if (opened?.state === 'accepted' && opened.takenBy === person) return false;
  }
  return cases.length > 0;
}

/** The caller does not wait for the desk any more; or, of what still ran when it opened, nothing does. */
async function isDeskNotWanted(tx: Tx, row: OutboxRow): Promise<boolean> {
  const caller = (await legOfOutbox(tx, row.id))?.joinedLeg ?? null;
  if (caller !== null) return (await legById(tx, caller))?.deskRing !== row.id;
  return (await stillRunning(tx, row.createdAt - limits.stillTellSeconds * 1000, 1)).length === 0;
}

/** Whoever asked to be rung at one number of theirs, and no other, may do so about a case that nobody has. */
async function isCallNotWanted(tx: Tx, row: OutboxRow): Promise<boolean> {
  if (!(await isNotTheirs(tx, row))) return false;
  if (row.step !== null) return true;
  for (const number of row.cases) if ((await caseByNumber(tx, number))?.state === 'open') return false;
  return true;
}

async function isDecided(tx: Tx, { cases: [number = ''] }: OutboxRow): Promise<boolean> {
  return !isUndecided(await caseByNumber(tx, number), await pagesOfCase(tx, number));
}

/** Whoever is reminded of a promise has kept it meanwhile, or said that they are on it. */
async function isLookedAfter(tx: Tx, row: OutboxRow): Promise<boolean> {
  if (await isNotTheirs(tx, row)) return true;
  const promise = await promiseOf(tx, row.cases[0] ?? '');
  if (promise?.state !== 'open') return true;
  return promise.confirmedAt !== null && promise.confirmedAt >= row.createdAt;
}
