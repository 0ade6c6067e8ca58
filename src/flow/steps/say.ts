import { z } from 'zod';
import { type Behaviour, stepName } from '../behaviour.ts';
import { fillWords } from '../fillWords.ts';
import { wordsSchema } from '../wordsSchema.ts';

export const saySchema = z.strictObject({ say: wordsSchema, next: stepName });
export type SayStep = z.infer<typeof saySchema>;

/** Says its words and goes on in the same turn. */
export function say(def: SayStep): Behaviour {
  return {
    outside: false,
    enter: (at) => ({ say: fillWords(def.say, at), effects: [], goTo: def.next }),
    take: (_event, at) => ({ effects: [], tries: at.tries }),
    edges: [{ to: def.next, key: null, label: '', path: ['next'] }],
    texts: [{ words: def.say, path: ['say'] }],
    looks: [],
    deeds: [],
    addresses: [],
  };
}
