/** Routes about the people of the directory: who they are, and trying their phones. */
import type { Context } from '../actions/context.ts';
import { personOf } from '../actions/people.ts';
import { sendContact } from '../actions/sendContact.ts';
import { testPerson } from '../actions/testPerson.ts';
import { peopleAnswer, sentAnswer } from '../domain/api.ts';
import { allPeopleFacts } from '../store/read/allPeopleFacts.ts';
import { isoOrNull } from './iso.ts';
import { found, type Route, route } from './route.ts';

export const peopleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/people',
    role: 'viewer',
    about: 'The people of the directory, and when their phones were last proven to work.',
    query: null,
    body: null,
    answer: peopleAnswer,
    handle: async (context) => ({ items: await listPeople(context), next: null }),
  }),
  route({
    method: 'post',
    path: '/people/:id/test',
    role: 'lead',
    about: 'Texts and rings one person once, marked TEST. No case and no page; what they answer is noted.',
    query: null,
    body: null,
    answer: sentAnswer,
    handle: async (context, { id }) => nameOf(await testPerson(context, id), id),
  }),
  route({
    method: 'post',
    path: '/people/:id/contact',
    role: 'lead',
    about: "Texts one person where the hotline's card is, as everybody gets it who comes into the directory.",
    query: null,
    body: null,
    answer: sentAnswer,
    handle: async (context, { id }) => nameOf(await sendContact(context, id), id),
  }),
];

function nameOf(person: { name: string } | null, id: string): { name: string } {
  return { name: found(person, `person "${id}" in the directory`).name };
}

async function listPeople({ store, inForce: { directory } }: Context) {
  const facts = await allPeopleFacts(store.read);
  return Object.keys(directory.people).flatMap((id) => {
    const person = personOf(directory, id);
    if (!person) return [];
    const last = (what: 'provenText' | 'provenRing') => {
      const times = facts.flatMap(({ fact, address, since }) =>
        fact === what && person.phones.includes(address) ? [since] : [],
      );
      return isoOrNull(times.length > 0 ? Math.max(...times) : null);
    };
    return [{ ...person, textProvenAt: last('provenText'), ringProvenAt: last('provenRing') }];
  });
}
