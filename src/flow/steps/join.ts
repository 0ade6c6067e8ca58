import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { type Behaviour, factOf, onHangUp, stepName } from '../behaviour.ts';
import { effectsSchema } from '../effectSchema.ts';

export const joinSchema = z.strictObject({
  /** The fact that holds the id of the waiting caller's leg. */
  join: z.string().min(1),
  timeoutSeconds: z.int().min(1).max(limits.stepSeconds).default(10),
  /** Effects of having talked for `limits.spokenSeconds` or longer, also when it is heard of after the leg's end. */
  whenTalked: effectsSchema.default([]),
  talked: stepName,
  /** Where two lead who were parted within `limits.droppedSeconds`; absent: as `talked`. */
  cutOff: stepName.optional(),
  /** Where everything else leads, and an empty leg too. */
  otherwise: stepName,
  onHangUp,
});
export type JoinStep = z.infer<typeof joinSchema>;

/** Connects this leg with a caller on hold. That they are waiting is our belief, so it has a limit (Twilio, <Dial><Queue>). */
export function join(def: JoinStep): Behaviour {
  return {
    outside: true,
    enter(at) {
      const leg = factOf(def.join, at);
      if (leg === '') return { say: [], effects: [], goTo: def.otherwise };
      return { say: [], effects: [], outside: { do: 'join', leg, timeoutSeconds: def.timeoutSeconds } };
    },
    take(event) {
      if (event.kind !== 'dialled' || event.outcome !== 'talked') return { effects: [], goTo: def.otherwise };
      const effects = event.seconds >= limits.spokenSeconds ? def.whenTalked : [];
      const isCutOff = def.cutOff !== undefined && event.seconds < limits.droppedSeconds;
      return isCutOff
        ? { effects: [...effects, { kind: 'offerAgain' }], goTo: def.cutOff ?? def.talked }
        : { effects, goTo: def.talked };
    },
    edges: [
      { to: def.talked, key: null, label: 'talked', path: ['talked'] },
      ...(def.cutOff === undefined ? [] : [{ to: def.cutOff, key: null, label: 'cut off', path: ['cutOff'] }]),
      { to: def.otherwise, key: null, label: 'not connected', path: ['otherwise'] },
    ],
    texts: [],
    looks: [],
    deeds: [{ effects: def.whenTalked, path: ['whenTalked'] }],
    addresses: [{ fact: def.join, path: ['join'] }],
  };
}
