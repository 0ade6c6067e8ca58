import { z } from 'zod';
import type { Removal } from '../../domain/records.ts';
import { instant, type Table, table } from '../table.ts';

export const removals: Table<Removal> = table('removals', {
  sid: z.string(),
  kind: z.enum(['recording', 'transcription', 'text']),
  account: z.string().nullable(),
  dueAt: instant,
  tries: z.int(),
  error: z.string().nullable(),
  notedAt: instant,
});
