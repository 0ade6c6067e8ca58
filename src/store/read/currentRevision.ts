import { z } from 'zod';
import { type Read, sqlOf } from '../handle.ts';
import { putBackReason, versions } from '../rows/outside.ts';

/** Grows whenever what is in force changes, also when a version is put back; 0 before anything is. */
export async function currentRevision(read: Read): Promise<number> {
  const rows: unknown = await sqlOf(read)(versions.name)
    .where({ state: 'inForce' })
    .orWhere({ judgedBy: putBackReason })
    .max({ revision: 'revision' });
  return z.array(z.object({ revision: z.int().nullable() })).parse(rows)[0]?.revision ?? 0;
}
