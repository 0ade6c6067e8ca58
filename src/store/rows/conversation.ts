/** The JSON of the conversation as it is kept, checked when it is read back. */
import { z } from 'zod';
import type { Event, Reply, State, Words } from '../../domain/conversation.ts';

export const stateShape = z.object({
  version: z.literal(1),
  step: z.string(),
  tries: z.int(),
  waitingSince: z.int().nullable(),
  // What is absent in older rows has a default.
  unclear: z.int().default(0),
  keyed: z.string().default(''),
  pressed: z.boolean().default(false),
  over: z.boolean(),
}) satisfies z.ZodType<State, unknown>;

export const eventShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered') }),
  z.object({ kind: z.literal('keys'), keys: z.string() }),
  z.object({ kind: z.literal('speech'), text: z.string(), confidence: z.number() }),
  z.object({ kind: z.literal('silence') }),
  z.object({
    kind: z.literal('recorded'),
    recording: z.string(),
    seconds: z.number(),
    hungUp: z.boolean(),
    byKey: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal('dialled'),
    outcome: z.enum(['talked', 'declined', 'noAnswer', 'busy', 'failed']),
    seconds: z.number(),
  }),
  z.object({ kind: z.literal('left'), how: z.enum(['bridged', 'starKey', 'tooLong', 'hungUp', 'error']) }),
  z.object({ kind: z.literal('cameBack') }),
  z.object({ kind: z.literal('ended') }),
]) satisfies z.ZodType<Event>;

const wordsShape = z.union([
  z.object({ say: z.string() }),
  z.object({ pauseSeconds: z.number() }),
  z.object({ play: z.string() }),
]) satisfies z.ZodType<Words>;

export const replyShape = z.object({
  say: z.array(wordsShape),
  then: z.discriminatedUnion('do', [
    z.object({
      do: z.literal('ask'),
      maxKeys: z.number(),
      timeoutSeconds: z.number(),
      words: z.array(z.string()).default([]),
    }),
    z.object({ do: z.literal('record'), maxSeconds: z.number() }),
    z.object({ do: z.literal('wait'), maxSeconds: z.number(), everySeconds: z.number() }),
    z.object({ do: z.literal('join'), leg: z.string(), timeoutSeconds: z.number() }),
    z.object({ do: z.literal('dial'), to: z.string(), ringSeconds: z.number() }),
    z.object({ do: z.literal('comeBack'), afterSeconds: z.number() }),
    z.object({ do: z.literal('continueIn'), flow: z.string() }),
    z.object({ do: z.literal('hangUp') }),
  ]),
}) satisfies z.ZodType<Reply, unknown>;
