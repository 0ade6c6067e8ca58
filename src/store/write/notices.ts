import type { Instant } from '../../domain/conversation.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Read, Tx } from '../handle.ts';
import { notices } from '../rows/notices.ts';
import { insertRow, lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';

const newestFirst = [
  { column: 'setAt', order: 'desc' },
  { column: 'id', order: 'desc' },
];

export function insertNotice(tx: Tx, notice: Notice): Promise<void> {
  return insertRow(tx, notices, notice);
}

export function lockNotice(tx: Tx, id: string): Promise<Notice | null> {
  return lockRow(tx, notices, { id });
}

export function updateNotice(tx: Tx, id: string, patch: Pick<Notice, 'endedAt' | 'endedBy'>): Promise<void> {
  return updateRow(tx, notices, { id }, patch);
}

/** The notice that callers hear at `now`: of several the one that was set last. Not locked. */
export function noticeAt(read: Read, now: Instant): Promise<Notice | null> {
  const query = rowsOf(read, notices, { endedAt: null }).where('fromAt', '<=', now).where('untilAt', '>', now);
  return readOne(notices, query.orderBy(newestFirst));
}

/** Notices whose time is not over at `now`, and that nobody has ended; the one that was set last comes first. Not locked. */
export function openNotices(read: Read, now: Instant): Promise<Notice[]> {
  const query = rowsOf(read, notices, { endedAt: null }).where('untilAt', '>', now);
  return readAll(notices, query.orderBy(newestFirst));
}
