import type { PageFact } from '../domain/facts/page.ts';
import { limits } from '../domain/limits.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { Case, Leg, Page, PageCase, Recording } from '../domain/records.ts';
import { speakCaseNumber, speakingSeconds, speakList, speakPhone } from '../domain/speak.ts';
import { saidFirst } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { lockCases } from '../store/write/cases.ts';
import { liveCallersOf, liveJoinTo } from '../store/write/legs.ts';
import { outboxById } from '../store/write/outbox.ts';
import { casesOfPage, lockPagesOf } from '../store/write/pages.ts';
import { promiseOf } from '../store/write/promises.ts';
import { recordingsOfCase } from '../store/write/recordings.ts';
import { newestReply } from '../store/write/turns.ts';
import type { Context, LegFacts } from './context.ts';
import { teamFacts } from './otherTeams.ts';
import { nameOf } from './people.ts';

/**
 * What a step of a technician's leg may look at, read under the locks of the turn: every page of the named cases, then
 * the cases. A case that somebody else has is not spoken of: its caller is not this technician's.
 */
export async function gatherPageFacts(tx: Tx, context: Context, leg: Leg): Promise<LegFacts> {
  const { inForce, clock } = context;
  // The row is not locked before its page is; what it names was written with it and stays.
  const row = leg.outboxId ? await outboxById(tx, leg.outboxId) : null;
  const told = [...(row?.cases ?? [])].sort();
  const pages = await lockPagesOf(tx, told);
  const own = pages.find((page) => page.id === leg.pageId) ?? null;
  const cases = await lockCases(tx, told);
  const chosen = inHandOn(leg);
  const mine = cases.filter((one) => one.takenBy === leg.person && one.state === 'accepted');
  const free = freeOf(own, cases, own ? await casesOfPage(tx, own.id) : []);
  // After an acceptance on this leg it goes on about that case, whatever else has come since.
  const open = chosen === null && free.length > 0;
  const spoken = open ? free : mine.length > 0 ? mine : cases;
  const meant = open ? free : await owedFirst(tx, inHand(chosen, mine));
  const caller = await callerOf(tx, context, leg, meant);
  const current = caller.of ?? meant[0] ?? cases[0] ?? null;
  const recordings = current ? await recordingsOfCase(tx, current.number) : [];
  const others = open ? [] : mine.filter((one) => one.number !== current?.number);
  const taker = cases.find((one) => one.takenBy !== null && one.takenBy !== leg.person)?.takenBy ?? null;
  const values: Record<PageFact, string> = {
    personName: nameOf(inForce.directory, leg.person),
    hotlineName: inForce.directory.hotline.name,
    teamName: inForce.directory.teams[own?.team ?? '']?.name ?? 'help desk',
    caseNumber: speakList(spoken.map((one) => speakCaseNumber(one.number))),
    whatItIs: spoken.some(({ priority }) => priority === 'P1')
      ? 'Major incident, priority one'
      : 'Critical work stoppage',
    caseCount: spoken.length > 1 ? 'several' : 'one',
    casesWaiting: String(spoken.length),
    callBackNumber: current?.callBackNumber ? speakPhone(current.callBackNumber) : 'withheld',
    callBackKnown: current?.callBackNumber ? 'yes' : 'no',
    callerName: callerName(current, recordings),
    recorded: recordings.length > 0 ? 'yes' : 'no',
    ...playable(recordings),
    ...written(recordings),
    ...(await teamFacts(tx, context, own, pages, open ? free : [])),
    moreCases: others.length > 0 ? 'yes' : 'no',
    otherCases: others.map(describe).join('. '),
    caseState: open ? 'open' : mine.length > 0 ? 'mine' : taker !== null ? 'takenByOther' : 'closed',
    // Whoever called us has not been rung.
    ringFor: leg.kind === 'page' && (row?.purpose === 'wanted' || row?.purpose === 'worse') ? row.purpose : 'page',
    takenBy: nameOf(inForce.directory, taker),
    callerIs: caller.is,
    joins: leg.joinsFailed === 0 ? 'none' : leg.joinsFailed === 1 ? 'once' : 'twice',
    holdingLeg: caller.leg?.id ?? '',
    callerNumber: dialable(context, current?.callBackNumber ?? null),
  };
  const named = open ? free.map((one) => one.number) : current && mine.includes(current) ? [current.number] : [];
  return { now: clock.now(), values, named };
}

/** Cases that nobody has, on a page that still looks for somebody. Decided by our rows under lock: whoever commits first has them. */
function freeOf(own: Page | null, cases: readonly Case[], waiting: readonly PageCase[]): Case[] {
  if (own?.state !== 'running' && own?.state !== 'waiting') return [];
  const isWaiting = (number: string) => waiting.some((row) => row.caseNumber === number && row.state === 'waiting');
  return cases.filter((one) => one.state === 'open' && isWaiting(one.number));
}

