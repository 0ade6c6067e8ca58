import { whyNotDialled } from '../domain/phone.ts';
import type { Case } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { factsOf } from '../store/write/peopleFacts.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { stillHolds } from './refusals.ts';

/**
 * News for the caller of a case, at the number they called from or gave (promise 9).
 * @returns false when there is no number that we may text
 */
export async function textCaller(tx: Tx, context: Context, opened: Case, body: string): Promise<boolean> {
  const toNumber = opened.callBackNumber;
  if (toNumber === null || whyNotDialled(toNumber, context.allowedCountries) !== null) return false;
  const now = context.clock.now();
  const known = await factsOf(tx, [toNumber]);
  if (known.some((one) => one.fact === 'textsRefused' && stillHolds(one, now))) return false;
  const row = { kind: 'text', purpose: 'caller', toNumber, cases: [opened.number], body } as const;
  await insertOutbox(tx, newRow(context, { ...row, cases: [opened.number] }));
  return true;
}
