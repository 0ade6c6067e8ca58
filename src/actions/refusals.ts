/** What a number has refused, and for how long we believe it. */
import { faultOf } from '../domain/carrierFaults.ts';
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { OutboxRow } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import type { PersonFact } from '../store/rows/outside.ts';
import { factsOf, forgetPersonFact, notePersonFact } from '../store/write/peopleFacts.ts';
import type { Context } from './context.ts';
import { idsOfAttempt } from './logIds.ts';

/** STOP is the person's own word, and only START takes it back. */
const isOwnWord = ({ detail }: PersonFact) => /^sent |\b21610\b/.test(detail ?? '');

/**
 * Does a refusal still count? The carrier's reasons are often mended (a country allowed, a number corrected), so after
 * some hours the number is tried again: a refusal costs nothing, and a silenced phone does.
 */
export function stillHolds(fact: PersonFact, now: Instant): boolean {
  return isOwnWord(fact) || now - fact.since < limits.refusalHours * 3_600_000;
}

/** Remembers what an address has refused. Our own account's faults are an alarm and blame nobody. */
export async function noteRefusal(tx: Tx, context: Context, row: OutboxRow, code: number): Promise<void> {
  const { condemns, loggable, sentence } = faultOf(code);
  if (condemns === 'texts' || condemns === 'address') await refuse(tx, context, row, 'textsRefused', code);
  if (condemns === 'calls' || condemns === 'address') await refuse(tx, context, row, 'callsRefused', code);
  if (loggable) context.log.error(`alarm: ${sentence}`, { ...idsOfAttempt(row), code });
}

async function refuse(tx: Tx, context: Context, row: OutboxRow, fact: PersonFact['fact'], code: number): Promise<void> {
  const now = context.clock.now();
  const known = (await factsOf(tx, [row.toNumber])).find((one) => one.fact === fact);
  if (known && !stillHolds(known, now)) await forgetPersonFact(tx, row.toNumber, fact);
  await notePersonFact(tx, { address: row.toNumber, fact, since: now, detail: `carrier error ${code}` });
}
