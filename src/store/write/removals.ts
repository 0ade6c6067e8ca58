import type { Instant } from '../../domain/conversation.ts';
import type { Removal } from '../../domain/records.ts';
import { engineOf, type Read, sqlOf, type Tx } from '../handle.ts';
import { removals } from '../rows/removals.ts';
import { insertFirst, readAll, readOne, rowsOf, updateRow } from '../table.ts';

/** Notes that something of ours is to be removed at the carrier; once is enough. */
export async function noteRemoval(tx: Tx, row: Pick<Removal, 'sid' | 'kind' | 'account'>, now: Instant): Promise<void> {
  await insertFirst(tx, removals, { ...row, dueAt: now, tries: 0, error: null, notedAt: now }, ['sid']);
}

/** Takes some that are due: they are ours until `until`. */
export async function claimRemovals(tx: Tx, now: Instant, until: Instant, limit: number): Promise<Removal[]> {
  const query = rowsOf(tx, removals).where('dueAt', '<=', now).orderBy(['dueAt', 'sid']).limit(limit);
  const rows = await readAll(removals, engineOf(sqlOf(tx)) === 'postgres' ? query.forUpdate().skipLocked() : query);
  for (const { sid } of rows) await updateRow(tx, removals, { sid }, { dueAt: until });
  return rows;
}

/** It is gone there. */
export async function endRemoval(tx: Tx, sid: string): Promise<void> {
  await sqlOf(tx)(removals.name).where({ sid }).delete();
}

export function updateRemoval(tx: Tx, sid: string, patch: Partial<Removal>): Promise<void> {
  return updateRow(tx, removals, { sid }, patch);
}

/** Not locked. */
export function removalOf(read: Read, sid: string): Promise<Removal | null> {
  return readOne(removals, rowsOf(read, removals, { sid }));
}
