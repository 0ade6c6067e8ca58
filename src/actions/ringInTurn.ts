/** Somebody is rung about a case they have: each of their numbers in turn, until they have said what they will do. */
import type { FlowName } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import type { Purpose } from '../domain/purposes.ts';
import type { Case, OutboxRow } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase } from '../store/write/cases.ts';
import { legOfOutbox } from '../store/write/legs.ts';
import { hadEffect } from '../store/write/turns.ts';
import type { Context } from './context.ts';
import { personOf, type Reachable } from './people.ts';
import { ringOut } from './ringOut.ts';
import { isInVain } from './stopRing.ts';
import { takingCalls } from './takingCalls.ts';

/** What somebody who has a case is rung for, and the conversation that begins then. */
const flows = { worse: 'page', wanted: 'page', call: 'callBack', promise: 'callBack' } as const satisfies Partial<
  Record<Purpose, FlowName>
>;
export type AboutCase = keyof typeof flows;

export function isAboutCase(purpose: Purpose): purpose is AboutCase {
  return Object.hasOwn(flows, purpose);
}

/** Rings the first of their numbers that takes our calls. */
export async function ringInTurn(
  tx: Tx,
  context: Context,
  purpose: AboutCase,
  person: Reachable,
  opened: Case,
): Promise<void> {
  const [first] = await takingCalls(tx, person, context.clock.now());
  await ring(tx, context, { purpose, person, opened, toNumber: first ?? person.phone, step: 0 });
}

/**
 * A ring that is over, without a sign of the person, is followed by one to the next of their numbers.
 * @returns false when there is none left, or nothing is wanted of them any more
 */
export async function ringNextInTurn(tx: Tx, context: Context, row: OutboxRow): Promise<boolean> {
  const { purpose, step, toNumber } = row;
  if (!isAboutCase(purpose) || step === null || (await isInVain(tx, row, null))) return false;
  const person = personOf(context.inForce.directory, row.person ?? '');
  const opened = await lockCase(tx, row.cases[0] ?? '');
  if (!person || !opened) return false;
  const at = person.phones.indexOf(toNumber);
  const numbers = await takingCalls(tx, person, context.clock.now());
  // Those that refuse us are passed over, so the next one is the first behind it in their own order.
  const next = at < 0 ? undefined : numbers.find((number) => person.phones.indexOf(number) > at);
  if (next === undefined) return false;
  await ring(tx, context, { purpose, person, opened, toNumber: next, step: step + 1 });
  const text = `${person.name} is rung on their next number.`;
  await addCaseEvent(tx, { caseNumber: opened.number, at: context.clock.now(), text });
  return true;
}

/** Has whoever answered this ring said what they will do? Any other key, or one of a machine's menu, says nothing. */
export async function hasSaidWhat(tx: Tx, row: OutboxRow): Promise<boolean> {
  const leg = await legOfOutbox(tx, row.id);
  if (!leg) return false;
  if (leg.will !== 'undecided') return true;
  return (await hadEffect(tx, leg.id, 'confirmPromise')) || (await hadEffect(tx, leg.id, 'after'));
}

interface OneNumber {
  purpose: AboutCase;
  person: Reachable;
  opened: Case;
  toNumber: string;
  /** How many of their numbers have been rung before this one. */
  step: number;
}

async function ring(tx: Tx, context: Context, { purpose, person, opened, toNumber, step }: OneNumber): Promise<void> {
  const isAsked = purpose === 'worse' || purpose === 'wanted';
  await ringOut(tx, context, {
    purpose,
    flow: flows[purpose],
    toNumber,
    ringSeconds: isAsked ? limits.ownerRingSeconds : limits.reminderRingSeconds,
    person: person.id,
    cases: [opened.number],
    row: { step },
    leg: { caseNumber: opened.number, team: isAsked ? opened.team : null },
  });
}
