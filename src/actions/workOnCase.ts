/** What a person does with a case at the page: taking it, and adding a note. */
import { whyNotCase } from '../domain/allowed.ts';
import type { InName } from '../domain/identity.ts';
import { addCaseEvent, lockCases } from '../store/write/cases.ts';
import { acceptCases } from './acceptCases.ts';
import type { Context } from './context.ts';
import { nameOf, personOf } from './people.ts';
import { tellGiven } from './tellGiven.ts';

/**
 * A signed-in click takes a case (promise 3); whoever was faster has it.
 * @param by who takes it; somebody whom another one gives it is told at once
 * @returns null, or why it was not taken
 */
export async function takeCaseNow(context: Context, number: string, by: InName): Promise<string | null> {
  const { actor } = by;
  const person = personOf(context.inForce.directory, by.person);
  if (!person) return `There is no person "${by.person}" in the directory.`;
  const refused = await context.store.transact(async (tx) => {
    const taken = await acceptCases(tx, context, {
      person: person.id,
      cases: [number],
      how: 'by the console',
      actor,
    });
    if (actor !== null) await tellGiven(tx, context, taken, person, actor);
    if (taken.length > 0) return null;
    const [one] = await lockCases(tx, [number]);
    if (!one) return `There is no case "${number}".`;
    const owner = one.takenBy === null ? '' : ` ${nameOf(context.inForce.directory, one.takenBy)} has it.`;
    return `${whyNotCase('take', one.state) ?? 'It was not taken.'}${owner}`;
  });
  context.wake();
  return refused;
}

/**
 * Adds a line to the timeline of a case.
 * @param by who writes it
 * @returns null, or why it was not added
 */
export async function noteCaseNow(context: Context, number: string, by: string, text: string): Promise<string | null> {
  return context.store.transact(async (tx) => {
    const [one] = await lockCases(tx, [number]);
    if (!one) return `There is no case "${number}".`;
    await addCaseEvent(tx, { caseNumber: one.number, at: context.clock.now(), text: `Note by ${by}: ${text}` });
    return null;
  });
}
