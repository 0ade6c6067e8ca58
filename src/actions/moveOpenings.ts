import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Tx } from '../store/handle.ts';
import {
  insertDeskOpening,
  lockDeskOpening,
  untoldDeskOpenings,
  updateDeskOpening,
} from '../store/write/deskOpenings.ts';
import { stillRunning } from '../store/write/stillRunning.ts';
import type { Context } from './context.ts';

/**
 * The hours of the desk may have changed: what still runs is told at the opening that is right by now. One that would
 * have been by now is made up for at once. Doing it twice changes nothing.
 */
export async function moveOpenings(context: Context): Promise<void> {
  const moved = await context.store.transact((tx) => move(tx, context));
  if (moved) context.wake();
}

/** @returns whether an opening was noted that was not before */
async function move(tx: Tx, context: Context): Promise<boolean> {
  const { hours } = context.inForce.desk;
  const now = context.clock.now();
  const next = hours.nextOpening(now);
  for (const opensAt of await untoldDeskOpenings(tx)) {
    const noted = opensAt > now && opensAt !== next ? await lockDeskOpening(tx, opensAt) : null;
    if (noted?.rings === 0) await updateDeskOpening(tx, opensAt, { nextAt: null });
  }
  const running = await stillRunning(tx, now - limits.stillTellSeconds * 1000, limits.casesListedInText);
  const openings = new Set<Instant | null>(running.map((one) => hours.nextOpening(one.case.openedAt)));
  let isNew = false;
  for (const opensAt of openings.size > 0 ? new Set([...openings, next]) : [])
    if (opensAt !== null && (await noteAt(tx, opensAt, now))) isNew = true;
  return isNew;
}

/** One that was noted before, and has been looked at or moved away from, counts again only if it is still to come. */
async function noteAt(tx: Tx, opensAt: Instant, now: Instant): Promise<boolean> {
  const nextAt = Math.max(opensAt, now);
  if (await insertDeskOpening(tx, { opensAt, nextAt, rings: 0, heardAt: null })) return true;
  const known = await lockDeskOpening(tx, opensAt);
  if (opensAt <= now || known === null || known.nextAt !== null) return false;
  await updateDeskOpening(tx, opensAt, { nextAt });
  return true;
}
