/** What the list of cases takes and shows. */
import { z } from 'zod';
import { caseAnswer, listQuery } from './api.ts';

const instant = z.iso.datetime({ offset: true });

export const casesQuery = listQuery.extend({
  state: z.enum(['open', 'accepted', 'closed']).optional(),
  urgency: z.enum(['critical', 'routine', 'helpDesk']).optional(),
  priority: z.enum(['P1', 'P2', 'P3', 'P4']).optional(),
  team: z.string().min(1).max(40).optional(),
  takenBy: z.string().min(1).max(40).optional().meta({ description: 'short name of whoever has it' }),
  search: z
    .string()
    .trim()
    .min(2)
    .max(80)
    .optional()
    .meta({ description: 'a part of the number, the department, the number to call back, or of a transcript' }),
  from: instant.optional().meta({ description: 'opened at this instant or later' }),
  to: instant.optional().meta({ description: 'opened before this instant' }),
});

/** A case as lists show it. */
export const listedCaseAnswer = caseAnswer.extend({
  takenByName: z.string().nullable(),
  promise: z.object({ dueAt: z.iso.datetime(), state: z.enum(['open', 'kept', 'broken']) }).nullable(),
  recording: z
    .enum(['kept', 'wanted', 'failed', 'gone'])
    .nullable()
    .meta({ description: 'kept: one can be heard; wanted: one is at the carrier still; null: there is none' }),
});
