/** What the caller said, in writing: it comes minutes after the recording, often when somebody has been texted already. */
import type { CallbackMeaning } from '../domain/ports.ts';
import type { Case, Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import { saidText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase } from '../store/write/cases.ts';
import { attemptsOfPage, insertOutbox } from '../store/write/outbox.ts';
import { casesOfPage, lockPagesOf } from '../store/write/pages.ts';
import { lockPromise } from '../store/write/promises.ts';
import { lockRecording, recordingBySid, updateRecording } from '../store/write/recordings.ts';
import { codeFor } from './codeFor.ts';
import type { Context } from './context.ts';
import { newRow } from './newRow.ts';
import { noteRecording } from './noteRecording.ts';
import { DESK, personOf } from './people.ts';

/**
 * Keeps a transcript. The first of a recording is texted, once, to whoever has the case, or to those who were paged for
 * it and can still take it.
 */
export async function noteTranscript(
  tx: Tx,
  context: Context,
  legId: string,
  news: Extract<CallbackMeaning, { about: 'transcript' }>,
): Promise<void> {
  // Where there is a transcript there is a recording, even if this is the first we hear of it; how long it is comes later.
  if (!(await recordingBySid(tx, news.recording))) {
    const recording = { ...news, about: 'recording' as const, account: '', status: 'completed', seconds: null };
    await noteRecording(tx, context, legId, recording);
  }
  const number = (await recordingBySid(tx, news.recording))?.caseNumber ?? '';
  // Pages and case come before the recording in the order of locks.
  const pages = await lockPagesOf(tx, [number]);
  const opened = await lockCase(tx, number);
  const known = await lockRecording(tx, news.recording);
  await updateRecording(tx, news.recording, { transcript: news.text });
  if (opened && known?.transcript === null) await tell(tx, context, opened, pages, news.text);
}

async function tell(tx: Tx, context: Context, opened: Case, pages: readonly Page[], said: string): Promise<void> {
  const people = opened.state === 'accepted' ? await owner(tx, opened) : await stillAsked(tx, opened, pages);
  for (const id of people) {
    const person = id === DESK ? null : personOf(context.inForce.directory, id);
    if (!person) continue;
    const code = opened.state === 'open' ? await codeFor(tx, context, id, opened.number) : null;
    const body = saidText(opened.number, said, code);
    // It belongs to no page and has no code of its own: the text before it named every case that the code takes.
    const row = { toNumber: person.phone, person: id, cases: [opened.number], body };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...row }));
    const text = `${person.name} is texted what the caller said.`;
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
