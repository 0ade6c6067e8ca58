import type { Instant } from '../../domain/conversation.ts';
import type { PromiseRow } from '../../domain/records.ts';
import type { Read, Tx } from '../handle.ts';
import { promises } from '../rows/cases.ts';
import { insertFirst, lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';

/** @returns false when the case has a promise already; that one stays as it is */
export function insertPromise(tx: Tx, promise: PromiseRow): Promise<boolean> {
  return insertFirst(tx, promises, promise, ['caseNumber']);
}

export function lockPromise(tx: Tx, caseNumber: string): Promise<PromiseRow | null> {
  return lockRow(tx, promises, { caseNumber });
}

/** Case numbers of the open promises whose clock moves by `now`, the longest due first. Not locked: lock each and look again. */
export async function duePromises(read: Read, now: Instant, limit: number): Promise<string[]> {
  const query = rowsOf(read, promises, { state: 'open' }).where('nextAt', '<=', now);
  return (await readAll(promises, query.orderBy(['nextAt', 'caseNumber']).limit(limit))).map((one) => one.caseNumber);
}

/** Not locked. */
export function promiseOf(read: Read, caseNumber: string): Promise<PromiseRow | null> {
  return readOne(promises, rowsOf(read, promises, { caseNumber }));
}

export function updatePromise(tx: Tx, caseNumber: string, patch: Partial<PromiseRow>): Promise<void> {
  return updateRow(tx, promises, { caseNumber }, patch);
}
