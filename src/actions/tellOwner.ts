import { limits } from '../domain/limits.ts';
import type { Case } from '../domain/records.ts';
import { callerWroteText } from '../paging/callerWords.ts';
import type { Tx } from '../store/handle.ts';
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
export async function tellOwner(tx: Tx, context: Context, opened: Case, words: string): Promise<void> {
  const now = context.clock.now();
  const owner = opened.takenBy === null ? null : personOf(context.inForce.directory, opened.takenBy);
  const person = owner && owner.id !== DESK ? owner : await whomToTell(tx, context, opened.team ?? '', now);
  if (!person) return;
  const told = await textsTo(tx, person.id, 'wanted', now - 3_600_000);
  if (told.filter((row) => row.cases.includes(opened.number)).length >= limits.callerWordsTold) return;
  const code = person === owner ? await codeFor(tx, context, person.id, opened.number) : null;
  const row = { toNumber: person.phone, person: person.id, cases: [opened.number], code };
  const body = callerWroteText(opened, words, code);
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'wanted', ...row, body }));
}
