import type { StaffFact } from '../domain/facts/staff.ts';
import { limits } from '../domain/limits.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { Leg, OutboxRow } from '../domain/records.ts';
import { speakList } from '../domain/speak.ts';
import { writeUntil } from '../domain/writeTime.ts';
import type { Tx } from '../store/handle.ts';
import { attemptByCode, codedTexts, ringsCalledFor } from '../store/write/outbox.ts';
import type { Context, LegFacts } from './context.ts';
import { gatherPageFacts } from './gatherPageFacts.ts';
import { nameOf, onCallFor } from './people.ts';

/** What a step of the leg of somebody of the directory may look at who calls: what is true of the page they were told of. */
export async function gatherStaffFacts(tx: Tx, context: Context, leg: Leg): Promise<LegFacts> {
  const { now, values, named } = await gatherPageFacts(tx, context, leg);
  const { hotlineName = '', personName = '', caseNumber = '', callerName = '', takenBy = '', caseState = '' } = values;
  const own: Record<StaffFact, string> = {
    hotlineName,
    personName,
    caseNumber,
    callerName,
    takenBy,
    pageIs: leg.outboxId === null ? 'none' : caseState,
    ...(await codeNow(tx, context, leg, named)),
    mayRingBack: (await mayRingBack(tx, context, leg)) ? 'yes' : 'no',
    whoIsOnCall: sayOnCall(context),
  };
  return { now, values: own, named };
}

/** A code is worth here what it is in a text: the newest text that gave it names the cases. */
async function codeNow(
  tx: Tx,
  { clock }: Context,
  leg: Leg,
  named: readonly string[],
): Promise<Pick<Record<StaffFact, string>, 'codeSent' | 'codeIs'>> {
  const person = leg.person ?? '';
  const since = clock.now() - limits.codeHours * 3_600_000;
  const names = (row: OutboxRow) => named.length > 0 && named.every((number) => row.cases.includes(number));
  const { keyed } = leg.state;
  const given = /^\d\d$/.test(keyed) ? await attemptByCode(tx, person, Number(keyed), since) : null;
  return {
    codeSent: (await codedTexts(tx, person, since)).some((row) => names(row) && mayHaveCome(row)) ? 'yes' : 'no',
    codeIs: given !== null && names(given) ? 'right' : 'wrong',
  };
}

function mayHaveCome({ state, outcome }: OutboxRow): boolean {
  return state !== 'waiting' && state !== 'refused' && state !== 'dropped' && outcome !== 'undelivered';
}

/** Whoever forges a number can have it rung, but not all night. */
async function mayRingBack(tx: Tx, { clock, allowedCountries }: Context, { number }: Leg): Promise<boolean> {
  if (number === null || whyNotDialled(number, allowedCountries) !== null) return false;
  return (await ringsCalledFor(tx, number, clock.now() - 3_600_000)).length < limits.ringBacks;
}

function sayOnCall({ inForce, clock, timezone }: Context): string {
  const now = clock.now();
  const { directory } = inForce;
  const teams = Object.entries(directory.teams).map(([id, { name }]) => {
    const { people, until } = onCallFor(inForce, id, now);
    const who = people.length === 0 ? 'nobody' : speakList(people.map((person) => nameOf(directory, person)));
    // The time of day ends in a full stop of its own.
    return `For ${name}, ${who}${until === null ? '.' : `, until ${writeUntil(until, now, timezone)}`}`;
  });
  return teams.join(' ');
}
