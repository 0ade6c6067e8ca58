import type { Version } from '../../domain/records.ts';
import { type Read, sqlOf } from '../handle.ts';
import { versions } from '../rows/outside.ts';
import { type List, type ListOptions, listRows } from './cursor.ts';

/** Every version there has been. @throws CursorError */
export function listVersions(read: Read, options: ListOptions = {}): Promise<List<Version>> {
  return listRows(read, versions, {}, ['seenAt', 'id'], options);
}

/** How many versions wait for a decision. */
export async function countHeld(read: Read): Promise<number> {
  const [row] = await sqlOf(read)(versions.name).where({ state: 'quarantined' }).count({ held: '*' });
  return Number(row?.held ?? 0);
}
