/** What is written when a caller does not know the team: leadership is asked, and decides. */
import type { Effect, Instant } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import type { Case, Page } from '../../domain/records.ts';
import { speakList } from '../../domain/speak.ts';
import { isOver } from '../../paging/advance.ts';
import { canWaitText } from '../../paging/words.ts';
import type { Tx } from '../../store/handle.ts';
import { addCaseEvent, lockCase, updateCase } from '../../store/write/cases.ts';
import { updateLeg } from '../../store/write/legs.ts';
import { updateOutbox } from '../../store/write/outbox.ts';
import { addPageCase, casesOfPage, insertPage, lockPagesOf, updatePage } from '../../store/write/pages.ts';
import { lockPromise, updatePromise } from '../../store/write/promises.ts';
import { isHeld, isUndecided, offeredTeams, sayDecision } from '../choices.ts';
import type { Context } from '../context.ts';
import { idsOfPage } from '../logIds.ts';
import { movePage } from '../movePage.ts';
import { newPage } from '../newPage.ts';
import { askedWhenUnsure, nameOf, personOf } from '../people.ts';
import { ringOut } from '../ringOut.ts';
import { stopVainRings } from '../stopVainRings.ts';
import { textCaller } from '../textCaller.ts';
import { hasToldOf, waitsOn, withdrawCase } from '../withdrawCase.ts';
import type { Work } from './work.ts';

/**
 * Everybody of leadership is rung at once, and the pages of the case wait for the first key. When that time is up they go
 * out by themselves, to every team: their due time says so, and nothing has to notice (promise 2).
 */
export async function askLeadership({ tx, context, leg, now }: Work): Promise<void> {
  const number = leg.caseNumber ?? '';
  const pages = await lockPagesOf(tx, [number]);
  await updateLeg(tx, leg.id, { team: 'both' });
  const opened = await lockCase(tx, number);
  if (opened?.state !== 'open' || opened.choice !== null) return;
  const { directory } = context.inForce;
  const until = now + directory.unsure.withinSeconds * 1000;
  let held = 0;
  for (const page of pages) if (await holdBack(tx, context, page, opened, until)) held += 1;
  const note = (text: string) => addCaseEvent(tx, { caseNumber: number, at: now, text });
  if (held === 0) return note('The caller does not know the team. The case goes to both teams.');
  await updateCase(tx, number, { choice: 'asked' });
  const asked = askedWhenUnsure(directory).flatMap((id) => personOf(directory, id) ?? []);
  const ringSeconds = limits.choiceRingSeconds;
  // Whoever sleeps through the first ring is rung once more.
  for (const at of [now, now + limits.choiceAgainSeconds * 1000].filter((one) => one + ringSeconds * 1000 < until))
    for (const { id, phone } of asked) {
      const row = { dueAt: at, wantedAt: at };
      const ring = { toNumber: phone, ringSeconds, person: id, cases: [number], row };
      await ringOut(tx, context, { purpose: 'choice', flow: 'choice', ...ring });
    }
  await note(`The caller does not know the team. ${speakList(asked.map(({ name }) => name))} are asked by phone.`);
}

/**
 * Lets a locked page wait for leadership. One that other cases are on, too, goes on with them: this case gets a page of its own.
 * @returns false when the case does not wait on it, or somebody has been told already
 */
async function holdBack(tx: Tx, context: Context, page: Page, opened: Case, until: Instant): Promise<boolean> {
  const { number } = opened;
  if (isOver(page) || !(await waitsOn(tx, [page], number)) || (await hasToldOf(tx, page, number))) return false;
  const others = (await casesOfPage(tx, page.id)).some((row) => row.caseNumber !== number && row.state === 'waiting');
  if (page.state === 'waiting' && !others) {
    await updatePage(tx, page.id, { heldUntil: until, dueAt: until });
    return true;
  }
  const own = newPage(context, page.team, until, { heldUntil: until });
  await insertPage(tx, own);
  await addPageCase(tx, { pageId: own.id, caseNumber: number, state: 'waiting', joinedAt: context.clock.now() });
  await withdrawCase(tx, context, page, number);
  context.log.info('a page was opened', { ...idsOfPage(own, [number]), leg: opened.legId, team: own.team });
  return true;
}

/** The first key decides: what comes after it changes nothing. */
export async function decide(
  { tx, context, leg, now, named }: Work,
  effect: Extract<Effect, { kind: 'decide' }>,
): Promise<void> {
  const [number = ''] = named;
  const pages = await lockPagesOf(tx, [number]);
  const opened = await lockCase(tx, number);
  if (!opened || !isUndecided(opened, pages)) return;
  const { directory } = context.inForce;
  const by = { choiceBy: leg.person };
  if (leg.outboxId) await updateOutbox(tx, leg.outboxId, { outcome: 'decided' });
  const decided = await carryOut(tx, context, opened, pages, effect.for);
  await updateCase(tx, number, { ...decided, ...by });
  const said = sayDecision(directory, { ...opened, ...decided });
  const text = `${nameOf(directory, leg.person)} decided by key: ${said}.`;
  await addCaseEvent(tx, { caseNumber: number, at: now, text });
  context.log.info('leadership has decided', { case: number, choice: decided.choice });
  if (decided.choice === 'canWait') await letWait(tx, context, opened, now);
  await stopVainRings(tx, context, [number]);
}

type Decided = Pick<Case, 'team'> & { choice: 'team' | 'both' | 'canWait' };

/** Releases the pages that are meant and withdraws the others. No case loses its last page by it, unless it can wait. */
async function carryOut(
  tx: Tx,
  context: Context,
  opened: Case,
  pages: readonly Page[],
  meant: 'first' | 'second' | 'both' | 'canWait',
): Promise<Decided> {
  const { number } = opened;
  const held = pages.filter(isHeld);
  const [first, second] = offeredTeams(context.inForce.directory);
  const team = meant === 'first' ? first : meant === 'second' ? second : undefined;
  const own = pages.filter((page) => page.team === team);
  // Somebody has been told of it already, by another page: then it is on their desk.
  const told = await waitsOn(
    tx,
    pages.filter((page) => !isHeld(page)),
    number,
  );
  if (meant === 'canWait' && !told) {
    for (const page of held) await withdrawCase(tx, context, page, number);
    return { choice: 'canWait', team: opened.team };
  }
  if (team === undefined || !(await waitsOn(tx, own, number))) {
    for (const page of held) await movePage(tx, context, page, { kind: 'released' });
    return { choice: 'both', team: opened.team };
  }
  for (const page of held)
    if (page.team === team) await movePage(tx, context, page, { kind: 'released' });
    else await withdrawCase(tx, context, page, number);
  return { choice: 'team', team };
}

/** It is routine now, and the caller learns so: on hold, and by text. */
async function letWait(tx: Tx, context: Context, opened: Case, now: Instant): Promise<void> {
  const { directory, desk } = context.inForce;
  await updateCase(tx, opened.number, {
    urgency: 'routine',
    priority: 'P3',
    queue: directory.desk.queue,
    expectation: `The desk looks at it in business hours, ${desk.spoken}`,
  });
  if (await lockPromise(tx, opened.number)) await updatePromise(tx, opened.number, { nextAt: null });
  const isTexted = await textCaller(
    tx,
    context,
    opened,
    canWaitText(opened.number, desk.spoken, directory.desk.number),
  );
  const text = isTexted ? 'The caller is told so by text.' : 'There is no number at which the caller could be told so.';
  await addCaseEvent(tx, { caseNumber: opened.number, at: now, text });
}
