import { z } from 'zod';
import type { Notice } from '../../domain/notice.ts';
import { instant, type Table, table } from '../table.ts';

export const notices: Table<Notice> = table('notices', {
  id: z.string(),
  text: z.string(),
  fromAt: instant,
  untilAt: instant,
  setBy: z.string(),
  setAt: instant,
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
});
