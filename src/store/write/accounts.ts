import type { Instant } from '../../domain/conversation.ts';
import type { AccountRow } from '../../domain/lines.ts';
import { plain } from '../columns.ts';
import type { Read, Tx } from '../handle.ts';
import { accounts } from '../rows/outside.ts';
import { insertFirst, readAll, readOne, rowsOf, updateRow } from '../table.ts';

/** Locks the rows of these accounts in the order of their names, and makes those that are not there. */
export async function lockAccounts(tx: Tx, names: readonly string[], now: Instant): Promise<AccountRow[]> {
  const query = () =>
    readAll(accounts, rowsOf(tx, accounts).whereIn('account', names.map(plain)).orderBy('account').forUpdate());
  const rows = await query();
  if (rows.length === new Set(names).size) return rows;
  for (const account of [...new Set(names)].sort())
    await insertFirst(tx, accounts, { account, nextCallAt: now, nextTextAt: now, timeouts: 0, outUntil: null }, [
      'account',
    ]);
  return query();
}

/** How an account is doing, without waiting for whoever holds its row; null before anything was sent over it. */
export function readAccount(read: Read, account: string): Promise<AccountRow | null> {
  return readOne(accounts, rowsOf(read, accounts, { account }));
}

export function updateAccount(tx: Tx, account: string, patch: Partial<AccountRow>): Promise<void> {
  return updateRow(tx, accounts, { account }, patch);
}
