/** Whoever is not there when something is done in their name is told of it. */
import type { Case } from '../domain/records.ts';
import { givenText } from '../paging/givenWords.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent } from '../store/write/cases.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { codeFor } from './codeFor.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { DESK, type Reachable } from './people.ts';
import { ringInTurn } from './ringInTurn.ts';

/**
 * Another one has given somebody these cases: they are texted, and for a critical one rung as whoever has a case and asks to
 * be connected, since a text wakes nobody.
 * @param actor the name of whoever gave them
 */
export async function tellGiven(
  tx: Tx,
  context: Context,
  given: readonly Case[],
  person: Reachable,
  actor: string,
): Promise<void> {
  // The desk takes no texts.
  if (person.id === DESK) return;
  for (const one of given) {
    const code = await codeFor(tx, context, person.id, one.number);
    const row = { toNumber: person.phone, person: person.id, cases: [one.number], body: givenText(one, actor, code) };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'promise', ...row, code }));
    const isRung = one.urgency === 'critical';
    if (isRung) await ringInTurn(tx, context, 'call', person, one);
    const text = `${person.name} is told by text that they have it${isRung ? ', and rung' : ''}.`;
    await addCaseEvent(tx, { caseNumber: one.number, at: context.clock.now(), text });
  }
}

/** Another one has done something with cases that somebody had. @param body what they are told */
export async function tellGone(
  tx: Tx,
  context: Context,
  cases: readonly Case[],
  person: Reachable,
  body: string,
): Promise<void> {
  if (person.id === DESK) return;
  const row = { toNumber: person.phone, person: person.id, cases: cases.map((one) => one.number), body };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...row }));
}
