import type { Facts } from '../domain/conversation.ts';
import type { PageFact } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { Case, Leg, Page, PageCase, Recording } from '../domain/records.ts';
import { speakCaseNumber, speakList, speakPhone } from '../domain/speak.ts';
import type { Tx } from '../store/handle.ts';
import { lockCases } from '../store/write/cases.ts';
import { legsOfCase, liveJoinTo } from '../store/write/legs.ts';
import { lockOutbox } from '../store/write/outbox.ts';
import { casesOfPage, lockPagesOf } from '../store/write/pages.ts';
import { recordingsOfCase } from '../store/write/recordings.ts';
import type { Context } from './context.ts';
import { nameOf } from './people.ts';

export interface PageLegFacts extends Facts {
  /** Case numbers this leg speaks of. */
  named: string[];
}

/** What a step of a technician's leg may look at, read under the locks of the turn: every page of the named cases, then the cases. */
export async function gatherPageFacts(tx: Tx, context: Context, leg: Leg): Promise<PageLegFacts> {
  const { inForce, clock } = context;
  const named = [...((leg.outboxId ? await lockOutbox(tx, leg.outboxId) : null)?.cases ?? [])].sort();
  const pages = await lockPagesOf(tx, named);
  const own = pages.find((page) => page.id === leg.pageId) ?? null;
  const cases = await lockCases(tx, named);
  const waiting = own ? await casesOfPage(tx, own.id) : [];
  const caller = await callerOf(tx, context, leg, cases);
  const first = caller.of ?? cases[0] ?? null;
  const recordings = first ? await recordingsOfCase(tx, first.number) : [];
  const values: Record<PageFact, string> = {
    personName: nameOf(inForce.directory, leg.person),
    hotlineName: inForce.directory.hotline.name,
    teamName: inForce.directory.teams[own?.team ?? '']?.name ?? 'help desk',
    caseNumber: speakList(named.map(speakCaseNumber)),
    caseCount: named.length > 1 ? 'several' : 'one',
    callBackNumber: first?.callBackNumber ? speakPhone(first.callBackNumber) : 'withheld',
    callBackKnown: first?.callBackNumber ? 'yes' : 'no',
    callerName: callerName(first, recordings),
    caseState: caseStateOf(leg, own, cases, waiting),
    takenBy: nameOf(
      inForce.directory,
      cases.find((one) => one.takenBy !== null && one.takenBy !== leg.person)?.takenBy ?? null,
    ),
    callerIs: caller.is,
    joins: leg.joinsFailed === 0 ? 'none' : leg.joinsFailed === 1 ? 'once' : 'twice',
    holdingLeg: caller.leg?.id ?? '',
    callerNumber: dialable(context, first?.callBackNumber ?? null),
  };
  return { now: clock.now(), values, named };
}

/** The number we may dial for a technician (promise 9); '' sends the step its other way. */
function dialable(context: Context, number: string | null): string {
  return number !== null && whyNotDialled(number, context.allowedCountries) === null ? number : '';
}

function callerName(first: Case | null, recordings: readonly Recording[]): string {
  if (first?.department) return `the ${first.department} department`;
  return recordings.length > 0 ? 'name in the recording' : 'no recording';
}

/** Decided by our rows under lock: whoever commits first has it. */
function caseStateOf(leg: Leg, own: Page | null, cases: readonly Case[], waiting: readonly PageCase[]): string {
  if (cases.some((one) => one.takenBy === leg.person && one.state === 'accepted')) return 'mine';
  const free = cases.some(
    (one) => one.state === 'open' && waiting.some((row) => row.caseNumber === one.number && row.state === 'waiting'),
  );
  if (free && own && (own.state === 'running' || own.state === 'waiting')) return 'open';
  return cases.some((one) => one.takenBy !== null) ? 'takenByOther' : 'closed';
}

interface CallerNow {
  is: 'holding' | 'stillSpeaking' | 'connected' | 'gone';
  leg: Leg | null;
  of: Case | null;
}

/** Where the caller of the named cases is by our record: the one on hold first. A belief, not the carrier's truth. */
async function callerOf(tx: Tx, context: Context, leg: Leg, cases: readonly Case[]): Promise<CallerNow> {
  const now = context.clock.now();
  let best: CallerNow = { is: 'gone', leg: null, of: null };
  for (const one of cases) {
    if (one.takenBy !== null && one.takenBy !== leg.person) continue;
    const caller = (await legsOfCase(tx, one.number)).find((other) => other.kind === 'caller');
    if (!caller || caller.endedAt !== null) continue;
    const is = await whereIs(tx, leg, caller, now);
    if (is === 'holding') return { is, leg: caller, of: one };
    if (best.is === 'gone' && is !== 'gone') best = { is, leg: caller, of: one };
  }
  return best;
}

async function whereIs(tx: Tx, leg: Leg, caller: Leg, now: number): Promise<CallerNow['is']> {
  const { waitingSince } = caller.state;
  // A caller whose end was never reported is not waited for longer than a hold or a recording can last.
  const slackMs = 30_000;
  if (waitingSince === null)
    return now - caller.lastTurnAt > limits.longestTurnSeconds * 1000 + slackMs ? 'gone' : 'stillSpeaking';
  const join = await liveJoinTo(tx, caller.id);
  if (join && join.id !== leg.id) return 'connected';
  return now - waitingSince > limits.holdSeconds * 1000 + slackMs && !join ? 'gone' : 'holding';
}
