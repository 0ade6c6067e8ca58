import { z } from 'zod';
import type { GapTold } from '../../domain/records.ts';
import { instant, type Table, table } from '../table.ts';

export const gapsTold: Table<GapTold> = table('gaps_told', {
  team: z.string(),
  fromAt: instant,
  toAt: instant,
  toldAt: instant,
});
