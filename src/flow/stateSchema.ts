import { z } from 'zod';
import type { State } from '../domain/conversation.ts';

/** Reads a leg's state back from its JSON. A shape of another version does not fit: it needs its own migration. */
export const stateSchema: z.ZodType<State, unknown> = z.strictObject({
  version: z.literal(1),
  step: z.string().min(1),
  tries: z.int().min(0),
  unclear: z.int().min(0).default(0),
  waitingSince: z.int().nullable(),
  keyed: z.string().default(''),
  pressed: z.boolean().default(false),
  over: z.boolean(),
});
