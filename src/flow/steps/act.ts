import { z } from 'zod';
import { type Behaviour, stepName } from '../behaviour.ts';
import { effectsSchema } from '../effectSchema.ts';

export const actSchema = z.strictObject({ act: effectsSchema.min(1), next: stepName });
export type ActStep = z.infer<typeof actSchema>;

/** Has effects and goes on in the same turn. */
export function act(def: ActStep): Behaviour {
  return {
    outside: false,
    enter: () => ({ say: [], effects: def.act, goTo: def.next }),
    take: (_event, at) => ({ effects: [], tries: at.tries }),
    edges: [{ to: def.next, key: null, label: '', path: ['next'] }],
    texts: [],
    looks: [],
    deeds: [{ effects: def.act, path: ['act'] }],
    addresses: [],
  };
}
