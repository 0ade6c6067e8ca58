import type { KnownFact } from '../domain/facts/known.ts';
import { limits } from '../domain/limits.ts';
import type { Case, Leg, OutboxRow } from '../domain/records.ts';
import { speakList } from '../domain/speak.ts';
import type { Tx } from '../store/handle.ts';
import { caseByNumber } from '../store/write/cases.ts';
import { legOfOutbox, legsOfCase } from '../store/write/legs.ts';
import { attemptsOfPage, ringsAskedFor } from '../store/write/outbox.ts';
import { pagesOfCase } from '../store/write/pages.ts';
import { answeredAnything } from '../store/write/turns.ts';
import type { Context, LegFacts } from './context.ts';
import { gatherHotlineFacts, isRinging } from './gatherHotlineFacts.ts';
import { isOfCase, isOwnersLine } from './isOwnersLine.ts';
import { isJustSolved } from './knownCaseOf.ts';
import { nameOf } from './people.ts';

/**
 * What a step of a known caller's leg may look at.
 * @param known 'new' for a leg that has no row yet; its case is there all the same, and only looked at: nothing of it
 *   changes in the first turn
 */
export async function gatherKnownFacts(
  tx: Tx,
  context: Context,
  leg: Leg,
  known: 'new' | 'kept' | 'look' = 'kept',
): Promise<LegFacts> {
  const base = await gatherHotlineFacts(tx, context, leg, known === 'new' ? 'look' : known);
  const { hotlineName, deskHours, deskNumber, caseNumber, pageState, triedName, takenBy } = base.values;
  const opened = await caseByNumber(tx, leg.caseNumber ?? '');
  const tried = opened ? await triedPeople(tx, opened) : [];
  const values: Record<KnownFact, string> = {
    hotlineName,
    deskHours,
    deskNumber,
    caseNumber,
    pageState,
    triedName,
    takenBy,
    caseIs: stateOf(opened, base.now),
    tried: tried.length > 0 ? 'yes' : 'no',
    triedNames: speakList(tried.map((id) => nameOf(context.inForce.directory, id))),
    ownerIs: opened?.takenBy ? await ownerIs(tx, leg, opened, base.now) : 'notRung',
  };
  return { now: base.now, values, named: base.named };
}

function stateOf(opened: Case | null, now: number): string {
  if (opened?.state === 'accepted') return 'taken';
  if (opened?.state === 'open') return 'searching';
  return opened && isJustSolved(opened, now) ? 'solved' : 'closed';
}

/** Whoever was rung or texted about the case, in the order in which they were. */
async function triedPeople(tx: Tx, opened: Case): Promise<string[]> {
  const people = new Set<string>();
  for (const page of await pagesOfCase(tx, opened.number))
    for (const row of await attemptsOfPage(tx, page.id))
      if (row.purpose === 'page' && row.kind !== 'cancel' && row.cases.includes(opened.number) && row.person !== null)
        people.add(row.person);
  return [...people];
}

async function ownerIs(tx: Tx, leg: Leg, opened: Case, now: number): Promise<string> {
  const line = await lineOfOwner(tx, opened, now);
  if (line !== null) return line;
  const rings = await ringsAskedFor(tx, opened.takenBy ?? '', leg.startedAt);
  const ring = rings.find((row) => row.cases.includes(opened.number));
  return ring ? howRingStands(tx, ring, now) : 'notRung';
}

/**
 * Whoever has it may be on a line of ours already: they called, or asked to be rung. Nobody waits for one whose end was
 * never reported.
 */
async function lineOfOwner(tx: Tx, opened: Case, now: number): Promise<'coming' | 'ringing' | null> {
  for (const leg of await legsOfCase(tx, opened.number)) {
    const isLive = leg.endedAt === null && now - leg.lastTurnAt < limits.longestTurnSeconds * 1000;
    if (leg.person !== opened.takenBy || !isLive || leg.callSid === null || leg.will === 'callLater') continue;
    // Their code has not been keyed yet.
    if (leg.flow === 'staff') return 'ringing';
    const isHere = isOwnersLine(leg, opened) && (await isOfCase(tx, leg, opened.number));
    if (isHere && (await answeredAnything(tx, leg.id))) return 'coming';
  }
  return null;
}

/** Only a key says that a person is on that phone (promise 3). */
async function howRingStands(tx: Tx, ring: OutboxRow, now: number): Promise<string> {
  const leg = await legOfOutbox(tx, ring.id);
  if (leg?.will === 'callLater') return 'willCall';
  if (!isRinging(ring, now) || (leg !== null && leg.endedAt !== null)) return 'notReached';
  return leg !== null && (await answeredAnything(tx, leg.id)) ? 'coming' : 'ringing';
}
