import type { Instant } from '../../domain/conversation.ts';
import type { GapTold } from '../../domain/records.ts';
import { sqlOf, type Tx } from '../handle.ts';
import { gapsTold } from '../rows/gapsTold.ts';
import { insertFirst, readAll, rowsOf } from '../table.ts';

/** @returns false when the team's lead has been told of this very gap; whoever tells of it at the same time waits for us */
export function insertGapTold(tx: Tx, told: GapTold): Promise<boolean> {
  return insertFirst(tx, gapsTold, told, ['team', 'fromAt', 'toAt']);
}

/** What was told of a team's gaps that are not over at `now`, or was told at `since` or later; the oldest first. Not locked. */
export function gapsToldOf(tx: Tx, team: string, now: Instant, since: Instant): Promise<GapTold[]> {
  const query = rowsOf(tx, gapsTold, { team });
  const open = sqlOf(tx).raw('(to_at > ? OR told_at >= ?)', [now, since]);
  return readAll(gapsTold, query.whereRaw(open).orderBy(['fromAt', 'toAt']));
}
