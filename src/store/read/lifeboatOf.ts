import type { Lifeboat } from '../../domain/lifeboat.ts';
import type { Read } from '../handle.ts';
import { lifeboats } from '../rows/lifeboats.ts';
import { readOne, rowsOf } from '../table.ts';

/** What the lifeboat was last written for; null when none ever was. */
export function lifeboatOf(read: Read): Promise<Lifeboat | null> {
  return readOne(lifeboats, rowsOf(read, lifeboats));
}
