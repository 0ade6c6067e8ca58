/** What the page "Now" shows, in one answer. */
import { z } from 'zod';
import { callAnswer, onCallAnswer, wholePageAnswer } from './api.ts';
import { noticeAnswer } from './noticeApi.ts';

const time = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });

export const nowAnswer = z.object({
  at: time,
  zone: z.string().meta({ description: 'of the service: its times are by the clocks of this zone' }),
  hotline: z.string().meta({ description: 'E.164' }),
  carrier: z.enum(['twilio', 'exchange']).meta({ description: 'exchange: no real phone will ring' }),
  demo: z.boolean().meta({ description: 'the clock can be run forward' }),
  teams: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      onCall: onCallAnswer,
      next: onCallAnswer.nullable().meta({ description: 'the answer at the next change' }),
    }),
  ),
  calls: z
    .array(callAnswer.extend({ opened: z.boolean().meta({ description: 'a case has been opened under its number' }) }))
    .meta({ description: 'callers on the line' }),
  pages: z.array(wholePageAnswer).meta({ description: 'that go on, and those of the last hours' }),
  promises: z
    .array(
      z.object({
        caseNumber: z.string(),
        givenAt: time,
        dueAt: time,
        owner: z.string(),
        state: z.enum(['open', 'kept', 'broken']),
      }),
    )
    .meta({ description: 'that run, the most urgent first, and those broken in the last hours' }),
  notices: z.array(noticeAnswer).meta({ description: 'that callers hear, or will' }),
  alarms: z
    .array(z.object({ at: time, text: z.string(), about: z.record(z.string(), z.string()) }))
    .meta({ description: 'of this process since it started, newest first; docs/runbook.md says what to do' }),
  held: z.int().meta({ description: 'changed files that wait for a decision, or for a correction' }),
  names: z.record(z.string(), z.string()).meta({ description: 'of the people named above, by id' }),
});

export const noteBody = z.strictObject({
  by: z.string().min(1).max(80).optional().meta({ description: 'who writes it; whoever is signed in, when absent' }),
  text: z.string().trim().min(1).max(2000),
});
