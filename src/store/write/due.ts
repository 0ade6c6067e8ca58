import { z } from 'zod';
import type { Instant } from '../../domain/conversation.ts';
import type { Read } from '../handle.ts';
import { runSql } from '../table.ts';

/** When the earliest of each kind is due; null when none waits. */
export interface Due {
  /** The carrier is to be asked about an attempt. */
  checks: Instant | null;
  /** A row to send. */
  sends: Instant | null;
  /** A claim that runs out. */
  claims: Instant | null;
  /** A page to move on. */
  pages: Instant | null;
  /** A promise whose clock moves. */
  promises: Instant | null;
  /** An opening of the desk. */
  openings: Instant | null;
  /** The lifeboat is to be looked at. */
  lifeboat: Instant | null;
  /** A recording to fetch. */
  recordings: Instant | null;
  /** Something to remove at the carrier. */
  removals: Instant | null;
  /** News that whoever received it has not applied within the grace. */
  news: Instant | null;
}

const at = z.int().nullable();
const dueShape = z
  .array(
    z.object({
      checks: at,
      sends: at,
      claims: at,
      pages: at,
      promises: at,
      openings: at,
      lifeboat: at,
      recordings: at,
      removals: at,
      news: at,
    }),
  )
  .length(1);

/** One look at everything that may be due, answered from indices alone. @param graceMs how old unapplied news must be */
export async function whatIsDue(read: Read, graceMs: number): Promise<Due> {
  const text = `SELECT
    (SELECT min(check_at) FROM outbox WHERE check_at IS NOT NULL) AS checks,
    (SELECT min(due_at) FROM outbox WHERE state = 'waiting') AS sends,
    (SELECT min(deadline_at) FROM outbox WHERE state = 'sending') AS claims,
    (SELECT min(due_at) FROM pages WHERE state IN ('waiting', 'running')) AS pages,
    (SELECT min(next_at) FROM promises WHERE state = 'open') AS promises,
    (SELECT min(next_at) FROM desk_openings) AS openings,
    (SELECT min(next_at) FROM lifeboats) AS lifeboat,
    (SELECT min(due_at) FROM recordings WHERE state = 'wanted') AS recordings,
    (SELECT min(due_at) FROM removals) AS removals,
    (SELECT min(received_at) + CAST(:graceMs AS BIGINT) FROM carrier_events WHERE applied_at IS NULL) AS news`;
  const [due] = dueShape.parse(await runSql(read, text, { graceMs }));
  return (
    due ?? {
      checks: null,
      sends: null,
      claims: null,
      pages: null,
      promises: null,
      openings: null,
      lifeboat: null,
      recordings: null,
      removals: null,
      news: null,
    }
  );
}

/** The earliest moment of all; null when nothing waits. */
export function earliest(due: Due): Instant | null {
  const moments = Object.values(due).filter((moment) => moment !== null);
  return moments.length > 0 ? Math.min(...moments) : null;
}
