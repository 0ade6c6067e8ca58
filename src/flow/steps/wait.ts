import { z } from 'zod';
import type { Event } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import { type Behaviour, onHangUp, stepName } from '../behaviour.ts';
import { effectsSchema } from '../effectSchema.ts';
import { fillWords } from '../fillWords.ts';
import { wordsSchema } from '../wordsSchema.ts';

/** What is said at a look of the hold when every fact of `when` has the value beside it. */
const holdWords = z.strictObject({
  when: z.record(z.string(), z.string()).default({}),
  say: wordsSchema,
  /** The wait ends after these words. */
  leave: z.boolean().default(false),
});

export const waitSchema = z.strictObject({
  wait: wordsSchema,
  maxSeconds: z.int().min(1).max(limits.holdSeconds),
  everySeconds: z.int().min(5).max(limits.stepSeconds).default(20),
  /** So long after the beginning there is a look, to the second, whatever the others are. */
  lookAtSeconds: z.int().min(1).max(limits.holdSeconds).optional(),
  /** Said at a look of the hold: the first whose facts are so. The last has no `when`. */
  words: z.array(holdWords).min(1).max(20),
  /** Said after the words at the first look and every third one. */
  reminder: wordsSchema.optional(),
  /** Effects of having been connected, also when it is heard of after the leg's end. */
  whenBridged: effectsSchema.default([]),
  bridged: stepName,
  starKey: stepName,
  tooLong: stepName,
  error: stepName,
  onHangUp,
});
export type WaitStep = z.infer<typeof waitSchema>;

/** Puts the caller on hold. Looks change nothing (`holdTick`); the move is the one event that tells how they left. */
export function wait(def: WaitStep): Behaviour {
  return {
    outside: true,
    enter: (at) => ({
      say: fillWords(def.wait, at),
      effects: [],
      outside: { do: 'wait', maxSeconds: def.maxSeconds, everySeconds: def.everySeconds },
    }),
    take: (event) => {
      const way = wayOut(event);
      return { effects: way === 'bridged' ? def.whenBridged : [], goTo: def[way] };
    },
    edges: (['bridged', 'starKey', 'tooLong', 'error'] as const).map((way) => ({
      to: def[way],
      key: null,
      label: way,
      path: [way],
    })),
    texts: [
      { words: def.wait, path: ['wait'] },
      ...def.words.map((entry, i) => ({ words: entry.say, path: ['words', i, 'say'] })),
      ...(def.reminder === undefined ? [] : [{ words: def.reminder, path: ['reminder'] }]),
    ],
    looks: def.words.flatMap((entry, i) =>
      Object.entries(entry.when).map(([fact, value]) => ({
        fact,
        values: [value],
        others: true,
        path: ['words', i, 'when', fact],
      })),
    ),
    deeds: [{ effects: def.whenBridged, path: ['whenBridged'] }],
    addresses: [],
  };
}

/** A hang-up is dealt with before any step is asked; what does not fit means that the hold broke. */
function wayOut(event: Event): 'bridged' | 'starKey' | 'tooLong' | 'error' {
  if (event.kind === 'left' && event.how !== 'hungUp') return event.how;
  if (event.kind === 'keys' && event.keys === '*') return 'starKey';
  return 'error';
}
