import type { OutboxRow } from '../../domain/records.ts';
import type { Read } from '../handle.ts';
import { outbox } from '../rows/pages.ts';
import { readAll, rowsOf } from '../table.ts';

/** Everything that was to be sent, the earliest first: for a database that is small. */
export function allSends(read: Read): Promise<OutboxRow[]> {
  return readAll(outbox, rowsOf(read, outbox).orderBy([{ column: 'dueAt' }, { column: 'id' }]));
}
