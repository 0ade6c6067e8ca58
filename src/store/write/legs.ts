import type { Instant } from '../../domain/conversation.ts';
import type { Leg } from '../../domain/records.ts';
import { plain } from '../columns.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { legs } from '../rows/legs.ts';
import { insertRow, lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';

export function insertLeg(tx: Tx, leg: Leg): Promise<void> {
  return insertRow(tx, legs, leg);
}

export function lockLeg(tx: Tx, id: string): Promise<Leg | null> {
  return lockRow(tx, legs, { id });
}

export function lockLegByCallSid(tx: Tx, sid: string): Promise<Leg | null> {
  return lockRow(tx, legs, { callSid: sid });
}

export function updateLeg(tx: Tx, id: string, patch: Partial<Leg>): Promise<void> {
  return updateRow(tx, legs, { id }, patch);
}

/** The caller's leg under whose number the case was reserved, and the legs of its pages; oldest first. Not locked. */
export function legsOfCase(read: Read, number: string): Promise<Leg[]> {
  const onPages = sqlOf(read)('page_cases')
    .select('pageId')
    .where({ caseNumber: plain(number) });
  const query = rowsOf(read, legs).where((either) =>
    either.where({ caseNumber: plain(number) }).orWhereIn('pageId', onPages),
  );
  return readAll(legs, query.orderBy(['startedAt', 'id']));
}

/** The legs of a case's callers that have not ended, the newest first. Who keyed its number is not one of them. Not locked. */
export async function liveCallersOf(read: Read, number: string): Promise<Leg[]> {
  const query = rowsOf(read, legs, { kind: 'caller', caseNumber: number, endedAt: null }).whereNot({
    flow: 'existing',
  });
  return readAll(legs, query.orderBy([{ column: 'startedAt', order: 'desc' }, 'id']));
}

/** The leg that is joining this caller, or has joined, and has not ended: of somebody we rang, or who called us. Not locked. */
export function liveJoinTo(read: Read, callerLegId: string): Promise<Leg | null> {
  const query = rowsOf(read, legs, { joinedLeg: callerLegId, endedAt: null }).whereNotNull('joiningSince');
  return readOne(legs, query.orderBy([{ column: 'joiningSince', order: 'desc' }, 'id']));
}

/** The leg that is answered when this outbox row's phone is, and none of somebody who calls about it. Not locked. */
export function legOfOutbox(read: Read, outboxId: string): Promise<Leg | null> {
  return readOne(legs, rowsOf(read, legs, { kind: 'page', outboxId }).orderBy('id'));
}

/** Not locked. */
export function legById(read: Read, id: string): Promise<Leg | null> {
  return readOne(legs, rowsOf(read, legs, { id }));
}

/**
 * The newest caller's leg for which the day desk began to be rung at `since` or later, and still is. Not locked.
 * @param number the caller's; null for anybody
 */
export function legAtDesk(read: Read, number: string | null, since: Instant): Promise<Leg | null> {
  const query = rowsOf(read, legs, { ...(number === null ? {} : { number }), endedAt: null });
  const newest = [
    { column: 'lastTurnAt', order: 'desc' },
    { column: 'id', order: 'desc' },
  ];
  return readOne(legs, query.whereNotNull('deskRing').where('lastTurnAt', '>=', since).orderBy(newest));
}

/** The id of the leg that the carrier knows by this sid. Not locked. */
export async function legIdByCallSid(read: Read, sid: string): Promise<string | null> {
  return (await readOne(legs, rowsOf(read, legs, { callSid: plain(sid) })))?.id ?? null;
}
