import type { CallBackFact } from '../domain/facts.ts';
import type { Leg } from '../domain/records.ts';
import { speakCaseNumber, speakList } from '../domain/speak.ts';
import { writeClock } from '../domain/writeTime.ts';
import type { Tx } from '../store/handle.ts';
import { outboxById } from '../store/write/outbox.ts';
import { lockPromise } from '../store/write/promises.ts';
import type { Context, LegFacts } from './context.ts';
import { gatherPageFacts } from './gatherPageFacts.ts';

/** What is known on the leg of a technician who is rung about a case they have: that of a page, and why they are rung. */
export async function gatherCallBackFacts(tx: Tx, context: Context, leg: Leg): Promise<LegFacts> {
  const gathered = await gatherPageFacts(tx, context, leg);
  const { named } = gathered;
  const row = leg.outboxId ? await outboxById(tx, leg.outboxId) : null;
  const promise = await lockPromise(tx, named[0] ?? row?.cases[0] ?? '');
  const own: Pick<Record<CallBackFact, string>, 'caseNumber' | 'ringFor' | 'promiseTime'> = {
    // Of several, what is done is done with the one that is spoken of.
    caseNumber: named.length > 0 ? speakList(named.map(speakCaseNumber)) : (gathered.values.caseNumber ?? ''),
    // Whoever called us is not being reminded, whatever they were told by.
    ringFor: leg.kind === 'page' && row?.purpose === 'promise' ? 'promise' : 'call',
    promiseTime: promise ? writeClock(promise.dueAt, context.timezone) : 'the hour',
  };
  return { ...gathered, values: { ...gathered.values, ...own } };
}
