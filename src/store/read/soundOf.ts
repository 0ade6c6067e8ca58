import { z } from 'zod';
import { plain } from '../columns.ts';
import { type Read, sqlOf } from '../handle.ts';

const soundShape = z.array(z.object({ sound: z.instanceof(Buffer), contentType: z.string() }));

/** The sound of a recording; null until it is in our keeping. */
export async function soundOf(read: Read, sid: string): Promise<{ sound: Buffer; contentType: string } | null> {
  const rows: unknown = await sqlOf(read)('recordings')
    .select('sound', 'contentType')
    .where({ sid: plain(sid) })
    .whereNotNull('sound');
  return soundShape.parse(rows)[0] ?? null;
}
