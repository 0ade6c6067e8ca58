/** In whose name a change is made: with a session its user's, whatever the body says. */
import type { Context } from '../actions/context.ts';
import { nameOf } from '../actions/people.ts';
import { type InName, mayAct, type Who } from '../domain/identity.ts';
import type { Asker } from './door.ts';
import { Problem } from './problem.ts';

const missing = 'by: say who does it; the admin token is nobody.';

/**
 * The name for the record.
 * @param given `by` of the body
 * @throws Problem (400) when a script names nobody, (403) when somebody who is signed in names another
 */
export function nameOfActor({ inForce }: Context, { who, session }: Asker, given: string | undefined): string {
  if (!session) return given ?? refuse(400, missing);
  const name = who.person === null ? who.name : nameOf(inForce.directory, who.person);
  if (given === undefined || [name, who.name, who.person].includes(given)) return name;
  return refuse(403, `You are signed in as ${name}; leave "by" out.`);
}

/**
 * Who of the directory acts: technicians as themselves only, leads also for another.
 * @param given `by` of the body: a short name of the directory
 * @returns a short name, of which the act says whether there is one
 * @throws Problem (400) when nobody is named, (403) when somebody names another and may not
 */
function personOfActor({ who, session }: Asker, given: string | undefined): string {
  if (!session) return given ?? refuse(400, missing);
  const own = given === undefined || given === who.person;
  if (own && who.person !== null) return who.person;
  if (!mayAct(who.role, 'lead')) return refuse(403, whyNotThem(who, given));
  return given ?? refuse(400, 'by: you are not one of the people of the directory; say for whom you do it.');
}

/**
 * The same, and who really acts: the admin token is nobody of the directory, so it always acts for another.
 * @throws Problem as personOfActor does
 */
export function inNameOf(context: Context, asker: Asker, given: string | undefined): InName {
  const person = personOfActor(asker, given);
  if (!asker.session) return { person, actor: 'A script' };
  return { person, actor: person === asker.who.person ? null : nameOfActor(context, asker, undefined) };
}

function whyNotThem({ person, role }: Who, given: string | undefined): string {
  if (person === null) return 'You are not one of the people of the directory; ask a lead to do it.';
  return `You act as "${person}"; only a lead may do it for "${given}", and you are a ${role}.`;
}

function refuse(status: number, why: string): never {
  throw new Problem(status, why);
}
