/** What the API says of files that were held back: what they change, line by line, and what may be done. */
import { z } from 'zod';
import { versionAnswer } from './api.ts';

const whyNot = z.string().nullable().meta({ description: 'null: it may be done; else why not' });
const acts = z.object({ approve: whyNot, reject: whyNot });
const comesWith = z.array(versionAnswer).meta({ description: 'are decided together with it' });
const line = z.int().nullable().meta({ description: 'from 1; null when the text does not have it' });

export const changesAnswer = z.object({
  zone: z.string().meta({ description: 'of the service: times of the sentences are in it' }),
  held: z.array(z.object({ version: versionAnswer, acts, comesWith })).meta({ description: 'oldest first' }),
  decided: z.array(versionAnswer).meta({ description: 'by a human, the newest ones first' }),
});

export const wholeVersionAnswer = z.object({
  version: versionAnswer,
  acts,
  comesWith,
  against: versionAnswer.nullable().meta({ description: 'what was in force under its name before it' }),
  lines: z
    .array(
      z.object({
        kind: z.enum(['same', 'gone', 'new', 'skipped']).meta({
          description: 'skipped: lines that are in both texts and that no line before or after this one is near to',
        }),
        text: z.string(),
        before: line,
        after: line,
      }),
    )
    .meta({ description: 'the difference of the two texts' }),
  left: z.int().meta({ description: 'so many lines of the difference are not shown' }),
});
