/** What turns write about pages: starting, hastening, choosing the team, accepting, passing. */
import type { Effect } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import type { Case, Page } from '../../domain/records.ts';
import { acceptedText } from '../../paging/words.ts';
import type { Tx } from '../../store/handle.ts';
import { addCaseEvent, addCaseEvents, lockCase, updateCase } from '../../store/write/cases.ts';
import { liveCallersOf, updateLeg } from '../../store/write/legs.ts';
import { insertOutbox, lockOutbox, outboxById, updateOutbox } from '../../store/write/outbox.ts';
import {
  addPageCase,
  casesOfPage,
  insertPage,
  lockPage,
  lockPagesOf,
  pagesOfCase,
  unacceptedPagesOf,
  updatePageCase,
} from '../../store/write/pages.ts';
import { acceptCases as takeCases } from '../acceptCases.ts';
import { canBeReached } from '../canBeReached.ts';
import type { Context } from '../context.ts';
import { noteOpening } from '../deskOpens.ts';
import { keepPromises } from '../keepPromises.ts';
import { idsOfPage } from '../logIds.ts';
import { deadManAt, movePage } from '../movePage.ts';
import { newPage } from '../newPage.ts';
import { newRow } from '../newRow.ts';
import { DESK, nameOf, personOf } from '../people.ts';
import { hasToldOf, waitsOn, withdrawCase } from '../withdrawCase.ts';
import type { Work } from './work.ts';

/** Commits a page per team that may be meant. It starts by itself after 120 s: nothing has to notice (promise 2). */
export async function startPage({ tx, context, leg, now }: Work): Promise<void> {
  const opened = await lockCase(tx, leg.caseNumber ?? '');
  if (!opened) return;
  const already = new Set((await pagesOfCase(tx, opened.number)).map((page) => page.team));
  const every = Object.keys(context.inForce.directory.teams);
  // A major incident is everybody's, and starts pages of its own.
  const isMajor = opened.priority === 'P1';
  const teams = isMajor || leg.team === null || leg.team === 'both' ? every : [leg.team];
  const missing = teams.filter((one) => !already.has(one)).sort();
  // None is moved before all are locked.
  const running = isMajor ? new Map<string, Page>() : await unacceptedPagesOf(tx, missing);
  for (const team of missing) await joinOrInsertPage(tx, context, opened, team, running.get(team) ?? null, now);
  await noteOpening(tx, context);
}

/**
 * The case waits on the team's page from now on, by which it starts after 120 s at the latest.
 * @param running the team's page that nobody has accepted, locked; null when it has none
 * @returns that page, or the new one
 */
export async function joinOrInsertPage(
  tx: Tx,
  context: Context,
  opened: Case,
  team: string,
  running: Page | null,
  now: number,
): Promise<Page> {
  const page = running ?? newPage(context, team, deadManAt(now));
  if (!running) {
    await insertPage(tx, page);
    context.log.info('a page was opened', { ...idsOfPage(page, [opened.number]), leg: opened.legId, team });
  }
  const isKnown = (await casesOfPage(tx, page.id)).some((row) => row.caseNumber === opened.number);
  if (isKnown) await updatePageCase(tx, page.id, opened.number, { state: 'waiting' });
  else await addPageCase(tx, { pageId: page.id, caseNumber: opened.number, state: 'waiting', joinedAt: now });
  if (!running) return page;
  return movePage(tx, context, running, { kind: 'caseJoined', deadManSeconds: limits.deadManSeconds });
}

/**
 * Narrows a case to its team: another team's page loses the case, and ends if it had no other. No case loses its last
 * page by it (promise 2): a team that nobody knows counts as both, one without a page gets one, and where the chosen
 * team's page is over, the others go on.
 */
export async function chooseTeam(
  { tx, context, leg, now }: Work,
  effect: Extract<Effect, { kind: 'chooseTeam' }>,
): Promise<void> {
  const number = leg.caseNumber ?? '';
  const pages = await lockPagesOf(tx, [number]);
  const own = pages.filter((page) => page.team === effect.team);
  const { teams } = context.inForce.directory;
  const team = own.length > 0 || Object.hasOwn(teams, effect.team) ? effect.team : 'both';
  await updateLeg(tx, leg.id, { team });
  const opened = await lockCase(tx, number);
  if (!opened) return;
  if (team !== 'both') await updateCase(tx, number, { team });
  const name = team === 'both' ? 'both teams' : (teams[team]?.name ?? team);
  const note = (text: string) => addCaseEvent(tx, { caseNumber: number, at: now, text });
  if (team !== 'both' && own.length > 0 && !(await waitsOn(tx, own, number)))
    return note(`The case is for ${name}, whose page is over; any other page goes on.`);
  await note(`The case goes to ${name}.`);
  if (team === 'both' || pages.length === 0) return;
  if (own.length === 0) {
    const running = await unacceptedPagesOf(tx, [team]);
    await joinOrInsertPage(tx, context, opened, team, running.get(team) ?? null, now);
  }
  for (const page of pages) if (page.team !== team) await withdrawCase(tx, context, page, number);
}

