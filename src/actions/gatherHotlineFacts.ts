import type { HotlineFact } from '../domain/facts/hotline.ts';
import { limits } from '../domain/limits.ts';
import { parsePhone, whyNotDialled } from '../domain/phone.ts';
import type { Case, Leg, OutboxRow, Page, Recording } from '../domain/records.ts';
import { speakCaseNumber, speakPhone } from '../domain/speak.ts';
import type { Tx } from '../store/handle.ts';
import { caseByNumber, lockCase } from '../store/write/cases.ts';
import { legsOfCase } from '../store/write/legs.ts';
import { ringsOfPages } from '../store/write/outbox.ts';
import { lockPagesOf, pagesOfCase } from '../store/write/pages.ts';
import { recordingsOfCase } from '../store/write/recordings.ts';
import { isUndecided } from './choices.ts';
import type { Context, LegFacts } from './context.ts';
import { deskNow } from './deskNow.ts';
import { isOfCase, isOwnersLine } from './isOwnersLine.ts';
import { knownCaseOf, recentCaseOf } from './knownCaseOf.ts';
import { hasContract, isBlocked, nameOf } from './people.ts';
import { noticeNow } from './setNotice.ts';

interface HotlineFacts extends LegFacts {
  values: Record<HotlineFact, string>;
}

/**
 * What a step of a caller's leg may look at: always the same set, read under the locks of the turn (pages, then case),
 * so that what is said is what is true when it is committed.
 * @param known 'new' for a leg that has no row yet. 'look' locks nothing: who only looks must not wait for those who act
 */
export async function gatherHotlineFacts(
  tx: Tx,
  context: Context,
  leg: Leg,
  known: 'new' | 'kept' | 'look' = 'kept',
): Promise<HotlineFacts> {
  const { inForce, clock } = context;
  const now = clock.now();
  const number = leg.caseNumber ?? '';
  const { pages, opened, rings, recordings } = known === 'new' ? nothingYet : await allOf(tx, number, known);
  const notice = await noticeNow(tx, context);
  const recent = known === 'look' ? null : await recentCaseOf(tx, leg.number ?? '', number, now);
  const values: Record<HotlineFact, string> = {
    caller: isBlocked(inForce.directory, leg.number) ? 'blocked' : 'other',
    deskOpen: inForce.desk.hours.isOpen(now) ? 'yes' : 'no',
    noticeIs: notice === null ? 'none' : 'some',
    notice: notice?.text ?? '',
    ...(await deskNow(tx, context, leg)),
    deskHours: inForce.desk.spoken,
    deskNumber: speakPhone(inForce.directory.desk.number),
    ...helpDeskNow(context),
    hotlineName: inForce.directory.hotline.name,
    team: leg.team ?? 'unknown',
    teamName: leg.team && leg.team !== 'both' ? (inForce.directory.teams[leg.team]?.name ?? leg.team) : 'both teams',
    contract: hasContract(inForce.directory, leg.number) ? 'yes' : 'no',
    choice: opened?.choice === 'canWait' ? 'canWait' : isUndecided(opened, pages) ? 'asked' : 'none',
    ...numbersNow(context, opened?.callBackNumber ?? leg.number, leg.state.keyed),
    caseNumber: speakCaseNumber(number),
    caseUrgency: opened?.priority === 'P1' ? 'major' : (opened?.urgency ?? 'none'),
    personThere: (await isPersonThere(tx, leg, now)) ? 'yes' : 'no',
    recent: recent ? 'yes' : 'no',
    recentNumber: speakCaseNumber(recent?.number ?? ''),
    recorded: recordings.some((recording) => recording.legId === leg.id) ? 'yes' : 'no',
    pageState: pageStateOf(opened, pages, rings, now),
    triedName: nameOf(inForce.directory, lastTried(rings, now)),
    takenBy: nameOf(inForce.directory, opened?.takenBy ?? null),
    technicianWill: await technicianWill(tx, opened),
  };
  return { now, values, named: opened ? [number] : [] };
}

/** A machine presses no key, and calls from no number that is known. One that only left a message before is no known one. */
async function isPersonThere(tx: Tx, { state, department, team, person, number }: Leg, now: number): Promise<boolean> {
  if (state.pressed || department !== null || team !== null || person !== null) return true;
  return (await knownCaseOf(tx, number ?? '', now)) !== null;
}

