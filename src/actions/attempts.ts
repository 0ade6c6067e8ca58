/** The rows behind a page's effects: texts, ringing phones, and stopping both. Nothing is sent here. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { LogFields } from '../domain/ports.ts';
import type { Case, OutboxRow, Page } from '../domain/records.ts';
import type { PageEffect } from '../paging/advance.ts';
import { closedText, movedText, pageText, takenText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvents } from '../store/write/cases.ts';
import { insertOutbox, openCodes, textsTo } from '../store/write/outbox.ts';
import { casesOfPage } from '../store/write/pages.ts';
import { casesInText } from './casesInText.ts';
import type { Context } from './context.ts';
import { idsOfPage } from './logIds.ts';
import { newRow } from './newRow.ts';
import { nameOf, personOf, type Reachable } from './people.ts';
import { ringOut } from './ringOut.ts';
import { stopRing } from './stopRing.ts';
import { takingCalls } from './takingCalls.ts';

export interface PageWork {
  page: Page;
  /** The cases nobody has yet: what is named to the person. */
  cases: readonly Case[];
  at: { step: number; round: number };
  /** When whatever caused this move asked for it. */
  wantedAt: Instant;
  /** Every row of the page so far. */
  attempts: readonly OutboxRow[];
}

export async function textPerson(tx: Tx, context: Context, work: PageWork, id: string): Promise<void> {
  const person = personOf(context.inForce.directory, id);
  if (!person) return;
  // One code per person and page: a reminder carries the code of the text before it.
  const given = work.attempts.find(
    (row) => row.person === id && row.code !== null && row.createdAt >= codesSince(context),
  );
  const code =
    given?.code ??
    (await freeCode(
      tx,
      context,
      idsOfPage(
        work.page,
        work.cases.map((one) => one.number),
      ),
      id,
    ));
  const team = context.inForce.directory.teams[work.page.team]?.name ?? work.page.team;
  const row = newRow(context, {
    ...commonOf(work, person),
    kind: 'text',
    purpose: 'page',
    body: pageText(team, await casesInText(tx, context, work.cases), code),
    code,
  });
  await insertOutbox(tx, row);
  await noteAll(tx, context, work.cases, `${person.name} is paged by text (code ${code}).`);
}

/** @param number the one to ring; the first of theirs that takes our calls when absent */
export async function ringPerson(
  tx: Tx,
  context: Context,
  work: PageWork,
  id: string,
  ringSeconds: number,
  number?: string,
): Promise<void> {
  const person = personOf(context.inForce.directory, id);
  if (!person) return;
  const row = commonOf(work, person);
  const { cases } = row;
  const toNumber = number ?? (await takingCalls(tx, person, context.clock.now()))[0] ?? person.phone;
  const leg = { team: work.page.team };
  await ringOut(tx, context, { purpose: 'page', flow: 'page', toNumber, ringSeconds, person: id, cases, row, leg });
  const which = number === undefined ? '' : ' on their next number';
  await noteAll(tx, context, work.cases, `${person.name} is rung${which}.`);
}

function commonOf(work: PageWork, person: Reachable) {
  return {
    toNumber: person.phone,
    person: person.id,
    pageId: work.page.id,
    step: work.at.step,
    round: work.at.round,
    wantedAt: work.wantedAt,
    cases: work.cases.map((one) => one.number),
  };
}

/** A line on the timeline of each of these cases. */
export async function noteAll(tx: Tx, context: Context, cases: readonly Case[], text: string): Promise<void> {
  const numbers = cases.map((one) => one.number);
  await addCaseEvents(tx, numbers, { at: context.clock.now(), text });
}

/** Two digits that this person has not been given within 48 hours; the chance of the roll decides where the search begins. */
export async function freeCode(tx: Tx, context: Context, ids: LogFields, person: string): Promise<number> {
  const taken = new Set(await openCodes(tx, person, codesSince(context)));
  const first = context.ids.twoDigits();
  for (let i = 0; i < 90; i++) {
    const code = 10 + ((first - 10 + i) % 90);
    if (!taken.has(code)) return code;
  }
  context.log.error('alarm: somebody has been given every code within 48 hours', ids);
  return first;
}

function codesSince(context: Context): Instant {
  return context.clock.now() - limits.codeHours * 3_600_000;
}

/** What has not been sent is dropped; a phone that is ringing is stopped; one that has been answered hears who has it. */
export async function cancelAttempts(tx: Tx, context: Context, attempts: readonly OutboxRow[]): Promise<void> {
  for (const row of attempts)
    if (row.purpose === 'page' && (row.kind === 'ring' || row.state === 'waiting')) await stopRing(tx, context, row);
}

/**
 * Everybody who was told of these cases by text learns who has them, so that nobody gets up for nothing.
 * @param by directory id of whoever has them now, or said whose they are; null when a human closed them
 * @param taken the cases; null for all that the page still had
 * @param movedTo the team that is asked instead
 */
export async function tellOthers(
  tx: Tx,
  context: Context,
  work: PageWork,
  { by, taken, movedTo }: Pick<Extract<PageEffect, { kind: 'tellOthers' }>, 'by' | 'taken' | 'movedTo'>,
): Promise<void> {
  const { directory } = context.inForce;
  const waiting = (await casesOfPage(tx, work.page.id)).filter((row) => row.state === 'waiting');
  const ended = taken ?? waiting.map((row) => row.caseNumber);
  const told = new Map<string, Set<string>>();
  for (const row of work.attempts) {
    if (row.kind !== 'text' || row.purpose !== 'page' || row.person === null || row.person === by) continue;
    if (row.state !== 'sent' && row.state !== 'done' && row.state !== 'sending' && row.state !== 'unknown') continue;
    const numbers = told.get(row.person) ?? new Set();
    for (const number of row.cases) if (ended.includes(number)) numbers.add(number);
    told.set(row.person, numbers);
  }
  for (const [id, named] of told) {
    const person = personOf(directory, id);
    const numbers = [...named].sort();
    if (!person || numbers.length === 0 || (await hasBeenTold(tx, context, id, numbers))) continue;
    const body = movedTo
      ? movedText(numbers, directory.teams[movedTo]?.name ?? movedTo)
      : by === null
        ? closedText(numbers)
        : takenText(numbers, nameOf(directory, by));
    const common = { toNumber: person.phone, person: person.id, pageId: work.page.id, cases: numbers, body };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...common }));
  }
}

/** Both teams' pages may carry a case; a lead who was texted for both is told once. */
async function hasBeenTold(tx: Tx, context: Context, person: string, numbers: readonly string[]): Promise<boolean> {
  const recent = await textsTo(tx, person, 'news', context.clock.now());
  // What the caller said belongs to no page, and tells of nobody who has it.
  return numbers.every((number) => recent.some((row) => row.pageId !== null && row.cases.includes(number)));
}
