import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { type Behaviour, factOf, onHangUp, stepName } from '../behaviour.ts';
import { effectsSchema } from '../effectSchema.ts';

export const dialSchema = z.strictObject({
  /** The fact that holds the number, in E.164. */
  dial: z.string().min(1),
  ringSeconds: z.int().min(5).max(limits.dialSeconds).default(25),
  /** Effects of a phone that answered, also when it is heard of after the leg's end: a voicemail counts. */
  whenTalked: effectsSchema.default([]),
  talked: stepName,
  /** Where everything else leads, and an empty number too. */
  otherwise: stepName,
  onHangUp,
});
export type DialStep = z.infer<typeof dialSchema>;

/**
 * Rings a number and connects it. `talked` is the carrier's word, and a voicemail talks too, so no promise is kept by it:
 * a person must say afterwards whether they spoke (promise 8).
 */
export function dial(def: DialStep): Behaviour {
  return {
    outside: true,
    enter(at) {
      const to = factOf(def.dial, at);
      if (to === '') return { say: [], effects: [], goTo: def.otherwise };
      return { say: [], effects: [], outside: { do: 'dial', to, ringSeconds: def.ringSeconds } };
    },
    take: (event) =>
      event.kind === 'dialled' && event.outcome === 'talked'
        ? { effects: def.whenTalked, goTo: def.talked }
        : { effects: [], goTo: def.otherwise },
    edges: [
      { to: def.talked, key: null, label: 'answered', path: ['talked'] },
      { to: def.otherwise, key: null, label: 'not answered', path: ['otherwise'] },
    ],
    texts: [],
    looks: [],
    deeds: [{ effects: def.whenTalked, path: ['whenTalked'] }],
    addresses: [{ fact: def.dial, path: ['dial'] }],
  };
}
