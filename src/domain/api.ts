/** What the API says and takes: these schemas guard the routes, and the OpenAPI description is made from them. */

import { z } from 'zod';
import { limits } from './limits.ts';
import { purposes } from './purposes.ts';

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

export const personAnswer = z.object({
  id: z.string(),
  name: z.string(),
  phone: z.string().meta({ description: "E.164; '' for who only looks, and of somebody who has left" }),
});

export const sourceAnswer = z.object({
  rota: z.string().meta({ description: 'the file' }),
  version: z.string().meta({ description: 'the hash of the version of that file' }),
  uid: z.string(),
  summary: z.string(),
  line: z.int().meta({ description: 'of its BEGIN:VEVENT, from 1' }),
  level: z.int().meta({ description: 'of the shifts of one instant those of the highest level count' }),
});

export const onCallAnswer = z.object({
  team: z.string(),
  at: time,
  people: z.array(personAnswer),
  until: time.nullable(),
  decidedBy: sourceAnswer.nullable().meta({ description: 'the event that put the first of them on duty' }),
  required: z.boolean().meta({ description: 'somebody has to be on call at this instant' }),
  gap: z.string().nullable().meta({
    description:
      'why there is nobody although somebody has to be, or that the rota has not been worked out for this time',
  }),
  warnings: z.array(z.string()),
});

export const nextQuery = onCallQuery;

export const nextAnswer = z.object({
  team: z.string(),
  at: time,
  next: onCallAnswer
    .nullable()
    .meta({ description: 'the answer at the next change; null when none comes as far as the rota is worked out' }),
});

export const segmentsQuery = z.object({
  team: z.string().min(1).max(40),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
});

/** A stretch in which neither the people on call change nor whether somebody has to be; half open. */
export const segmentAnswer = z.object({
  from: time,
  to: time,
  people: z.array(personAnswer),
  decidedBy: z.array(sourceAnswer),
  required: z.boolean(),
  gap: z.string().nullable().meta({ description: 'why nobody is on call, whether somebody has to be or not' }),
  warnings: z.array(z.string()),
});

export const explainAnswer = z.object({
  team: z.string(),
  at: time,
  required: z.boolean(),
  onCall: z.array(z.object({ person: personAnswer, by: sourceAnswer })),
  until: time.nullable(),
  gap: z.string().nullable(),
  warnings: z.array(z.string()),
  woken: z
    .array(
      z.object({
        afterSeconds: z.int().meta({ description: 'counted from the instant; nobody accepts in the meantime' }),
        way: z.enum(['text', 'ring']),
        person: personAnswer,
        ringSeconds: z.int().nullable(),
      }),
    )
    .meta({ description: 'whom a page of this team would try, in this order, until its last step repeats' }),
  notes: z
    .array(z.object({ afterSeconds: z.int(), text: z.string() }))
    .meta({ description: 'what is passed over, and why' }),
  others: z
    .array(z.object({ person: personAnswer.nullable(), why: z.string(), by: sourceAnswer.nullable() }))
    .meta({ description: 'why it is not somebody else' }),
});

export const checkQuery = z.object({
  team: z.string().min(1).max(40).optional(),
  days: z.coerce.number().int().min(1).max(limits.rotaDaysAhead).optional().meta({ description: '90 when absent' }),
});

export const checkAnswer = z.object({
  from: time,
  to: time,
  zone: z.string().meta({ description: 'of the service: times of the sentences are in it' }),
  items: z.array(
    z.object({
      kind: z.enum(['gap', 'doubleCover', 'unknownPerson', 'unreachable', 'endsSoon', 'fault', 'hint', 'held']),
      isFault: z.boolean().meta({ description: 'somebody may not be woken; else it only deserves a look' }),
      team: z.string().nullable(),
      from: time.nullable(),
      to: time.nullable(),
      people: z.array(personAnswer),
      file: z.string().nullable(),
      line: z.int().nullable(),
      text: z.string().meta({ description: 'a sentence' }),
    }),
  ),
});

export const peopleAnswer = z.object({
  items: z.array(
    personAnswer.extend({
      phones: z.array(number).meta({ description: 'all their numbers, in the order in which they are rung' }),
      textProvenAt: time.nullable().meta({ description: 'when a test by text was last answered from one of them' }),
      ringProvenAt: time.nullable().meta({ description: 'when the key of a test was last pressed on one of them' }),
    }),
  ),
  next: z.null(),
});

export const sentAnswer = z.object({ name: z.string().meta({ description: 'of whom it is sent to' }) });

export const teamsAnswer = z.object({
  zone: z.string().meta({ description: 'of the service: its times are by the clocks of this zone' }),
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      files: z.array(z.object({ name: z.string(), role: z.enum(['base', 'override']) })),
    }),
  ),
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
  state: z.enum(['wanted', 'kept', 'failed', 'gone']),
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
  purpose: z.enum(purposes),
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

const whyNot = z.string().nullable().meta({ description: 'null: it may be done; else why not' });

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
  flow: z.string(),
  step: z.string(),
  startedAt: time,
  endedAt: time.nullable(),
  outcome: z.string().nullable(),
});

export const wholeCaseAnswer = z.object({
  case: caseAnswer,
  acts: z.object({ take: whyNot, close: whyNot, call: whyNot, pass: whyNot, lead: whyNot, done: whyNot }),
  timeline: z.array(z.object({ at: time, text: z.string() })),
  recordings: z.array(recordingAnswer),
  promise: promiseAnswer.nullable(),
  pages: z.array(pageAnswer),
  attempts: z
    .array(attemptAnswer.extend({ page: z.string() }))
    .meta({ description: 'of its pages, oldest first: rings, texts and cancels' }),
  calls: z.array(callAnswer).meta({ description: 'that it was opened by, oldest first' }),
  names: z.record(z.string(), z.string()).meta({ description: 'of the people named above, by id' }),
  deskBlock: z.string().meta({ description: 'what the desk pastes into its own system' }),
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
  by: z.string().min(1).max(80).optional().meta({ description: 'who closes it; whoever is signed in, when absent' }),
  reason: z.string().min(1).max(500),
});

export const versionAnswer = z.object({
  id: z.string(),
  kind: z.enum(['flow', 'rota', 'hours', 'directory']),
  name: z.string(),
  hash: z.string(),
  state: z.enum(['inForce', 'quarantined', 'unreadable', 'rejected', 'superseded']),
  why: z.string().nullable().meta({ description: 'why it was held back' }),
  changes: z.array(z.string()).meta({ description: 'what it changes for the people on call' }),
  seenAt: time,
  inForceAt: time.nullable(),
  decidedAt: time.nullable(),
  acceptedBy: z.string(),
});

export const decideBody = z.strictObject({
  by: z.string().min(1).max(80).optional().meta({ description: 'who decides; whoever is signed in, when absent' }),
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
