/** STOP and START: the carrier obeys them, so that we must know; and a lead must, since a page may now need the phone alone. */
import { optIn, optOut } from '../domain/optWords.ts';
import { startedText, stoppedText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { factsOf, forgetPersonFact, notePersonFact } from '../store/write/peopleFacts.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { DESK, personOf, type Reachable } from './people.ts';
import { stillHolds } from './refusals.ts';

/**
 * Marks the address at once, and tells every lead but the person.
 * @param person with the number that the text came from
 * @returns true when texts do not reach that number any more, so that nothing can be answered
 */
export async function heedOptOut(tx: Tx, context: Context, person: Reachable, body: string): Promise<boolean> {
  const now = context.clock.now();
  const address = person.phone;
  if (optOut.test(body)) {
    const known = (await factsOf(tx, [address])).find(({ fact }) => fact === 'textsRefused');
    if (known?.detail?.startsWith('sent ')) return true;
    // What the carrier refused before may be mended by itself; a person's own word is not.
    await forgetPersonFact(tx, address, 'textsRefused');
    await notePersonFact(tx, { address, fact: 'textsRefused', since: now, detail: `sent ${body.toUpperCase()}` });
    await tellLeads(tx, context, person, stoppedText(person.name, address));
    return true;
  }
  if (optIn.test(body) && (await forgetPersonFact(tx, address, 'textsRefused')))
    await tellLeads(tx, context, person, startedText(person.name, address));
  return false;
}

async function tellLeads(tx: Tx, context: Context, about: Reachable, body: string): Promise<void> {
  const { directory } = context.inForce;
  const leads = directory.leads.flatMap((id) =>
    id === about.id || id === DESK ? [] : (personOf(directory, id) ?? []),
  );
  const facts = await factsOf(
    tx,
    leads.map(({ phone }) => phone),
  );
  const now = context.clock.now();
  for (const { id, phone } of leads) {
    const refuses = facts.some((one) => one.address === phone && one.fact === 'textsRefused' && stillHolds(one, now));
    if (refuses) continue;
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'alarm', toNumber: phone, person: id, body }));
  }
}
