import { z } from 'zod';
import type { Instant } from '../../domain/conversation.ts';
import type { Read } from '../handle.ts';
import { runSql } from '../table.ts';

const earliest = z.array(z.object({ at: z.int().nullable() })).length(1);

/**
 * The earliest moment at which anything is due: a row to send, a claim that runs out, a page to move on, a recording to
 * fetch, or news that whoever received it has not applied within `graceMs`. null when nothing waits.
 */
export async function nextDueAt(read: Read, graceMs: number): Promise<Instant | null> {
  const text = `SELECT min(at) AS at FROM (
    SELECT min(due_at) AS at FROM outbox WHERE state = 'waiting'
    UNION ALL SELECT min(deadline_at) FROM outbox WHERE state = 'sending'
    UNION ALL SELECT min(due_at) FROM pages WHERE state IN ('waiting', 'running')
    UNION ALL SELECT min(due_at) FROM recordings WHERE state = 'wanted'
    UNION ALL SELECT min(received_at) + CAST(:graceMs AS BIGINT) FROM carrier_events WHERE applied_at IS NULL
  ) AS due`;
  return earliest.parse(await runSql(read, text, { graceMs }))[0]?.at ?? null;
}
