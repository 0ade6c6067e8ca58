import type { StaffFact } from '../domain/facts/staff.ts';
import type { Leg } from '../domain/records.ts';
import { speakList } from '../domain/speak.ts';
import { writeUntil } from '../domain/writeTime.ts';
import type { Tx } from '../store/handle.ts';
import { outboxById } from '../store/write/outbox.ts';
import type { Context, LegFacts } from './context.ts';
import { gatherPageFacts } from './gatherPageFacts.ts';
import { nameOf, onCallFor } from './people.ts';

/** What a step of the leg of somebody of the directory may look at who calls: what is true of the page they were texted about. */
export async function gatherStaffFacts(tx: Tx, context: Context, leg: Leg): Promise<LegFacts> {
  const text = leg.outboxId === null ? null : await outboxById(tx, leg.outboxId);
  // Their own case number is reserved for what they may call about themselves: it is none of the page's.
  const { now, values, named } = await gatherPageFacts(tx, context, {
    ...leg,
    caseNumber: null,
    pageId: text?.pageId ?? null,
  });
  const { hotlineName = '', personName = '', caseNumber = '', callerName = '', takenBy = '', caseState = '' } = values;
  const isRight = text?.code !== null && text?.code !== undefined && leg.state.keyed === String(text.code);
  const own: Record<StaffFact, string> = {
    hotlineName,
    personName,
    caseNumber,
    callerName,
    takenBy,
    pageIs: text === null ? 'none' : caseState,
    codeIs: isRight ? 'right' : 'wrong',
    whoIsOnCall: sayOnCall(context),
  };
  return { now, values: own, named };
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
