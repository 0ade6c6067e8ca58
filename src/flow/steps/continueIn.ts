import { z } from 'zod';
import { type Behaviour, onHangUp, stepName } from '../behaviour.ts';
import { fillWords } from '../fillWords.ts';
import { wordsSchema } from '../wordsSchema.ts';

export const continueInSchema = z.strictObject({
  /** The flow whose first step comes next. */
  continueIn: stepName,
  /** Said before its words. */
  saying: wordsSchema.optional(),
  onHangUp,
});
export type ContinueInStep = z.infer<typeof continueInSchema>;

/** Leaves this flow for another one, in the same turn. */
export function continueIn(def: ContinueInStep): Behaviour {
  return {
    outside: true,
    enter: (at) => ({
      say: fillWords(def.saying ?? [], at),
      effects: [],
      outside: { do: 'continueIn', flow: def.continueIn },
    }),
    take: (_event, at) => ({ effects: [], tries: at.tries }),
    edges: [],
    texts: def.saying === undefined ? [] : [{ words: def.saying, path: ['saying'] }],
    looks: [],
    deeds: [],
    addresses: [],
  };
}
