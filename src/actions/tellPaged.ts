import { limits } from '../domain/limits.ts';
import type { Case, Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent } from '../store/write/cases.ts';
import { attemptsOfPage, insertOutbox, newestCodeFor } from '../store/write/outbox.ts';
import { casesOfPage } from '../store/write/pages.ts';
import { lockPromise } from '../store/write/promises.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { DESK, personOf } from './people.ts';

/**
 * Texts news of a case to whoever has it, or to those who were paged for it and can still take it.
 * @param pages the pages of the case, locked
 * @param write the text, with the code that takes the case while nobody has it
 * @param note what the timeline says of each of them, after the name
 */
export async function tellPaged(
  tx: Tx,
  context: Context,
  opened: Case,
  pages: readonly Page[],
  write: (code: number | null) => string,
  note: string,
): Promise<void> {
  const people = opened.state === 'accepted' ? await owner(tx, opened) : await stillAsked(tx, opened, pages);
  const since = context.clock.now() - limits.codeHours * 3_600_000;
  for (const id of people) {
    const person = id === DESK ? null : personOf(context.inForce.directory, id);
    if (!person) continue;
    const code = opened.state === 'open' ? await newestCodeFor(tx, id, opened.number, since) : null;
    const body = write(code);
    // It belongs to no page and has no code of its own: the text before it named every case that the code takes.
    const row = { toNumber: person.phone, person: id, cases: [opened.number], body };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...row }));
    const text = `${person.name} ${note}`;
    await addCaseEvent(tx, { caseNumber: opened.number, at: context.clock.now(), text });
  }
}

/** Whoever has it, until they have spoken with the caller. */
async function owner(tx: Tx, { number, takenBy }: Case): Promise<string[]> {
  const promise = await lockPromise(tx, number);
  return takenBy === null || promise?.state === 'kept' ? [] : [takenBy];
}

/** Those whom a page that goes on has told of the case, and who have not passed. */
async function stillAsked(tx: Tx, { number, state }: Case, pages: readonly Page[]): Promise<string[]> {
  const people = new Set<string>();
  for (const page of state === 'open' ? pages : []) {
    const waits = (await casesOfPage(tx, page.id)).some((row) => row.caseNumber === number && row.state === 'waiting');
    if (isOver(page) || !waits) continue;
    for (const { kind, purpose, person, state: sent, cases } of await attemptsOfPage(tx, page.id)) {
      const wasTold = kind === 'text' && purpose === 'page' && sent !== 'refused' && sent !== 'dropped';
      if (person !== null && wasTold && cases.includes(number) && !page.passedBy.includes(person)) people.add(person);
    }
  }
  return [...people];
}
