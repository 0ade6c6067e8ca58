/** What turns write about the day desk: it is rung for a caller, is not any more, or has them. */
import { limits } from '../../domain/limits.ts';
import { addCaseEvent, lockCase, updateCase } from '../../store/write/cases.ts';
import { updateLeg } from '../../store/write/legs.ts';
import { lockOutbox } from '../../store/write/outbox.ts';
import { idsOfLeg } from '../logIds.ts';
import { DESK } from '../people.ts';
import { ringOut } from '../ringOut.ts';
import { stopRing } from '../stopRing.ts';
import type { Work } from './work.ts';

/** A desk of people is rung by us, so that a key can take the call; a queue is dialled by the document of this turn. */
export async function ringDesk({ tx, context, leg }: Work): Promise<void> {
  const { number, kind } = context.inForce.directory.desk;
  context.log.info('the day desk is rung for a caller', { ...idsOfLeg(leg), how: kind });
  if (kind === 'queue') return updateLeg(tx, leg.id, { deskRing: 'dial' });
  const ringSeconds = limits.dayDeskSeconds;
  const ring = { purpose: 'desk', flow: 'desk', toNumber: number, ringSeconds, person: DESK, cases: [] } as const;
  const row = await ringOut(tx, context, { ...ring, leg: { joinedLeg: leg.id } });
  await updateLeg(tx, leg.id, { deskRing: row.id });
}

/** The caller does not wait for the desk any more. */
export async function stopDesk({ tx, context, leg }: Work): Promise<void> {
  if (leg.deskRing === null) return;
  await updateLeg(tx, leg.id, { deskRing: null });
  const row = leg.deskRing === 'dial' ? null : await lockOutbox(tx, leg.deskRing);
  if (row) await stopRing(tx, context, row);
}

export async function deskTook(work: Work): Promise<void> {
  const { tx, context, leg } = work;
  await updateLeg(tx, leg.id, { deskRing: null, handedTo: 'desk' });
  context.log.info('the day desk has a caller', idsOfLeg(leg));
  await closeAfter(work, context.inForce.directory.desk.name);
}

export async function helpDeskTook(work: Work): Promise<void> {
  const { tx, context, leg } = work;
  await updateLeg(tx, leg.id, { handedTo: 'helpDesk' });
  context.log.info('the general help desk has a caller', idsOfLeg(leg));
  await closeAfter(work, context.inForce.directory.helpDesk?.name ?? 'the help desk');
}

/** Whoever hung up before we heard that they were connected has a case by now: there is nothing left to do in it. */
async function closeAfter({ tx, leg, now }: Work, name: string): Promise<void> {
  const number = leg.caseNumber ?? '';
  const opened = await lockCase(tx, number);
  if (opened?.state !== 'open' || opened.urgency === 'critical') return;
  await updateCase(tx, number, { state: 'closed', closedAt: now });
  const text = `The caller was connected to ${name}: the case is closed.`;
  await addCaseEvent(tx, { caseNumber: number, at: now, text });
}
