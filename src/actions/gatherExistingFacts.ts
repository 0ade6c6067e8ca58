import type { Instant } from '../domain/conversation.ts';
import type { ExistingFact } from '../domain/facts/existing.ts';
import type { Case, Leg } from '../domain/records.ts';
import { speakCaseNumber, speakPhone } from '../domain/speak.ts';
import { writeClock } from '../domain/writeTime.ts';
import type { Read, Tx } from '../store/handle.ts';
import { caseByNumber } from '../store/write/cases.ts';
import { legById } from '../store/write/legs.ts';
import { promiseOf } from '../store/write/promises.ts';
import type { Context, LegFacts } from './context.ts';
import { isJustSolved } from './knownCaseOf.ts';

/** The case number that these keys mean: 42 and 0000042 are the same; null when they are too many. */
export function keyedCaseNumber(keys: string): string {
  return `CS${keys.padStart(7, '0')}`;
}

/** Is this the number that the case is to be called back at, or that it was opened from? */
export async function isOwnNumber(read: Read, opened: Case, number: string | null): Promise<boolean> {
  if (number === null) return false;
  return opened.callBackNumber === number || (await legById(read, opened.legId))?.number === number;
}

/** What a step may look at of a caller who has keyed a case number. Of a case that is not theirs there is nothing to see. */
export async function gatherExistingFacts(tx: Tx, context: Context, leg: Leg): Promise<LegFacts> {
  const { inForce, clock, timezone } = context;
  const now = clock.now();
  const number = keyedCaseNumber(leg.state.keyed);
  const found = await caseByNumber(tx, number);
  const own = found && (await isOwnNumber(tx, found, leg.number)) ? found : null;
  const promise = own ? await promiseOf(tx, number) : null;
  const values: Record<ExistingFact, string> = {
    deskHours: inForce.desk.spoken,
    deskNumber: speakPhone(inForce.directory.desk.number),
    keyedIs: own ? whatItIs(own, now) : 'other',
    keyedNumber: speakCaseNumber(number),
    promiseIs: promise?.state === 'open' && promise.dueAt > now ? 'open' : 'none',
    promiseTime: promise ? writeClock(promise.dueAt, timezone) : '',
  };
  return { now, values, named: [] };
}

function whatItIs(own: Case, now: Instant): string {
  if (own.urgency !== 'critical') return own.state === 'closed' ? 'closed' : 'waiting';
  return own.state === 'closed' && !isJustSolved(own, now) ? 'closed' : 'known';
}
