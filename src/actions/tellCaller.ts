import type { Instant } from '../domain/conversation.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { Case, OutboxRow } from '../domain/records.ts';
import type { Read, Tx } from '../store/handle.ts';
import { insertOutbox, textsAbout } from '../store/write/outbox.ts';
import { factsOf } from '../store/write/peopleFacts.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { isBlocked } from './people.ts';
import { stillHolds } from './refusals.ts';

/**
 * A text to the number a caller called from or confirmed (promise 9). None to a number that takes no texts of ours, is in a
 * country that is not allowed, or is blocked.
 * @returns false when there is none
 */
export async function tellCaller(
  tx: Tx,
  context: Context,
  number: string | null,
  body: string,
  cases: readonly string[],
): Promise<boolean> {
  if (number === null || number === '' || isBlocked(context.inForce.directory, number)) return false;
  if (whyNotDialled(number, context.allowedCountries) !== null) return false;
  const now = context.clock.now();
  const facts = await factsOf(tx, [number]);
  if (facts.some((one) => one.fact === 'textsRefused' && stillHolds(one, now))) return false;
  await insertOutbox(
    tx,
    newRow(context, { kind: 'text', purpose: 'caller', toNumber: number, cases: [...cases], body }),
  );
  return true;
}

/** What the caller of a case was texted about it since then, the newest first. */
export async function textsToCaller(read: Read, one: Case, since: Instant): Promise<OutboxRow[]> {
  if (one.callBackNumber === null) return [];
  const texts = await textsAbout(read, one.callBackNumber, 'caller', since);
  return texts.filter((row) => row.cases.includes(one.number));
}
