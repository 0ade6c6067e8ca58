import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import { type Behaviour, onHangUp, stepName } from '../behaviour.ts';
import { effectsSchema } from '../effectSchema.ts';
import { fillWords } from '../fillWords.ts';
import { wordsSchema } from '../wordsSchema.ts';

export const recordSchema = z.strictObject({
  record: wordsSchema,
  /** Words when nothing was recorded and it is offered again; absent: the same ones. */
  again: wordsSchema.optional(),
  maxSeconds: z.int().min(1).max(limits.recordSeconds),
  /** How often a recording is offered. */
  tries: z.int().min(1).max(limits.triesPerStep).default(1),
  /** Effects of a recording, also of one that ends in a hang-up or is heard of late. */
  whenRecorded: effectsSchema.default([]),
  next: stepName,
  /** A key that ends the recording shows that a person is there: its own effects instead, and its own way. */
  byKey: z.strictObject({ effects: effectsSchema.default([]), next: stepName }).optional(),
  /** Where a key during the words leads: another recording, begun without words. Absent: this one. */
  pressed: stepName.optional(),
  /** Where it goes on when nothing was recorded. */
  empty: stepName,
  onHangUp,
});
export type RecordStep = z.infer<typeof recordSchema>;

/**
 * Records what the person says. The carrier makes no request for an empty recording (Twilio, <Record>), so the reply
 * is rendered with a way back, which arrives here as silence.
 */
export function record(def: RecordStep): Behaviour {
  return {
    outside: true,
    enter: (at) => ({
      say: at.hush ? [] : fillWords(at.tries > 0 ? (def.again ?? def.record) : def.record, at),
      effects: [],
      outside: { do: 'record', maxSeconds: def.maxSeconds },
    }),
    take(event, at) {
      if (event.kind === 'recorded')
        return event.byKey && def.byKey
          ? { effects: def.byKey.effects, goTo: def.byKey.next }
          : { effects: def.whenRecorded, goTo: def.next };
      // The words are in the way: whoever presses a key hears the beep at once.
      if (event.kind === 'keys' && event.keys !== '')
        return def.pressed === undefined
          ? { effects: [], tries: at.tries, hush: true }
          : { effects: [], goTo: def.pressed, hush: true };
      const tries = at.tries + 1;
      return tries < def.tries ? { effects: [], tries } : { effects: [], goTo: def.empty };
    },
    edges: [
      { to: def.next, key: null, label: 'recorded', path: ['next'] },
      ...(def.byKey === undefined
        ? []
        : [{ to: def.byKey.next, key: null, by: 'anyKey' as const, label: 'a key ends it', path: ['byKey', 'next'] }]),
      ...(def.pressed === undefined
        ? []
        : [{ to: def.pressed, key: null, by: 'anyKey' as const, label: 'any key', path: ['pressed'] }]),
      { to: def.empty, key: null, label: 'nothing recorded', path: ['empty'] },
    ],
    texts: [
      { words: def.record, path: ['record'] },
      ...(def.again === undefined ? [] : [{ words: def.again, path: ['again'] }]),
    ],
    looks: [],
    deeds: [
      { effects: def.whenRecorded, path: ['whenRecorded'] },
      ...(def.byKey === undefined ? [] : [{ effects: def.byKey.effects, path: ['byKey', 'effects'] }]),
    ],
    addresses: [],
  };
}
