import type { Instant } from '../../domain/conversation.ts';
import type { DeskOpening } from '../../domain/records.ts';
import type { Read, Tx } from '../handle.ts';
import { deskOpenings } from '../rows/deskOpenings.ts';
import { insertFirst, lockRow, readAll, rowsOf, updateRow } from '../table.ts';

/** @returns false when that opening is known already; it stays as it is */
export function insertDeskOpening(tx: Tx, opening: DeskOpening): Promise<boolean> {
  return insertFirst(tx, deskOpenings, opening, ['opensAt']);
}

export function lockDeskOpening(tx: Tx, opensAt: Instant): Promise<DeskOpening | null> {
  return lockRow(tx, deskOpenings, { opensAt });
}

export function updateDeskOpening(tx: Tx, opensAt: Instant, patch: Partial<DeskOpening>): Promise<void> {
  return updateRow(tx, deskOpenings, { opensAt }, patch);
}

/** The openings that are to be looked at by `now`, and those at which the desk has not heard yet. Not locked. */
export async function dueDeskOpenings(read: Read, now: Instant, limit: number): Promise<Instant[]> {
  const query = rowsOf(read, deskOpenings).where('nextAt', '<=', now).orderBy('opensAt').limit(limit);
  return (await readAll(deskOpenings, query)).map((one) => one.opensAt);
}

/** Openings that are still being told of. Not locked. */
export async function untoldDeskOpenings(read: Read): Promise<Instant[]> {
  return (await readAll(deskOpenings, rowsOf(read, deskOpenings).whereNotNull('nextAt'))).map((one) => one.opensAt);
}
