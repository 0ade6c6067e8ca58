import { z } from 'zod';
import type { Event } from '../domain/conversation.ts';

/** What happens in a turn of a scenario, as its file writes it. `look` is a look of the hold line, which changes nothing. */
const happening = z.union(
  [
    z.enum(['answered', 'silence', 'cameBack', 'ended']).transform((kind): Event => ({ kind })),
    z.strictObject({ press: z.string() }).transform((written): Event => ({ kind: 'keys', keys: written.press })),
    z
      .strictObject({ speech: z.string() })
      .transform((written): Event => ({ kind: 'speech', text: written.speech, confidence: 0.9 })),
    z
      .strictObject({
        recorded: z.strictObject({
          recording: z.string().default('RE1'),
          seconds: z.int().min(0).default(20),
          hungUp: z.boolean().default(false),
          byKey: z.literal(true).optional(),
        }),
      })
      .transform((written): Event => ({ kind: 'recorded', ...written.recorded })),
    z
      .strictObject({
        dialled: z.enum(['talked', 'declined', 'noAnswer', 'busy', 'failed']),
        seconds: z.int().default(90),
      })
      .transform((written): Event => ({ kind: 'dialled', outcome: written.dialled, seconds: written.seconds })),
    z
      .strictObject({ left: z.enum(['bridged', 'starKey', 'tooLong', 'hungUp', 'error']) })
      .transform((written): Event => ({ kind: 'left', how: written.left })),
    z.strictObject({ look: z.int().min(0) }),
  ],
  {
    error:
      'must be answered, silence, cameBack, ended, press: "1", speech: …, recorded: {}, dialled: talked, ' +
      'left: bridged, or look: 0',
  },
);

const heard = z.union([z.string(), z.array(z.string())]).transform((one) => (Array.isArray(one) ? one : [one]));
const awaited = ['ask', 'record', 'wait', 'join', 'dial', 'comeBack', 'continueIn', 'hangUp', 'nothing'] as const;

const turnSchema = z.strictObject({
  event: happening,
  /** Time that passes before it. */
  afterSeconds: z.int().min(0).default(0),
  /** Facts that have changed by now; they stay changed. */
  facts: z.record(z.string(), z.string()).default({}),
  /** Parts of what is heard, small or capital letters; a regular expression between slashes. */
  hears: heard.default([]),
  notHears: heard.default([]),
  awaits: z.enum(awaited).optional(),
  /** Exactly these effects in this order: kinds, or objects with the properties that matter. Absent: none. */
  effects: z.array(z.union([z.string(), z.looseObject({ kind: z.string() })])).default([]),
  /** The step the leg stands at afterwards. */
  step: z.string().optional(),
  /** Does a look end the wait? */
  leaves: z.boolean().default(false),
});

/** A conversation played against a flow: what happens, and what must be heard, awaited and done. */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1),
  /** Facts at the start, over the examples of the catalogue. */
  facts: z.record(z.string(), z.string()).default({}),
  turns: z.array(turnSchema).min(1),
});

export const scenariosSchema = z.array(scenarioSchema).min(1);

export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioTurn = Scenario['turns'][number];
