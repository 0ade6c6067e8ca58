import type { AuditRow } from '../../domain/audit.ts';
import type { Instant } from '../../domain/conversation.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { audit } from '../rows/audit.ts';
import { insertFirst, rowsOf, updateRow } from '../table.ts';

/** Nothing is written twice: a request is one row, however many transactions it has. */
export async function insertAudit(tx: Tx, row: AuditRow): Promise<void> {
  await insertFirst(tx, audit, row, ['id']);
}

export function noteAnswer(tx: Tx, id: string, status: number): Promise<void> {
  return updateRow(tx, audit, { id }, { status });
}

/** How many of this name, '' for those nobody knows, were refused this way after an instant; counted up to a number. */
export async function countRefused(
  read: Read,
  of: Pick<AuditRow, 'name' | 'how'>,
  after: Instant,
  most: number,
): Promise<number> {
  const rows: unknown[] = await rowsOf(read, audit, { kind: 'refused', ...of })
    .where('at', '>', after)
    .limit(most);
  return rows.length;
}

export async function deleteRefusedBefore(tx: Tx, before: Instant): Promise<void> {
  await sqlOf(tx)(audit.name).where({ kind: 'refused' }).where('at', '<', before).delete();
}
