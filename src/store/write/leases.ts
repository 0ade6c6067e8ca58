import { z } from 'zod';
import type { Instant } from '../../domain/conversation.ts';
import type { Tx } from '../handle.ts';
import { runSql } from '../table.ts';

/**
 * Takes or keeps the right to do something that only one process at a time may do.
 * @param until the right ends then unless it is kept
 * @returns false while somebody else has it
 */
export async function takeLease(tx: Tx, name: string, holder: string, now: Instant, until: Instant): Promise<boolean> {
  const text = `INSERT INTO leases (name, holder, until_at) VALUES (:name, :holder, :until)
    ON CONFLICT (name) DO UPDATE SET holder = :holder, until_at = :until
    WHERE leases.holder = :holder OR leases.until_at <= :now RETURNING holder`;
  const rows = z.array(z.object({ holder: z.string() })).parse(await runSql(tx, text, { name, holder, now, until }));
  return rows.length > 0;
}

/** Gives the right up, so that nobody has to wait for its end. */
export async function giveUpLease(tx: Tx, name: string, holder: string): Promise<void> {
  await runSql(tx, 'DELETE FROM leases WHERE name = :name AND holder = :holder', { name, holder });
}
