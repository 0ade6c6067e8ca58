import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { type Behaviour, onHangUp, stepName } from '../behaviour.ts';
import { fillWords } from '../fillWords.ts';
import { wordsSchema } from '../wordsSchema.ts';

export const comeBackSchema = z.strictObject({
  comeBack: wordsSchema,
  afterSeconds: z.int().min(1).max(limits.stepSeconds),
  next: stepName,
  onHangUp,
});
export type ComeBackStep = z.infer<typeof comeBackSchema>;

/** Says its words and goes on a little later, with facts of that moment. */
export function comeBack(def: ComeBackStep): Behaviour {
  return {
    outside: true,
    enter: (at) => ({
      say: fillWords(def.comeBack, at),
      effects: [],
      outside: { do: 'comeBack', afterSeconds: def.afterSeconds },
    }),
    take: () => ({ effects: [], goTo: def.next }),
    edges: [{ to: def.next, key: null, label: `after ${def.afterSeconds} s`, path: ['next'] }],
    texts: [{ words: def.comeBack, path: ['comeBack'] }],
    looks: [],
    deeds: [],
    addresses: [],
  };
}
