import type { Notice } from '../../domain/notice.ts';
import type { Read } from '../handle.ts';
import { notices } from '../rows/notices.ts';
import { type List, type ListOptions, listRows } from './cursor.ts';

/** @throws CursorError */
export function listNotices(read: Read, options: ListOptions = {}): Promise<List<Notice>> {
  return listRows(read, notices, {}, ['setAt', 'id'], options);
}
