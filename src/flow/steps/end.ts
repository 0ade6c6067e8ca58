import { z } from 'zod';
import { type Behaviour, onHangUp } from '../behaviour.ts';
import { fillWords } from '../fillWords.ts';
import { wordsSchema } from '../wordsSchema.ts';

export const endSchema = z.strictObject({ end: wordsSchema, onHangUp });
export type EndStep = z.infer<typeof endSchema>;

/** Says its words and hangs up. Should anything still come, it says them again. */
export function end(def: EndStep): Behaviour {
  return {
    outside: true,
    enter: (at) => ({ say: fillWords(def.end, at), effects: [], outside: { do: 'hangUp' } }),
    take: (_event, at) => ({ effects: [], tries: at.tries }),
    edges: [],
    texts: [{ words: def.end, path: ['end'] }],
    looks: [],
    deeds: [],
    addresses: [],
  };
}