/** The general help desk; where there is none, callers leave a message for the desk. */
function helpDeskNow({ inForce, clock }: Context) {
  const { directory, helpDesk, desk } = inForce;
  const { name, number } = directory.helpDesk ?? directory.desk;
  return {
    helpDeskOpen: helpDesk?.hours.isOpen(clock.now()) ? 'yes' : 'no',
    helpDeskName: name,
    helpDeskHours: (helpDesk ?? desk).spoken,
    helpDeskNumber: speakPhone(number),
    helpDeskPhone: number,
  };
}

function numbersNow({ allowedCountries }: Context, callBack: string | null, keyed: string) {
  const mayCall = (number: string) => whyNotDialled(number, allowedCountries) === null;
  const number = parsePhone(keyed, 'US');
  return {
    callBack: callBack === null ? 'withheld' : mayCall(callBack) ? 'known' : 'notCalled',
    callBackNumber: callBack === null ? 'withheld' : speakPhone(callBack),
    keyedIs: number === null ? 'notANumber' : mayCall(number) ? 'good' : 'notCalled',
    keyedNumber: speakPhone(number ?? keyed),
  };
}

interface AllOfCase {
  pages: Page[];
  opened: Case | null;
  rings: OutboxRow[];
  recordings: Recording[];
}

/** What stands under a number that was reserved a moment ago, in this very transaction. */
const nothingYet: AllOfCase = { pages: [], opened: null, rings: [], recordings: [] };

async function allOf(tx: Tx, number: string, known: 'kept' | 'look'): Promise<AllOfCase> {
  const pages = known === 'look' ? await pagesOfCase(tx, number) : await lockPagesOf(tx, [number]);
  const opened = known === 'look' ? await caseByNumber(tx, number) : await lockCase(tx, number);
  const ids = pages.map((page) => page.id);
  const rings = ids.length > 0 ? await ringsOfPages(tx, ids) : [];
  return { pages, opened, rings, recordings: await recordingsOfCase(tx, number) };
}

function pageStateOf(opened: Case | null, pages: readonly Page[], rings: readonly OutboxRow[], now: number): string {
  if (opened?.state === 'accepted') return 'taken';
  if (opened?.state === 'closed') return 'closed';
  if (!pages.some((page) => page.state === 'running')) return 'notYet';
  return rings.some((row) => isRinging(row, now)) ? 'trying' : 'between';
}

/** A phone that is ringing, or answered and not hung up; a ring whose end was never reported is over after a while. */
export function isRinging(row: OutboxRow, now: number): boolean {
  const isLive = row.state === 'waiting' || row.state === 'sending' || row.state === 'sent';
  return row.kind === 'ring' && isLive && now - row.createdAt < limits.ringLastsSeconds * 1000;
}

function lastTried(rings: readonly OutboxRow[], now: number): string | null {
  const newestFirst = [...rings].sort((a, b) => b.createdAt - a.createdAt);
  return newestFirst.find((row) => isRinging(row, now))?.person ?? newestFirst[0]?.person ?? null;
}

/** What whoever has the case is about to do, as far as they have said on the phone. */
async function technicianWill(tx: Tx, opened: Case | null): Promise<string> {
  if (!opened?.takenBy) return 'undecided';
  const legs = await legsOfCase(tx, opened.number);
  // The turn that took it began a little before the case was written as taken.
  const since = (opened.takenAt ?? 0) - limits.turnMilliseconds;
  const own = legs.filter((leg) => isOwnersLine(leg, opened) && leg.lastTurnAt >= since);
  // Somebody who took several cases talks about one of them; the others are called back.
  const newestFirst = own.sort((a, b) => b.lastTurnAt - a.lastTurnAt);
  let about: Leg | undefined;
  for (const leg of newestFirst) about ??= (await isOfCase(tx, leg, opened.number)) ? leg : undefined;
  if (about) return about.endedAt !== null && about.will === 'undecided' ? 'callLater' : about.will;
  // Taken by a text, or together with another: nobody is on a line that will be joined, so the caller is told at once.
  return 'callLater';
}
