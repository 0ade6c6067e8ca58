import { whyNotCase } from '../domain/allowed.ts';
import type { Case, Page } from '../domain/records.ts';
import { isTakenText, takenForCallerText } from '../paging/callerWords.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCases, updateCase } from '../store/write/cases.ts';
import { liveCallersOf } from '../store/write/legs.ts';
import { casesOfPage, lockPagesOf, updatePageCase } from '../store/write/pages.ts';
import { lockPromise, updatePromise } from '../store/write/promises.ts';
import type { Context } from './context.ts';
import { movePage } from './movePage.ts';
import { nameFor, nameOf } from './people.ts';
import { stopVainRings } from './stopVainRings.ts';
import { tellCaller, textsToCaller } from './tellCaller.ts';

export interface Acceptance {
  person: string;
  /** The cases that were named to this person. */
  cases: readonly string[];
  /** How, in plain words for the timeline: "by key", "by text". */
  how: string;
  /** The name of whoever does it for them; absent when they do it themselves. */
  actor?: string | null;
}

/**
 * A human takes cases (promise 3): first acceptance wins, decided under the locks of every page the cases are on.
 * Pages that have nothing left to do end, their phones stop, and the others are told.
 * @returns the cases this person has now because of it; empty when somebody was faster or they are closed
 */
export async function acceptCases(tx: Tx, context: Context, acceptance: Acceptance): Promise<Case[]> {
  const numbers = [...new Set(acceptance.cases)].sort();
  const pages = await lockPagesOf(tx, numbers);
  const free = (await lockCases(tx, numbers)).filter((one) => whyNotCase('take', one.state) === null);
  const onPages = pages.map((page) => page.id).join(' ');
  const now = context.clock.now();
  for (const one of free) {
    await updateCase(tx, one.number, { state: 'accepted', takenBy: acceptance.person, takenAt: now });
    if (await lockPromise(tx, one.number)) await updatePromise(tx, one.number, { owner: acceptance.person });
    const name = nameOf(context.inForce.directory, acceptance.person);
    const text = `${nameFor(name, acceptance.actor ?? null)} took the case ${acceptance.how}.`;
    await addCaseEvent(tx, { caseNumber: one.number, at: now, text });
    await tellTaken(tx, context, one, name);
    context.log.info('a case was accepted', { case: one.number, page: onPages, how: acceptance.how });
  }
  if (free.length > 0) for (const page of pages) await settlePage(tx, context, page, free, acceptance.person);
  if (free.length > 0) await stopVainRings(tx, context, numbers);
  return free;
}

async function settlePage(tx: Tx, context: Context, page: Page, taken: readonly Case[], by: string): Promise<void> {
  let left = 0;
  const gone: string[] = [];
  for (const row of await casesOfPage(tx, page.id)) {
    if (row.state !== 'waiting') continue;
    if (taken.some((one) => one.number === row.caseNumber)) gone.push(row.caseNumber);
    else left += 1;
  }
  if (gone.length === 0) return;
  for (const number of gone) await updatePageCase(tx, page.id, number, { state: 'taken' });
  await movePage(tx, context, page, { kind: 'casesTaken', by, taken: gone, left });
}

/** A caller who is on the line hears it; one who is not is told by text, once. */
async function tellTaken(tx: Tx, context: Context, one: Case, name: string): Promise<void> {
  if ((await liveCallersOf(tx, one.number)).length > 0) return;
  const before = await textsToCaller(tx, one, one.openedAt);
  if (before.some((row) => isTakenText(row.body ?? ''))) return;
  await tellCaller(tx, context, one.callBackNumber, takenForCallerText(one.number, name), [one.number]);
}
