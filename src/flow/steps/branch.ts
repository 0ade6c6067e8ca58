import { z } from 'zod';
import { type Behaviour, factOf, stepName } from '../behaviour.ts';

export const branchSchema = z.strictObject({
  branch: z.string().min(1),
  cases: z.record(z.string(), stepName),
  else: stepName.optional(),
});
export type BranchStep = z.infer<typeof branchSchema>;

/** Looks at one fact and goes on, in the same turn, by its value. */
export function branch(def: BranchStep): Behaviour {
  return {
    outside: false,
    enter(at) {
      const value = factOf(def.branch, at);
      const goTo = (Object.hasOwn(def.cases, value) ? def.cases[value] : undefined) ?? def.else;
      if (goTo === undefined)
        throw new Error(`flow ${at.flow}, step ${at.step}: no way for ${def.branch} "${value}", and no else`);
      return { say: [], effects: [], goTo };
    },
    take: (_event, at) => ({ effects: [], tries: at.tries }),
    edges: [
      ...Object.entries(def.cases).map(([value, to]) => ({
        to,
        key: null,
        label: `${def.branch}: ${value}`,
        path: ['cases', value],
      })),
      ...(def.else === undefined ? [] : [{ to: def.else, key: null, label: 'else', path: ['else'] }]),
    ],
    texts: [],
    looks: [{ fact: def.branch, values: Object.keys(def.cases), others: def.else !== undefined, path: ['branch'] }],
    deeds: [],
    addresses: [],
  };
}
