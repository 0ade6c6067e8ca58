import type { Instant } from '../domain/conversation.ts';
import type { Tx } from '../store/handle.ts';
import { factsOf } from '../store/write/peopleFacts.ts';
import type { Reachable } from './people.ts';
import { stillHolds } from './refusals.ts';

/** A person's numbers that have not refused our calls, in their order; all of them when each has. */
export async function takingCalls(tx: Tx, { phones }: Reachable, now: Instant): Promise<readonly string[]> {
  const facts = await factsOf(tx, phones);
  const refuses = (phone: string) =>
    facts.some((one) => one.address === phone && one.fact === 'callsRefused' && stillHolds(one, now));
  const left = phones.filter((phone) => !refuses(phone));
  return left.length > 0 ? left : phones;
}
