import type { Tx } from '../store/handle.ts';
import { nextNumber } from '../store/write/numbers.ts';

/** Reserves a case number: a case is opened under it or never. */
export async function newCaseNumber(tx: Tx): Promise<string> {
  return `CS${String(await nextNumber(tx, 'case')).padStart(7, '0')}`;
}
