/** The flows as the page draws them, and a call that is tried without being made. */
import { z } from 'zod';
import { personAnswer } from './api.ts';
import { flowLimits } from './flowLimits.ts';
import { limits } from './limits.ts';

const time = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });

const flowAbout = z.object({
  name: z.string(),
  about: z.string(),
  hash: z.string().meta({ description: 'of the version in force; a call keeps the one it began with' }),
});

export const flowsAnswer = z.object({ items: z.array(flowAbout.extend({ steps: z.int() })), next: z.null() });

export const flowAnswer = flowAbout.extend({
  first: z.string(),
  steps: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['say', 'ask', 'branch', 'record', 'wait', 'join', 'dial', 'comeBack', 'act', 'continueIn', 'end']),
      words: z.array(z.string()).meta({ description: 'every text of it; {name} stands for a fact' }),
      fact: z
        .object({ name: z.string(), about: z.string() })
        .nullable()
        .meta({ description: 'that a branch looks at' }),
      continuesIn: z.string().nullable().meta({ description: 'the flow it goes on in' }),
      ways: z.array(
        z.object({
          to: z.string(),
          label: z.string().meta({ description: 'such as "press 1"; empty where there is only one way' }),
          byPerson: z.boolean().meta({ description: 'somebody on the line does something for it' }),
        }),
      ),
      commits: z.array(z.string()).meta({ description: 'as sentences' }),
      onHangUp: z.array(z.string()).meta({ description: 'what hanging up here commits, as sentences' }),
    }),
  ),
});

/** What the caller does; what does not fit where they are is silence. */
const triedTurn = z.union(
  [
    z.enum(['silence', 'hold', 'talk', 'hangUp']).meta({
      description:
        'silence: until it ends by itself. hold: until the next words on hold. talk: whoever is rung or waited for is there, and they talk.',
    }),
    z.strictObject({
      press: z
        .string()
        .regex(/^[0-9*#]+$/)
        .max(flowLimits.triedKeys),
    }),
    z.strictObject({ say: z.string().trim().min(1).max(flowLimits.triedCharacters) }),
    z.strictObject({
      record: z.int().min(1).max(limits.recordSeconds).meta({ description: 'seconds that are recorded' }),
      endsBy: z.enum(['key', 'silence', 'hangUp']).default('key'),
    }),
  ],
  { error: 'must be silence, hold, talk, hangUp, { press: "1" }, { say: "help" }, or { record: 20 }' },
);

export const tryBody = z.strictObject({
  at: z.iso.datetime({ offset: true }).optional().meta({ description: 'when the call begins; now when absent' }),
  from: z
    .string()
    .trim()
    .max(40)
    .nullable()
    .default(null)
    .meta({ description: 'the number that calls; null when it is withheld' }),
  turns: z.array(triedTurn).max(flowLimits.triedTurns).default([]),
});

export type TriedTurn = z.output<typeof triedTurn>;

export const tryAnswer = z.object({
  at: time,
  from: z.string().nullable().meta({ description: 'E.164' }),
  turns: z
    .array(
      z.object({
        did: z.string().meta({ description: 'what the caller did' }),
        afterSeconds: z.int().meta({ description: 'since the call began, for somebody who hears every word' }),
        flow: z.string(),
        step: z.string().meta({ description: 'where the call stands now' }),
        through: z
          .array(z.object({ flow: z.string(), step: z.string() }))
          .meta({ description: 'the steps it came through, that one included' }),
        hears: z.string(),
        awaits: z.string().meta({ description: 'ask, record, wait, join, dial, comeBack, hangUp, or nothing' }),
        effects: z.array(z.string()).meta({ description: 'what is committed, as sentences' }),
      }),
    )
    .meta({ description: 'the first is the answered call; what was not needed any more after its end is left out' }),
  over: z.boolean(),
  outcome: z.string().nullable().meta({ description: 'once it is over' }),
  case: z
    .object({
      number: z.string(),
      urgency: z.string(),
      priority: z.string(),
      team: z.string().nullable(),
      expectation: z.string().nullable(),
      timeline: z.array(z.string()),
    })
    .nullable()
    .meta({ description: 'the number is an example' }),
  woken: z
    .array(
      z.object({
        team: z.string(),
        at: time,
        afterSeconds: z.int().meta({ description: 'since the call began; nobody accepts in the meantime' }),
        way: z.enum(['text', 'ring']),
        person: personAnswer,
        ringSeconds: z.int().nullable(),
      }),
    )
    .meta({ description: 'whom its pages would try if nothing more happened, until their last step repeats' }),
  notes: z.array(z.object({ team: z.string(), afterSeconds: z.int(), text: z.string() })),
  sends: z
    .array(
      z.object({
        way: z.enum(['text', 'ring']),
        afterSeconds: z.int(),
        to: z.string().meta({ description: 'a name, or a number' }),
        for: z.string().meta({ description: 'desk, choice, caller, alarm …' }),
        body: z.string().nullable(),
      }),
    )
    .meta({ description: 'rings and texts that are of no page' }),
  scenarios: z.array(
    z.object({
      flow: z.string(),
      file: z.string(),
      text: z.string().meta({ description: 'YAML; for the end of that file' }),
    }),
  ),
});
