import { limits } from '../domain/limits.ts';
import type { Case, Leg } from '../domain/records.ts';
import { callerWroteText, messageForNoCaseText, messageLeftText } from '../paging/callerWords.ts';
import type { Tx } from '../store/handle.ts';
import { caseByNumber } from '../store/write/cases.ts';
import { insertOutbox, textsTo } from '../store/write/outbox.ts';
import { codeFor } from './codeFor.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { DESK, personOf } from './people.ts';
import { whomToTell } from './whomToTell.ts';

/**
 * Tells whoever has a case, or the lead while nobody has it, by text what its caller says. More than so many in an hour stand on the
 * timeline alone: a phone that answers by itself must not fill another.
 */
export function tellOwner(tx: Tx, context: Context, opened: Case, words: string): Promise<void> {
  return tell(tx, context, opened, (code) => callerWroteText(opened, words, code));
}

/**
 * Tells them that a call has left a message. A case that can wait is read by the desk, so nobody is told; of a message for a
 * case that there is not, the lead is.
 */
export async function tellMessage(tx: Tx, context: Context, leg: Leg): Promise<void> {
  const opened = await caseByNumber(tx, leg.caseNumber ?? '');
  if (opened?.urgency === 'critical') {
    await tell(tx, context, opened, () => messageLeftText(opened));
    return;
  }
  const person = opened ? null : await whomToTell(tx, context, leg.team ?? '', context.clock.now());
  if (!person) return;
  const row = { toNumber: person.phone, person: person.id, body: messageForNoCaseText(leg.caseNumber ?? '') };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'alarm', ...row }));
}

async function tell(tx: Tx, context: Context, opened: Case, write: (code: number | null) => string): Promise<void> {
  const now = context.clock.now();
  const owner = opened.takenBy === null ? null : personOf(context.inForce.directory, opened.takenBy);
  const person = owner && owner.id !== DESK ? owner : await whomToTell(tx, context, opened.team ?? '', now);
  if (!person) return;
  const told = await textsTo(tx, person.id, 'wanted', now - 3_600_000);
  if (told.filter((row) => row.cases.includes(opened.number)).length >= limits.callerWordsTold) return;
  const code = person === owner ? await codeFor(tx, context, person.id, opened.number) : null;
  const row = { toNumber: person.phone, person: person.id, cases: [opened.number], code };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'wanted', ...row, body: write(code) }));
}
