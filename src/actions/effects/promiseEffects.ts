/** What a technician's turn writes about the promise of a case they have. */
import type { Effect } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import { whyNotDialled } from '../../domain/phone.ts';
import type { Case } from '../../domain/records.ts';
import { writeClock } from '../../domain/writeTime.ts';
import { droppedText, rangYouText } from '../../paging/promiseWords.ts';
import { addCaseEvent, addCaseEvents, lockCases } from '../../store/write/cases.ts';
import { untoldDeskOpenings, updateDeskOpening } from '../../store/write/deskOpenings.ts';
import { insertOutbox, textsAbout } from '../../store/write/outbox.ts';
import { factsOf } from '../../store/write/peopleFacts.ts';
import { lockPromise, updatePromise } from '../../store/write/promises.ts';
import { afterAccepting } from '../afterAccepting.ts';
import { codeFor } from '../codeFor.ts';
import { newRow } from '../newRow.ts';
import { nameOf, personOf } from '../people.ts';
import { stillHolds } from '../refusals.ts';
import { stopVainRings } from '../stopVainRings.ts';
import type { Work } from './work.ts';

export async function confirmPromise({ tx, context, leg, now, named }: Work): Promise<void> {
  for (const number of named) if (await lockPromise(tx, number)) await updatePromise(tx, number, { confirmedAt: now });
  const text = `${nameOf(context.inForce.directory, leg.person)} said by key that they are on it.`;
  await addCaseEvents(tx, named, { at: now, text });
  await stopVainRings(tx, context, named);
}

export async function after(
  { tx, context, leg, named }: Work,
  effect: Extract<Effect, { kind: 'after' }>,
): Promise<void> {
  const person = personOf(context.inForce.directory, leg.person ?? '');
  if (person) await afterAccepting(tx, context, { act: effect.act, person, cases: named, how: 'by key' });
}

/** At most one such text in ten minutes: a technician who tries again and again must not fill the caller's phone. */
export async function tellRang({ tx, context, leg, now, named }: Work): Promise<void> {
  const { directory } = context.inForce;
  for (const one of await lockCases(tx, [...named].sort())) {
    const number = one.callBackNumber;
    if (number === null || whyNotDialled(number, context.allowedCountries) !== null) continue;
    const refuses = (await factsOf(tx, [number])).some((fact) => fact.fact === 'textsRefused' && stillHolds(fact, now));
    const recent = await textsAbout(tx, number, 'caller', now - limits.rangYouSeconds * 1000);
    if (refuses || recent.some((row) => row.body?.includes(' rang you at '))) continue;
    const name = nameOf(directory, leg.person);
    const body = rangYouText(name, writeClock(now, context.timezone), one.number, context.hotlineNumber);
    const row = { toNumber: number, cases: [one.number], body };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'caller', ...row }));
    await addCaseEvent(tx, { caseNumber: one.number, at: now, text: `The caller is told by text that ${name} rang.` });
  }
}

/** Somebody still on the line is asked there. */
export async function offerAgain({ tx, context, leg, named }: Work): Promise<void> {
  const person = personOf(context.inForce.directory, leg.person ?? '');
  if (!person || leg.endedAt === null) return;
  const [one]: (Case | undefined)[] = await lockCases(tx, [...named].sort());
  if (!one || one.callBackNumber === null) return;
  const code = await codeFor(tx, context, person.id, one.number);
  const row = { toNumber: person.phone, person: person.id, cases: [one.number], code };
  const body = droppedText(one.number, code);
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'answer', ...row, body }));
}

export async function deskTold({ tx, now, named }: Work): Promise<void> {
  for (const opensAt of await untoldDeskOpenings(tx))
    if (opensAt <= now) await updateDeskOpening(tx, opensAt, { nextAt: null, heardAt: now });
  await addCaseEvents(tx, named, { at: now, text: 'Somebody at the desk has heard that this case still runs.' });
}
