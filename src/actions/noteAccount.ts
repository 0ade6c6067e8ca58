import { tryOther } from '../domain/carrierFaults.ts';
import { limits } from '../domain/limits.ts';
import type { AccountRow } from '../domain/lines.ts';
import type { CarrierError } from '../domain/ports.ts';
import type { OutboxRow } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { lockAccounts, readAccount, updateAccount } from '../store/write/accounts.ts';
import type { Context } from './context.ts';

/**
 * Keeps how an account is doing, by what it answered to one request: when it does not let us in, or has left three
 * requests in a row without an answer, another account is asked first for a while; when it asks us to be slower, nothing
 * is sent over it until then, but never for so long that a page would fall silent.
 */
export async function noteAccount(
  tx: Tx,
  context: Context,
  row: Pick<OutboxRow, 'account'>,
  error: CarrierError | null,
): Promise<void> {
  if (row.account === null) return;
  const now = context.clock.now();
  const isOther = error !== null && error.outcome === 'busy' && error.code !== null && error.code !== 20429;
  const isQuiet = error === null || isOther || (error.outcome === 'refused' && tryOther(error.code) !== 'account');
  const before = await readAccount(tx, row.account);
  // All is well, as nearly always: the row is not waited for.
  if (isQuiet && (before === null || (before.timeouts === 0 && before.outUntil === null))) return;
  const [known] = await lockAccounts(tx, [row.account], now);
  if (!known) return;
  const patch = isQuiet ? { timeouts: 0, outUntil: null } : afterFault(context, known, error);
  await updateAccount(tx, row.account, patch);
}

function afterFault(context: Context, known: AccountRow, error: CarrierError): Partial<AccountRow> {
  const now = context.clock.now();
  const outUntil = now + limits.accountOutSeconds * 1000;
  if (error.code === 20429) {
    const asked = error.retryAfterSeconds ?? 0;
    const until = now + Math.min(asked, limits.retryAfterSeconds) * 1000;
    const slower = { nextCallAt: Math.max(known.nextCallAt, until), nextTextAt: Math.max(known.nextTextAt, until) };
    if (asked < limits.retryAfterSeconds) return slower;
    context.log.error('alarm: the carrier asks us to wait for long', { account: known.account, seconds: asked });
    return { ...slower, outUntil };
  }
  // It was never reached, or it is one of ours that was not even sent.
  if (error.outcome === 'busy' && error.retryAfterSeconds !== null) return {};
  if (error.outcome === 'refused') {
    context.log.error('alarm: the carrier does not let our account in', { account: known.account, code: error.code });
    return { outUntil };
  }
  const timeouts = known.timeouts + 1;
  if (timeouts < limits.accountTimeouts) return { timeouts };
  if (timeouts === limits.accountTimeouts)
    context.log.error('alarm: the carrier does not answer', { account: known.account, requests: timeouts });
  return { timeouts, outUntil };
}