/** The case this leg is about since its acceptance; before one is chosen, any that this person has. */
function inHand(chosen: string | null, mine: readonly Case[]): Case[] {
  const one = mine.filter(({ number }) => number === chosen);
  return one.length > 0 ? one : [...mine];
}

/** Those whose caller still waits for a call, then the others. */
async function owedFirst(tx: Tx, cases: readonly Case[]): Promise<Case[]> {
  if (cases.length < 2) return [...cases];
  const isKept = new Set<Case>();
  for (const one of cases) if ((await promiseOf(tx, one.number))?.state === 'kept') isKept.add(one);
  return [...cases.filter((one) => !isKept.has(one)), ...isKept];
}

/** Whoever called us has a number reserved for what they may call about themselves: it is none of the page's. */
function inHandOn({ kind, caseNumber, inHand }: Leg): string | null {
  return kind === 'caller' ? inHand : caseNumber;
}

function describe(one: Case): string {
  const number = one.callBackNumber ? `call back ${speakPhone(one.callBackNumber)}` : 'number withheld';
  return `${speakCaseNumber(one.number)}, ${number}`;
}

/** The number we may dial for a technician (promise 9); '' sends the step its other way. */
function dialable(context: Context, number: string | null): string {
  return number !== null && whyNotDialled(number, context.allowedCountries) === null ? number : '';
}

function callerName(first: Case | null, recordings: readonly Recording[]): string {
  if (first?.department) return `the ${first.department} department`;
  return recordings.length > 0 ? 'name in the recording' : 'no recording';
}

/** The newest recording that is in our keeping. One that could not be fetched is there no more. */
function playable(recordings: readonly Recording[]): Record<'recordingIs' | 'recording', string> {
  const newest = [...recordings].sort((a, b) => b.createdAt - a.createdAt);
  const kept = newest.find(({ state }) => state === 'kept');
  if (kept) return { recordingIs: 'ready', recording: kept.sid };
  return { recordingIs: newest.some(({ state }) => state === 'wanted') ? 'notYet' : 'none', recording: '' };
}

/** What the newest transcript begins with. */
function written(recordings: readonly Recording[]): Record<'transcriptIs' | 'saidFirst', string> {
  const newest = [...recordings].sort((a, b) => b.createdAt - a.createdAt);
  const said = newest.find(({ transcript }) => transcript !== null)?.transcript ?? null;
  return { transcriptIs: said === null ? 'none' : 'ready', saidFirst: said === null ? '' : saidFirst(said) };
}

interface CallerNow {
  is: 'holding' | 'stillSpeaking' | 'apart' | 'connected' | 'gone';
  leg: Leg | null;
  of: Case | null;
}

/** Where the caller of the named cases is by our record: the one on hold first. A belief, not the carrier's truth. */
async function callerOf(tx: Tx, context: Context, leg: Leg, cases: readonly Case[]): Promise<CallerNow> {
  const now = context.clock.now();
  let best: CallerNow = { is: 'gone', leg: null, of: null };
  for (const one of cases) {
    const { is, caller } = await bestOf(tx, leg, await liveCallersOf(tx, one.number), now);
    if (!caller) continue;
    // Queues belong to one account, so a line of another one cannot be joined to the caller's.
    const isApart = caller.account !== null && leg.account !== null && caller.account !== leg.account;
    if (isApart && (is === 'holding' || is === 'stillSpeaking')) return { is: 'apart', leg: null, of: one };
    if (is === 'holding') return { is, leg: caller, of: one };
    if (best.is === 'gone' && is !== 'gone') best = { is, leg: caller, of: one };
  }
  return best;
}

/** A caller may have called again while the first call has not been reported to be over: whoever holds is the one. */
async function bestOf(tx: Tx, leg: Leg, callers: readonly Leg[], now: number) {
  let best: { is: CallerNow['is']; caller: Leg | null } = { is: 'gone', caller: null };
  for (const caller of callers) {
    const is = await whereIs(tx, leg, caller, now);
    if (is === 'holding') return { is, caller };
    if (best.is === 'gone') best = { is, caller };
  }
  return best;
}

async function whereIs(tx: Tx, leg: Leg, caller: Leg, now: number): Promise<CallerNow['is']> {
  const { waitingSince } = caller.state;
  // A caller whose end was never reported is not waited for longer than a hold or a recording can last.
  const slackMs = 30_000;
  if (waitingSince === null)
    return now - caller.lastTurnAt > limits.longestTurnSeconds * 1000 + slackMs ? 'gone' : 'stillSpeaking';
  // The words before the hold are still being heard: whoever dials an empty queue is sent away.
  const before = (await newestReply(tx, caller.id))?.reply.say ?? [];
  if (now - waitingSince < speakingSeconds(before) * 1000) return 'stillSpeaking';
  const join = await liveJoinTo(tx, caller.id);
  if (join && join.id !== leg.id) return 'connected';
  return now - waitingSince > limits.holdSeconds * 1000 + slackMs && !join ? 'gone' : 'holding';
}
