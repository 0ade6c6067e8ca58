import { limits } from '../../domain/limits.ts';
import { addCaseEvents, lockCases } from '../../store/write/cases.ts';
import { nameOf } from '../people.ts';
import { ringOut } from '../ringOut.ts';
import type { Work } from './work.ts';

/**
 * A number can be forged when somebody calls, and not when they are rung: who answers there needs no code. They have hung
 * up by then, or met a busy line of their own.
 */
export async function ringBack({ tx, context, leg, now, named }: Work): Promise<void> {
  const cases = await lockCases(tx, [...named].sort());
  const [first] = cases;
  if (leg.person === null || leg.number === null || !first) return;
  const isOpen = first.state === 'open';
  await ringOut(tx, context, {
    purpose: 'call',
    flow: isOpen ? 'page' : 'callBack',
    toNumber: leg.number,
    ringSeconds: limits.reminderRingSeconds,
    person: leg.person,
    cases: cases.map((one) => one.number),
    row: { dueAt: now + limits.ringBackSeconds * 1000 },
    leg: isOpen ? { pageId: leg.pageId, team: first.team } : { caseNumber: first.number },
  });
  const text = `A call from a number of ${nameOf(context.inForce.directory, leg.person)} gave no code: the number is rung back.`;
  await addCaseEvents(tx, named, { at: now, text });
}
