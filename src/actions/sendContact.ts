/** The hotline's card goes to whoever comes into the directory, so that a phone lets its pages through. */
import { contactText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { anyPersonFact, notePersonFact } from '../store/write/peopleFacts.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { DESK, personOf, type Reachable } from './people.ts';

/**
 * Sends it to everybody whom the directory in force names for the first time. A database that knows nobody yet takes all
 * of them for known: nobody is texted because the service is new, or because its database is.
 */
export async function greetNewPeople(context: Context): Promise<void> {
  const { directory } = context.inForce;
  const people = Object.keys(directory.people).flatMap((id) => personOf(directory, id) ?? []);
  await context.store.transact(async (tx) => {
    const isFirst = !(await anyPersonFact(tx, 'greeted'));
    const since = context.clock.now();
    for (const person of people) {
      const fact = { address: person.phone, fact: 'greeted' as const, since, detail: null };
      if ((await notePersonFact(tx, fact)) && !isFirst) await send(tx, context, person);
    }
  });
  context.wake();
}

/** Sends it to one person at a lead's wish. @returns who gets it; null when there is no such person */
export async function sendContact(context: Context, id: string): Promise<Reachable | null> {
  const person = id === DESK ? null : personOf(context.inForce.directory, id);
  if (person) await context.store.transact((tx) => send(tx, context, person));
  context.wake();
  return person;
}

async function send(tx: Tx, context: Context, person: Reachable): Promise<void> {
  const body = contactText(context.addresses.contact);
  const row = { toNumber: person.phone, person: person.id, body };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...row }));
}
