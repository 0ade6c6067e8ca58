import type { Instant } from '../../domain/conversation.ts';
import type { Case, PromiseRow } from '../../domain/records.ts';
import { type Read, sqlOf } from '../handle.ts';
import { cases, promises } from '../rows/cases.ts';
import { readAll, rowsOf } from '../table.ts';

/** A critical case that nobody has, or whose caller still waits to be called. */
export interface StillRunning {
  case: Case;
  /** null when nothing was promised, or the promise is settled. */
  promise: PromiseRow | null;
}

/**
 * Every critical case of which somebody should know when the desk opens: nobody has it, or its promise runs, or was broken at
 * `since` or later. The newest first: an old one must not hide what happened tonight. Not locked.
 */
export async function stillRunning(read: Read, since: Instant, limit: number): Promise<StillRunning[]> {
  const open = sqlOf(read)('page_cases')
    .join('pages', 'pages.id', 'page_cases.pageId')
    .whereIn('pages.state', ['waiting', 'running'])
    .where('page_cases.state', 'waiting')
    .select('page_cases.caseNumber');
  const promised = sqlOf(read)('promises')
    .where({ state: 'open' })
    .orWhere((broken) => broken.where({ state: 'broken' }).where('settledAt', '>=', since))
    .select('caseNumber');
  const query = rowsOf(read, cases, { urgency: 'critical' })
    .whereNot({ state: 'closed' })
    .where((either) => either.whereIn('number', open).orWhereIn('number', promised));
  const found = await readAll(
    cases,
    query
      .orderBy([
        { column: 'openedAt', order: 'desc' },
        { column: 'number', order: 'desc' },
      ])
      .limit(limit),
  );
  const rows = await readAll(
    promises,
    rowsOf(read, promises, { state: 'open' }).whereIn(
      'caseNumber',
      found.map((one) => one.number),
    ),
  );
  return found.map((one) => ({ case: one, promise: rows.find((row) => row.caseNumber === one.number) ?? null }));
}
