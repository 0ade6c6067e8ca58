/** What whoever has cases can do with them: be connected with the caller, hand them on, say that it is done. By key, text or API. */

import { type CaseAct, whyNotCase } from '../domain/allowed.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { Case } from '../domain/records.ts';
import { handedBackText, noNumberText, ringingYouText } from '../paging/promiseWords.ts';
import { doneText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCases } from '../store/write/cases.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { keepPromises } from './keepPromises.ts';
import { personOf, type Reachable } from './people.ts';
import { reopenCases } from './reopenCases.ts';
import { ringInTurn } from './ringInTurn.ts';

export type AfterAct = Exclude<CaseAct, 'take' | 'close'>;

export interface After {
  act: AfterAct;
  person: Reachable;
  cases: readonly string[];
  /** How they said it, for the timeline: "by text", "by key". */
  how: string;
}

/** Those of these cases with which this person may do it, under the locks of their pages. */
async function ownCases(tx: Tx, person: string, act: AfterAct, numbers: readonly string[]): Promise<Case[]> {
  const sorted = [...new Set(numbers)].sort();
  await lockPagesOf(tx, sorted);
  return (await lockCases(tx, sorted)).filter((one) => one.takenBy === person && whyNotCase(act, one.state) === null);
}

/**
 * Does it with those of the cases that the person has.
 * @returns what to answer them; null when they have none of these cases
 */
export async function afterAccepting(tx: Tx, context: Context, after: After): Promise<string | null> {
  const own = await ownCases(tx, after.person.id, after.act, after.cases);
  const numbers = own.map((one) => one.number);
  if (own.length === 0) return null;
  const { act, person, how } = after;
  if (act === 'call') return callCaller(tx, context, person, own);
  if (act === 'done') {
    const said = `${person.name} said ${how} that they have spoken with the caller.`;
    await keepPromises(tx, context, numbers, said);
    return doneText(numbers);
  }
  const from = act === 'lead' ? 'lead' : 'onCall';
  const why = `${person.name} handed the case ${act === 'lead' ? 'to the lead' : 'back'} ${how}.`;
  await reopenCases(tx, context, { cases: numbers, from, without: person.id, why });
  return handedBackText(numbers, from);
}

/**
 * The same by the API, in a transaction of its own.
 * @param by directory id of whoever has the case
 * @returns what a person would be told; or why it was not done
 */
export async function afterAcceptingNow(
  context: Context,
  caseNumber: string,
  act: AfterAct,
  by: string,
): Promise<{ answer: string } | { refused: string }> {
  const person = personOf(context.inForce.directory, by);
  if (!person) return { refused: `There is no person "${by}" in the directory.` };
  const done = await context.store.transact(async (tx) => {
    const answer = await afterAccepting(tx, context, { act, person, cases: [caseNumber], how: 'by the console' });
    return answer === null ? { refused: await whyNotTheirs(tx, caseNumber, act, person) } : { answer };
  });
  context.wake();
  return done;
}

async function whyNotTheirs(tx: Tx, caseNumber: string, act: AfterAct, person: Reachable): Promise<string> {
  const [one] = await lockCases(tx, [caseNumber]);
  if (!one) return `There is no case "${caseNumber}".`;
  return whyNotCase(act, one.state) ?? `${person.name} does not have the case ${caseNumber}.`;
}

/** Rings the technician, who is then connected with the caller from the hotline's number (promise 9). */
async function callCaller(tx: Tx, context: Context, person: Reachable, own: readonly Case[]): Promise<string> {
  const isCallable = ({ callBackNumber }: Case) =>
    callBackNumber !== null && whyNotDialled(callBackNumber, context.allowedCountries) === null;
  const [first] = own.filter(isCallable);
  if (!first) return noNumberText(own.map((one) => one.number));
  await ringInTurn(tx, context, 'call', person, first);
  const text = `${person.name} asked to be connected with the caller.`;
  await addCaseEvent(tx, { caseNumber: first.number, at: context.clock.now(), text });
  return ringingYouText(first.number);
}
