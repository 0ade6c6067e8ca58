/** What the API says and takes about notices. */
import { z } from 'zod';

const time = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });

export const noticeAnswer = z.object({
  id: z.string(),
  text: z.string(),
  from: time,
  until: time,
  setBy: z.string(),
  setAt: time,
  endedAt: time.nullable(),
  endedBy: z.string().nullable(),
});

export const noticeBody = z.strictObject({
  text: z.string().min(1).max(1000).meta({ description: 'a sentence that every caller hears after the greeting' }),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: 'now when absent' }),
  until: z.iso.datetime({ offset: true }),
  by: z.string().min(1).max(80).optional().meta({ description: 'who sets it; whoever is signed in, when absent' }),
});

export const endNoticeBody = z.strictObject({
  by: z.string().min(1).max(80).optional().meta({ description: 'who ends it; whoever is signed in, when absent' }),
});