/** Once somebody has been told of the case there is nothing left to hasten: the end of the recording and a hang-up are one haste. */
export async function bringPageForward({ tx, context, leg, now }: Work): Promise<void> {
  const number = leg.caseNumber ?? '';
  const pages = await lockPagesOf(tx, [number]);
  // Gone without a trace: a recording may still be heard of until the dead man's time is up.
  const opened = leg.endedAt === null ? null : await lockCase(tx, number);
  if (opened && !(await canBeReached(tx, opened, now))) return;
  for (const page of pages) {
    const waiting = (await casesOfPage(tx, page.id)).some(
      (row) => row.caseNumber === number && row.state === 'waiting',
    );
    if (waiting && !(await hasToldOf(tx, page, number))) await movePage(tx, context, page, { kind: 'broughtForward' });
  }
}

/** Only a key or a word leads here: the lint proves it for every flow (promise 3). */
export async function acceptCases({ tx, context, leg, named }: Work): Promise<void> {
  if (leg.person === null) return;
  const taken = await takeCases(tx, context, { person: leg.person, cases: named, how: 'by key' });
  if (taken.length === 0) return;
  const row = leg.outboxId ? await outboxById(tx, leg.outboxId) : null;
  // What became of a ring is not changed by a later call.
  if (row && (leg.kind === 'page' || row.kind === 'text')) await updateOutbox(tx, row.id, { outcome: 'accepted' });
  const first = (await heldCase(tx, taken)) ?? taken[0];
  const chosen = first?.number ?? null;
  // Whoever called us has a case number reserved for that call.
  await updateLeg(tx, leg.id, leg.kind === 'page' ? { caseNumber: chosen } : { inHand: chosen });
  // Several at once are too much for the ear: the list comes by text as well; the desk's phone takes none.
  const isTexted = taken.length > 1 && leg.person !== DESK;
  const person = isTexted ? personOf(context.inForce.directory, leg.person) : null;
  if (person)
    await insertOutbox(
      tx,
      newRow(context, {
        kind: 'text',
        purpose: 'answer',
        toNumber: person.phone,
        person: person.id,
        body: acceptedText(taken),
      }),
    );
}

/** The case whose caller waits on hold, so that it is the one in hand. */
async function heldCase(tx: Tx, taken: readonly Case[]): Promise<Case | null> {
  for (const one of taken) {
    const callers = await liveCallersOf(tx, one.number);
    if (callers.some((leg) => leg.state.waitingSince !== null)) return one;
  }
  return null;
}

export async function passPage({ tx, context, leg, now, named }: Work): Promise<void> {
  const row = leg.outboxId ? await lockOutbox(tx, leg.outboxId) : null;
  const pageId = leg.pageId ?? row?.pageId ?? null;
  if (leg.person === null || row === null || pageId === null) return;
  if (leg.kind === 'page' || row.kind === 'text') await updateOutbox(tx, row.id, { outcome: 'passed' });
  await passFor(tx, context, pageId, leg.person, named, now, 'by key');
}

/** Somebody says "not me": the timeline shows it, and the page moves on if nobody else can still answer. */
export async function passFor(
  tx: Tx,
  context: Context,
  pageId: string,
  person: string,
  named: readonly string[],
  now: number,
  how: string,
): Promise<void> {
  const page = await lockPage(tx, pageId);
  if (!page) return;
  context.log.info('a page was passed by somebody', { ...idsOfPage(page, named), how });
  const text = `${nameOf(context.inForce.directory, person)} passed ${how}.`;
  await addCaseEvents(tx, named, { at: now, text });
  await movePage(tx, context, page, { kind: 'passed', person });
}

export async function callLater({ tx, context, leg, now, named }: Work): Promise<void> {
  await updateLeg(tx, leg.id, { will: 'callLater' });
  const text = `${nameOf(context.inForce.directory, leg.person)} will call the caller back.`;
  await addCaseEvents(tx, named, { at: now, text });
}

export async function keepPromise(
  { tx, context, leg, named }: Work,
  effect: Extract<Effect, { kind: 'keepPromise' }>,
): Promise<void> {
  const text = `${nameOf(context.inForce.directory, leg.person)} spoke with the caller. ${effect.how}`;
  await keepPromises(tx, context, named, text);
}
