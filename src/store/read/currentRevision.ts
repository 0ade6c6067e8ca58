import { z } from 'zod';
import { type Read, sqlOf } from '../handle.ts';
import { versions } from '../rows/outside.ts';

/** Changes whenever what is in force does; 0 before anything is. */
export async function currentRevision(read: Read): Promise<number> {
  const rows: unknown = await sqlOf(read)(versions.name).where({ state: 'inForce' }).max({ revision: 'revision' });
  return z.array(z.object({ revision: z.int().nullable() })).parse(rows)[0]?.revision ?? 0;
}
