import type { AuditRow } from '../../domain/audit.ts';
import type { Read } from '../handle.ts';
import { audit } from '../rows/audit.ts';
import { type List, type ListOptions, listRows } from './cursor.ts';

/** @throws CursorError */
export function listAudit(read: Read, options: ListOptions = {}): Promise<List<AuditRow>> {
  return listRows(read, audit, {}, ['at', 'id'], options);
}
