/** Runs the page machine on a locked page and writes what it decides. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Case, OutboxRow, Page } from '../domain/records.ts';
import {
  advance,
  byTimeAlone,
  ignores,
  isOver,
  type PageEvent,
  type PageFacts,
  type StepAttempt,
} from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEventOnce, openCasesOf } from '../store/write/cases.ts';
import { attemptsElsewhere, attemptsOfPage } from '../store/write/outbox.ts';
import { casesOfPage, updatePage } from '../store/write/pages.ts';
import { factsOf } from '../store/write/peopleFacts.ts';
import { cancelAttempts, noteAll, type PageWork, ringPerson, tellOthers, textPerson } from './attempts.ts';
import type { Context } from './context.ts';
import { isRinging } from './gatherHotlineFacts.ts';
import { idsOfPage } from './logIds.ts';
import { personOf } from './people.ts';
import { ringLimits } from './ringLimits.ts';
import { sayLeftOut } from './sayLeftOut.ts';
import { everybodyFor, standingFacts } from './standingFacts.ts';

/**
 * Gives one event to a page that the caller has locked, and commits the outcome with the caller's transaction.
 * @returns the page as it is now
 */
export async function movePage(tx: Tx, context: Context, page: Page, event: PageEvent): Promise<Page> {
  if (ignores(page, event)) return page;
  const hastened = byTimeAlone(page, event, context.clock.now());
  if (hastened) {
    await updatePage(tx, page.id, hastened);
    const waiting = (await casesOfPage(tx, page.id)).filter((row) => row.state === 'waiting');
    noteMove(
      context,
      hastened,
      event,
      waiting.map((row) => row.caseNumber),
    );
    return hastened;
  }
  const attempts = await attemptsOfPage(tx, page.id);
  const cases = await openCasesOf(tx, page.id);
  const facts = await gatherPageMachineFacts(tx, context, page, { attempts, cases });
  const { page: moved, effects } = advance(page, event, facts);
  const named =
    event.kind === 'casesTaken'
      ? event.taken
      : event.kind === 'casesMoved'
        ? event.cases
        : cases.map((one) => one.number);
  if (moved !== page) {
    await updatePage(tx, page.id, moved);
    noteMove(context, moved, event, named);
  }
  if (event.kind === 'due' && page.heldUntil !== null)
    for (const { number } of cases) await addCaseEventOnce(tx, { caseNumber: number, at: facts.now, text: UNDECIDED });
  const wantedAt = Math.min(page.dueAt ?? facts.now, facts.now);
  const work = { page: moved, cases, attempts, at: { step: moved.step, round: moved.round }, wantedAt };
  for (const effect of effects) {
    if (effect.kind === 'text') await textPerson(tx, context, work, effect.person);
    else if (effect.kind === 'ring') await ringPerson(tx, context, work, effect.person, effect.ringSeconds);
    else if (effect.kind === 'cancelAttempts') await cancelAttempts(tx, context, attempts);
    else if (effect.kind === 'tellOthers') await tellOthers(tx, context, work, effect);
    else if (effect.kind === 'leftOut')
      await noteAll(tx, context, cases, sayLeftOut(context.inForce.directory, effect));
    else if (effect.kind === 'alarm') context.log.error(`alarm: ${effect.text}`, idsOfPage(page, named));
    else await noteAll(tx, context, cases, effect.text);
  }
  return moved;
}

const UNDECIDED = 'Nobody of leadership has decided which team it is for: the case goes to both teams.';

function noteMove(context: Context, moved: Page, event: PageEvent, cases: readonly string[]): void {
  const { state, step, round } = moved;
  const message = isOver(moved) ? 'a page is over' : 'a page moved';
  context.log.info(message, { ...idsOfPage(moved, cases), how: event.kind, state, step, round });
}

async function gatherPageMachineFacts(
  tx: Tx,
  context: Context,
  page: Page,
  { attempts, cases }: Pick<PageWork, 'attempts' | 'cases'>,
): Promise<PageFacts> {
  const { directory } = context.inForce;
  const now: Instant = context.clock.now();
  const everybody = everybodyFor(context, page.team, now).map((id) => personOf(directory, id));
  const known = await factsOf(
    tx,
    everybody.flatMap((person) => person?.phones ?? []),
  );
  const standing = standingFacts(context, page.team, now, known);
  return {
    ...standing,
    ...(await atThisMoment(tx, page, attempts, cases, now)),
    ...(await ringLimits(tx, { attempts, cases }, everybody, now)),
    newTo: newTo(standing.onCall, attempts, cases),
    major: cases.some(({ priority }) => priority === 'P1'),
    stepAttempts: attempts.filter((row) => row.step === page.step && row.round === page.round).flatMap(fateOf),
  };
}

/** Who of these people has not been told of some case that waits. */
function newTo(people: readonly string[], attempts: readonly OutboxRow[], cases: readonly Case[]): string[] {
  const isToldOf = (person: string, one: Case) =>
    attempts.some((row) => row.person === person && row.state !== 'dropped' && row.cases.includes(one.number));
  return people.filter((person) => cases.some((one) => !isToldOf(person, one)));
}

/** Whom we are reaching right now: by this page, or by another that names the same cases ("not sure" pages both teams). */
async function atThisMoment(
  tx: Tx,
  page: Page,
  attempts: readonly OutboxRow[],
  cases: readonly Case[],
  now: Instant,
): Promise<Pick<PageFacts, 'beingRung' | 'beingTexted'>> {
  const elsewhere = await attemptsElsewhere(tx, page.id, now - limits.ringLastsSeconds * 1000);
  const same = elsewhere.filter((row) => cases.length > 0 && cases.every((one) => row.cases.includes(one.number)));
  const justNow = now - limits.sameTextSeconds * 1000;
  const rung = [...attempts, ...same].filter((row) => isRinging(row, now));
  const texted = same.filter((row) => row.kind === 'text' && row.state !== 'refused' && row.createdAt >= justNow);
  return { beingRung: rung.flatMap((row) => row.person ?? []), beingTexted: texted.flatMap((row) => row.person ?? []) };
}

function fateOf(row: OutboxRow): StepAttempt[] {
  if (row.kind === 'cancel' || row.purpose !== 'page' || row.person === null) return [];
  if (row.state === 'refused') return [{ person: row.person, fate: 'refused' }];
  if (row.outcome === 'undelivered' || row.outcome === 'failed') return [{ person: row.person, fate: 'refused' }];
  return [{ person: row.person, fate: row.state === 'done' && row.kind === 'ring' ? 'tried' : 'alive' }];
}

/** When the dead man's time of a page committed now is up. */
export function deadManAt(now: Instant): Instant {
  return now + limits.deadManSeconds * 1000;
}
