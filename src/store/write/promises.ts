import type { PromiseRow } from '../../domain/records.ts';
import type { Tx } from '../handle.ts';
import { promises } from '../rows/cases.ts';
import { insertFirst, lockRow, updateRow } from '../table.ts';

/** @returns false when the case has a promise already; that one stays as it is */
export function insertPromise(tx: Tx, promise: PromiseRow): Promise<boolean> {
  return insertFirst(tx, promises, promise, ['caseNumber']);
}

export function lockPromise(tx: Tx, caseNumber: string): Promise<PromiseRow | null> {
  return lockRow(tx, promises, { caseNumber });
}

export function updatePromise(tx: Tx, caseNumber: string, patch: Partial<PromiseRow>): Promise<void> {
  return updateRow(tx, promises, { caseNumber }, patch);
}
