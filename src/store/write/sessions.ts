import type { Instant } from '../../domain/conversation.ts';
import type { Session } from '../../domain/identity.ts';
import { plain } from '../columns.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { sessions } from '../rows/sessions.ts';
import { insertRow, readOne, rowsOf } from '../table.ts';

export function insertSession(tx: Tx, session: Session): Promise<void> {
  return insertRow(tx, sessions, session);
}

/** The session under a hash, over or not. Not locked. */
export function sessionByHash(read: Read, hash: string): Promise<Session | null> {
  return readOne(sessions, rowsOf(read, sessions, { hash }));
}

/** Notes that it was seen; one that has been ended meanwhile stays ended. */
export async function touchSession(tx: Tx, hash: string, lastSeenAt: Instant): Promise<void> {
  await sqlOf(tx)(sessions.name)
    .where({ hash: plain(hash) })
    .update({ lastSeenAt });
}

/** @returns false when there was none */
export async function deleteSession(tx: Tx, hash: string): Promise<boolean> {
  const gone: number = await sqlOf(tx)(sessions.name)
    .where({ hash: plain(hash) })
    .delete();
  return gone > 0;
}

/** Forgets the sessions that are over at `now`, or were last seen at `idleSince` or before. */
export async function deleteSessionsOver(tx: Tx, now: Instant, idleSince: Instant): Promise<void> {
  await sqlOf(tx)(sessions.name).where('expiresAt', '<=', now).orWhere('lastSeenAt', '<=', idleSince).delete();
}
