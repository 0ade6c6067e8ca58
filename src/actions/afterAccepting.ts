/** What whoever has cases can do with them: be connected with the caller, hand them on, say that it is done. By key, text or API. */

import { type CaseAct, whyNotCase } from '../domain/allowed.ts';
import type { InName } from '../domain/identity.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { Case } from '../domain/records.ts';
import { doneForYouText, handedOnForYouText } from '../paging/givenWords.ts';
import { handedBackText, noNumberText, ringingYouText } from '../paging/promiseWords.ts';
import { doneText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCases } from '../store/write/cases.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { keepPromises } from './keepPromises.ts';
import { nameFor, personOf, type Reachable } from './people.ts';
import { reopenCases } from './reopenCases.ts';
import { ringInTurn } from './ringInTurn.ts';
import { tellGone } from './tellGiven.ts';

export type AfterAct = Exclude<CaseAct, 'take' | 'close'>;

export interface After {
  act: AfterAct;
  person: Reachable;
  cases: readonly string[];
  /** How they said it, for the timeline: "by text", "by key". */
  how: string;
  /** The name of whoever does it for them; absent when they do it themselves. */
  actor?: string | null;
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
  const { act, person, how, actor = null } = after;
  const name = nameFor(person.name, actor);
  if (act === 'call') return callCaller(tx, context, person, own, name);
  if (actor !== null) await tellGone(tx, context, own, person, wordsFor(act, numbers, actor));
  if (act === 'done') {
    const said = `${name} said ${how} that they have spoken with the caller.`;
    await keepPromises(tx, context, numbers, said);
    return doneText(numbers);
  }
  const from = act === 'lead' ? 'lead' : 'onCall';
  const why = `${name} handed the case ${act === 'lead' ? 'to the lead' : 'back'} ${how}.`;
  await reopenCases(tx, context, { cases: numbers, from, without: person.id, why });
  return handedBackText(numbers, from);
}

function wordsFor(act: Exclude<AfterAct, 'call'>, numbers: readonly string[], actor: string): string {
  return act === 'done' ? doneForYouText(numbers, actor) : handedOnForYouText(numbers, actor, act);
}

/**
 * The same by the API, in a transaction of its own.
 * @param by whoever has the case; they are told what another one does for them
 * @returns what a person would be told; or why it was not done
 */
export async function afterAcceptingNow(
  context: Context,
  caseNumber: string,
  act: AfterAct,
  by: InName,
): Promise<{ answer: string } | { refused: string }> {
  const { actor } = by;
  const person = personOf(context.inForce.directory, by.person);
  if (!person) return { refused: `There is no person "${by.person}" in the directory.` };
  const done = await context.store.transact(async (tx) => {
    const answer = await afterAccepting(tx, context, {
      act,
      person,
      cases: [caseNumber],
      how: 'by the console',
      actor,
    });
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
async function callCaller(
  tx: Tx,
  context: Context,
  person: Reachable,
  own: readonly Case[],
  name: string,
): Promise<string> {
  const isCallable = ({ callBackNumber }: Case) =>
    callBackNumber !== null && whyNotDialled(callBackNumber, context.allowedCountries) === null;
  const [first] = own.filter(isCallable);
  if (!first) return noNumberText(own.map((one) => one.number));
  await ringInTurn(tx, context, 'call', person, first);
  const text = `${name} asked to be connected with the caller.`;
  await addCaseEvent(tx, { caseNumber: first.number, at: context.clock.now(), text });
  return ringingYouText(first.number);
}
