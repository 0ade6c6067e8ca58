import type { AttemptSid } from '../../domain/lines.ts';
import { plain } from '../columns.ts';
import type { Read, Tx } from '../handle.ts';
import { attemptSids } from '../rows/pages.ts';
import { insertFirst, readAll, rowsOf, updateRow } from '../table.ts';

/** Notes that the carrier gave this sid to an attempt. @returns false when it was known already */
export function noteAttemptSid(tx: Tx, row: AttemptSid): Promise<boolean> {
  return insertFirst(tx, attemptSids, row, ['sid']);
}

/** Every sid of an attempt, the oldest first. */
export function sidsOfAttempt(read: Read, outboxId: string): Promise<AttemptSid[]> {
  return readAll(attemptSids, rowsOf(read, attemptSids, { outboxId }).orderBy(['notedAt', 'sid']));
}

/** Those of these sids that some attempt has. */
export function ownedSids(read: Read, sids: readonly string[]): Promise<AttemptSid[]> {
  return readAll(attemptSids, rowsOf(read, attemptSids).whereIn('sid', sids.map(plain)));
}

export function replaceSid(tx: Tx, sid: string): Promise<void> {
  return updateRow(tx, attemptSids, { sid }, { replaced: true });
}
