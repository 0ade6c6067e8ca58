/** Trying somebody's phone: one text and one ring, both marked TEST. No case, no page. */
import { limits } from '../domain/limits.ts';
import { testText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import type { PersonFact } from '../store/rows/outside.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { forgetPersonFact, notePersonFact } from '../store/write/peopleFacts.ts';
import { freeCode } from './attempts.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { DESK, personOf, type Reachable } from './people.ts';
import { ringOut } from './ringOut.ts';

/** Texts and rings one person once. @returns who; null when there is no such person */
export async function testPerson(context: Context, id: string): Promise<Reachable | null> {
  const person = id === DESK ? null : personOf(context.inForce.directory, id);
  if (!person) return null;
  await context.store.transact(async (tx) => {
    const code = await freeCode(tx, context, {}, id);
    const common = { purpose: 'test' as const, toNumber: person.phone, person: id };
    await insertOutbox(tx, newRow(context, { ...common, kind: 'text', body: testText(person.name, code), code }));
    await ringOut(tx, context, { ...common, flow: 'test', ringSeconds: limits.testRingSeconds, cases: [] });
  });
  context.wake();
  return person;
}

/** Somebody has shown by the code, or by the key, that this number of theirs works. The newest proof counts. */
export async function noteProof(
  tx: Tx,
  context: Context,
  address: string,
  fact: Extract<PersonFact['fact'], 'provenText' | 'provenRing'>,
): Promise<void> {
  await forgetPersonFact(tx, address, fact);
  await notePersonFact(tx, { address, fact, since: context.clock.now(), detail: null });
}
