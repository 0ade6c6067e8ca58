/** What is going on: calls, pages and promises that are not over, and what has just been. */
import type { Instant } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Leg, Page, PromiseRow } from '../../domain/records.ts';
import { type Read, sqlOf } from '../handle.ts';
import { cases, promises } from '../rows/cases.ts';
import { legs } from '../rows/legs.ts';
import { pages } from '../rows/pages.ts';
import { readAll, rowsOf } from '../table.ts';
import { openNotices } from '../write/notices.ts';

/** Callers on the line, newest first. @param since a call that began before is taken for gone */
export function openCalls(read: Read, since: Instant): Promise<Leg[]> {
  const query = rowsOf(read, legs, { kind: 'caller', endedAt: null }).where('startedAt', '>=', since);
  return readAll(legs, query.orderBy('startedAt', 'desc').limit(limits.pageOfList));
}

/** Under which of these numbers, which calls have reserved, a case has been opened. */
export async function openedAmong(read: Read, numbers: readonly string[]): Promise<Set<string>> {
  const opened = await readAll(cases, rowsOf(read, cases).whereIn('number', numbers));
  return new Set(opened.map(({ number }) => number));
}

/** Pages that go on, and those that ended after `since`, newest first. */
export async function runningPages(read: Read, since: Instant): Promise<Page[]> {
  const newest = (query: ReturnType<typeof rowsOf>) => query.orderBy('createdAt', 'desc').limit(limits.pageOfList);
  const [running, over] = await Promise.all([
    readAll(pages, newest(rowsOf(read, pages).whereIn('state', ['waiting', 'running']))),
    readAll(pages, newest(rowsOf(read, pages).whereNotNull('endedAt').where('createdAt', '>=', since))),
  ]);
  return [...running, ...over];
}

/** Promises that run, the most urgent first, then those that were broken after `since`. */
export async function runningPromises(read: Read, since: Instant): Promise<PromiseRow[]> {
  const sql = sqlOf(read);
  const closedCase = sql('cases')
    .select(sql.raw('1'))
    .where({ 'cases.state': 'closed' })
    .whereRaw('?? = ??', ['cases.number', 'promises.caseNumber']);
  const [open, broken] = await Promise.all([
    readAll(
      promises,
      // That of a case which was closed before is over, though nobody kept it.
      rowsOf(read, promises, { state: 'open' }).whereNotExists(closedCase).orderBy('dueAt').limit(limits.pageOfList),
    ),
    readAll(
      promises,
      rowsOf(read, promises, { state: 'broken' })
        .where('settledAt', '>=', since)
        .orderBy('settledAt', 'desc')
        .limit(limits.pageOfList),
    ),
  ]);
  return [...open, ...broken];
}

/** Notices that callers hear at `now`, or will; the one that was set last comes first. */
export function runningNotices(read: Read, now: Instant): Promise<Notice[]> {
  return openNotices(read, now);
}
