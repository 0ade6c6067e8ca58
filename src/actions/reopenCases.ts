import type { Instant } from '../domain/conversation.ts';
import type { Case, Page } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCases, updateCase } from '../store/write/cases.ts';
import {
  addPageCase,
  casesOfPage,
  insertPage,
  lockPagesOf,
  unacceptedPagesOf,
  updatePageCase,
} from '../store/write/pages.ts';
import { lockPromise, updatePromise } from '../store/write/promises.ts';
import type { Context } from './context.ts';
import { noteOpening } from './deskOpens.ts';
import { idsOfPage } from './logIds.ts';
import { deadManAt, movePage } from './movePage.ts';
import { newPage } from './newPage.ts';
import { leadOf } from './people.ts';
import { stopVainRings } from './stopVainRings.ts';

export interface Reopening {
  cases: readonly string[];
  /** Those that somebody has; or those that are closed and were nobody's. */
  state?: 'accepted' | 'closed';
  /** Where the search begins: with whoever is on call, or with the lead. */
  from: 'onCall' | 'lead';
  /** Who is not asked again; null when everybody may be. */
  without: string | null;
  /** What the timeline says, as a sentence. */
  why: string;
}

/**
 * Cases that somebody had are looked after by nobody again: they are open, and paged at once. Until somebody accepts, the
 * promise is the lead's (promise 4). A case in another state stays as it is.
 * @returns the cases that were reopened
 */
export async function reopenCases(tx: Tx, context: Context, reopening: Reopening): Promise<Case[]> {
  const numbers = [...new Set(reopening.cases)].sort();
  const { teams } = context.inForce.directory;
  const before = await lockPagesOf(tx, numbers);
  const held = (await lockCases(tx, numbers)).filter((one) => one.state === (reopening.state ?? 'accepted'));
  const teamsOf = (one: Case) => (one.team === null ? Object.keys(teams) : [one.team]);
  const every = [...new Set(held.flatMap(teamsOf))].sort();
  const running = await unacceptedPagesOf(tx, every);
  const now = context.clock.now();
  for (const one of held) {
    const nobody = { takenBy: null, takenAt: null, closedAt: null, closedBy: null };
    await updateCase(tx, one.number, { state: 'open', ...nobody });
    const promise = await lockPromise(tx, one.number);
    if (promise)
      await updatePromise(tx, one.number, {
        owner: leadOf(context.inForce.directory, one.team ?? ''),
        confirmedAt: null,
        nextAt: promise.state === 'open' ? (promise.nextAt ?? now) : null,
      });
    await addCaseEvent(tx, { caseNumber: one.number, at: now, text: reopening.why });
  }
  for (const team of every) {
    const cases = held.filter((one) => teamsOf(one).includes(team)).map((one) => one.number);
    const page = await pageFor(tx, context, team, running.get(team) ?? null, reopening);
    for (const number of cases) await putOn(tx, page, number, now);
    await movePage(tx, context, page, { kind: 'broughtForward' });
    context.log.info('cases were handed back and are paged again', {
      ...idsOfPage(page, cases),
      team,
      before: before.length,
    });
  }
  if (held.length > 0) await noteOpening(tx, context);
  await stopVainRings(tx, context, numbers);
  return held;
}

/** The page of the team that nobody has accepted, or a new one that begins where it is wanted. */
async function pageFor(
  tx: Tx,
  context: Context,
  team: string,
  running: Page | null,
  { from, without }: Reopening,
): Promise<Page> {
  // Whoever handed it on would be asked again there, and the lead only after others.
  if (running && without === null && from === 'onCall') return running;
  const page = newPage(context, team, deadManAt(context.clock.now()), {
    step: from === 'lead' ? leadStep(context, team) : 0,
    passedBy: without === null ? [] : [without],
  });
  await insertPage(tx, page);
  return page;
}

/** The first step of the team's policy that tries a lead. */
function leadStep({ inForce: { directory } }: Context, team: string): number {
  const steps = directory.policies[directory.teams[team]?.policy ?? '']?.steps ?? [];
  return Math.max(
    0,
    steps.findIndex(({ who }) => who === 'lead' || who === 'leads'),
  );
}

async function putOn(tx: Tx, page: Page, caseNumber: string, now: Instant): Promise<void> {
  const known = (await casesOfPage(tx, page.id)).some((row) => row.caseNumber === caseNumber);
  if (known) await updatePageCase(tx, page.id, caseNumber, { state: 'waiting' });
  else await addPageCase(tx, { pageId: page.id, caseNumber, state: 'waiting', joinedAt: now });
}
