import type { Instant } from '../../domain/conversation.ts';
import type { CarrierEvent } from '../../domain/records.ts';
import type { Read, Tx } from '../handle.ts';
import { carrierEvents } from '../rows/outside.ts';
import { insertFirst, lockRow, readAll, rowsOf, updateRow } from '../table.ts';

/** Keeps news as it came. @returns false when news of the same key has been kept already */
export function keepCarrierEvent(tx: Tx, event: CarrierEvent): Promise<boolean> {
  return insertFirst(tx, carrierEvents, event, ['key']);
}

export function lockCarrierEvent(tx: Tx, id: string): Promise<CarrierEvent | null> {
  return lockRow(tx, carrierEvents, { id });
}

export function markApplied(tx: Tx, id: string, at: Instant): Promise<void> {
  return updateRow(tx, carrierEvents, { id }, { appliedAt: at });
}

/** News received before or at `before` that nobody has applied, oldest first. Not locked: lock each and look again. */
export function unappliedEvents(read: Read, before: Instant, limit: number): Promise<CarrierEvent[]> {
  const query = rowsOf(read, carrierEvents, { appliedAt: null }).where('receivedAt', '<=', before);
  return readAll(carrierEvents, query.orderBy(['receivedAt', 'id']).limit(limit));
}

/** News of this kind that was applied at `since` or later, oldest first. Not locked. */
export function appliedEvents(read: Read, kind: string, since: Instant): Promise<CarrierEvent[]> {
  const query = rowsOf(read, carrierEvents, { kind }).where('appliedAt', '>=', since);
  return readAll(carrierEvents, query.orderBy(['receivedAt', 'id']));
}
