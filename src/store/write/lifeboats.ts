import type { Lifeboat } from '../../domain/lifeboat.ts';
import { sqlOf, type Tx } from '../handle.ts';
import { lifeboats } from '../rows/lifeboats.ts';
import { insertFirst, lockRow, updateRow } from '../table.ts';

const only = { name: 'lifeboat' } as const;

/** null: none was ever written. */
export function lockLifeboat(tx: Tx): Promise<Lifeboat | null> {
  return lockRow(tx, lifeboats, only);
}

export async function putLifeboat(tx: Tx, lifeboat: Lifeboat): Promise<void> {
  if (!(await insertFirst(tx, lifeboats, lifeboat, ['name']))) await updateLifeboat(tx, lifeboat);
}

export function updateLifeboat(tx: Tx, patch: Partial<Lifeboat>): Promise<void> {
  return updateRow(tx, lifeboats, only, patch);
}

export async function removeLifeboat(tx: Tx): Promise<void> {
  await sqlOf(tx)(lifeboats.name).where(only).delete();
}
