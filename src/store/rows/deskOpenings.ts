import { z } from 'zod';
import type { DeskOpening } from '../../domain/records.ts';
import { instant, type Table, table } from '../table.ts';

export const deskOpenings: Table<DeskOpening> = table('desk_openings', {
  opensAt: instant,
  nextAt: instant.nullable(),
  rings: z.int(),
  heardAt: instant.nullable(),
});
