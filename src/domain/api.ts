/** What the API says and takes: these schemas guard the routes, and the OpenAPI description is made from them. */
import { z } from 'zod';

const time = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });
const number = z.string().meta({ description: 'E.164', example: '+16085550142' });

export const listQuery = z.object({
  after: z.string().max(300).optional().meta({ description: '`next` of the list before' }),
  limit: z.coerce.number().int().min(1).max(50).optional(),
});

export const onCallQuery = z.object({
  team: z.string().min(1).max(40),
  at: z.iso.datetime({ offset: true }).optional().meta({ description: 'an instant; now when absent' }),
});

export const onCallAnswer = z.object({
  team: z.string(),
  at: time,
  people: z.array(z.object({ id: z.string(), name: z.string(), phone: number })),
  until: time.nullable(),
  decidedBy: z
    .object({ rota: z.string(), version: z.string(), uid: z.string(), summary: z.string(), line: z.int() })
    .nullable()
    .meta({ description: 'the event that put the first of them on duty' }),
  required: z.boolean().meta({ description: 'somebody has to be on call at this instant' }),
  gap: z.string().nullable().meta({ description: 'why there is nobody although somebody has to be' }),
  warnings: z.array(z.string()),
});

export const personAnswer = z.object({ id: z.string(), name: z.string(), phone: number });
export const peopleAnswer = z.object({ items: z.array(personAnswer), next: z.null() });

export const teamsAnswer = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), rota: z.string() })),
  next: z.null(),
});

export const caseAnswer = z.object({
  number: z.string(),
  urgency: z.enum(['critical', 'routine', 'helpDesk']),
  priority: z.enum(['P1', 'P2', 'P3', 'P4']),
  state: z.enum(['open', 'accepted', 'closed']),
  queue: z.string(),
  team: z.string().nullable(),
  department: z.string().nullable(),
  callBackNumber: number.nullable(),
  expectation: z.string().nullable(),
  takenBy: z.string().nullable(),
  takenAt: time.nullable(),
  openedAt: time,
  closedAt: time.nullable(),
});

const recordingAnswer = z.object({
  sid: z.string(),
  seconds: z.int().nullable(),
  state: z.enum(['wanted', 'kept', 'failed']),
  transcript: z.string().nullable(),
  error: z.string().nullable(),
});

const promiseAnswer = z.object({
  givenAt: time,
  dueAt: time,
  owner: z.string(),
  state: z.enum(['open', 'kept', 'broken']),
  how: z.string().nullable(),
});

export const pageAnswer = z.object({
  id: z.string(),
  team: z.string(),
  state: z.enum(['waiting', 'running', 'accepted', 'closed', 'withdrawn']),
  step: z.int(),
  round: z.int(),
  dueAt: time.nullable(),
  acceptedBy: z.string().nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
});

const attemptAnswer = z.object({
  id: z.string(),
  kind: z.enum(['ring', 'text', 'cancel']),
  purpose: z.enum(['page', 'news', 'alarm', 'answer']),
  state: z.enum(['waiting', 'sending', 'sent', 'done', 'refused', 'unknown', 'dropped']),
  person: z.string().nullable(),
  outcome: z.string().nullable(),
  tries: z.int(),
  errorCode: z.int().nullable(),
  error: z.string().nullable(),
  createdAt: time,
  sentAt: time.nullable(),
  settledAt: time.nullable(),
});

export const wholeCaseAnswer = z.object({
  case: caseAnswer,
  timeline: z.array(z.object({ at: time, text: z.string() })),
  recordings: z.array(recordingAnswer),
  promise: promiseAnswer.nullable(),
  pages: z.array(pageAnswer),
  deskBlock: z.string().meta({ description: 'what the desk pastes into its own system' }),
});

export const wholePageAnswer = z.object({
  page: pageAnswer,
  attempts: z.array(attemptAnswer),
  cases: z.array(z.object({ number: z.string(), state: z.enum(['waiting', 'taken', 'withdrawn']), joinedAt: time })),
});

export const callAnswer = z.object({
  sid: z.string().nullable(),
  leg: z.string(),
  number: number.nullable(),
  caseNumber: z.string().nullable().meta({ description: 'reserved; a case is opened under it or never' }),
  department: z.string().nullable(),
  team: z.string().nullable(),
  step: z.string(),
  startedAt: time,
  endedAt: time.nullable(),
  outcome: z.string().nullable(),
});

export const wholeCallAnswer = z.object({
  call: callAnswer,
  turns: z.array(
    z.object({ n: z.int(), at: time, event: z.string(), heard: z.string(), effects: z.array(z.string()) }),
  ),
  case: caseAnswer.nullable(),
  recordings: z.array(recordingAnswer),
});

export const closeBody = z.strictObject({
  by: z.string().min(1).max(80).meta({ description: 'who closes it' }),
  reason: z.string().min(1).max(500),
});

export const versionAnswer = z.object({
  id: z.string(),
  kind: z.enum(['flow', 'rota', 'hours', 'directory']),
  name: z.string(),
  hash: z.string(),
  state: z.enum(['inForce', 'quarantined', 'rejected', 'superseded']),
  why: z.string().nullable().meta({ description: 'why it was held back' }),
  changes: z.array(z.string()).meta({ description: 'what it changes for the people on call' }),
  seenAt: time,
  inForceAt: time.nullable(),
  decidedAt: time.nullable(),
  acceptedBy: z.string(),
});

export const decideBody = z.strictObject({
  by: z.string().min(1).max(80).meta({ description: 'who decides' }),
});

export const readyAnswer = z.object({
  ready: z.boolean(),
  carrier: z.enum(['twilio', 'exchange']),
  /** On the local exchange no real phone will ring; this says so. */
  note: z.string(),
  hotline: number,
  exchange: z.string().nullable().meta({ description: 'address of the local exchange' }),
  parts: z.record(z.string(), z.object({ ok: z.boolean(), why: z.string() })),
});

export const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() });

export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
