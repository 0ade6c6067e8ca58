import { z } from 'zod';
import type { Words } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';

const one = z.union(
  [
    z.string().min(1),
    z.strictObject({ pauseSeconds: z.int().min(1).max(limits.stepSeconds) }),
    z.strictObject({ play: z.string().regex(/^\{\w+\}$/) }),
  ],
  { error: 'must be words in quotes, pauseSeconds and a whole number, or play and a fact such as "{recording}"' },
);

/** Words as a flow writes them: one text, or a list of texts, pauses and sounds. {name} stands for a fact. */
export const wordsSchema = z
  .union([one, z.array(one).min(1).max(20)], {
    error: 'must be words in quotes, or a list of words, { pauseSeconds } and { play }',
  })
  .transform((written): Words[] =>
    (Array.isArray(written) ? written : [written]).map((part) => (typeof part === 'string' ? { say: part } : part)),
  );
