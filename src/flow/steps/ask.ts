import { z } from 'zod';
import type { Event } from '../../domain/conversation.ts';
import { limits } from '../../domain/limits.ts';
import { type At, type Behaviour, factOf, onHangUp, stepName, type Taken } from '../behaviour.ts';
import { fillWords } from '../fillWords.ts';
import { wordsSchema } from '../wordsSchema.ts';

const keys = z.string().regex(/^[0-9*#]{1,20}$/, 'must be keys of a telephone, in quotes: "1", "*"');

const word = z.string().regex(/^[a-z][a-z' ]{0,39}$/, "must be words in small letters, such as yes or that's right");

/** Below this the carrier is not sure what was said (Twilio, Gather: Confidence from 0 to 1). */
const leastConfidence = 0.4;

export const askSchema = z
  .strictObject({
    ask: wordsSchema,
    /** Words when it is asked again; absent: the same ones. */
    again: wordsSchema.optional(),
    keys: z.record(keys, stepName).default({}),
    /** What may be said instead of pressing a key. Words of two ways at once are no answer. */
    words: z.record(word, stepName).default({}),
    /** Where any other keys lead, `leastKeys` or more: a number, which the facts are told of. */
    keyed: stepName.optional(),
    leastKeys: z.int().min(1).max(20).default(1),
    /** Where every other key leads, star too; the words say "press any key". */
    anyKey: stepName.optional(),
    /** Keys that work though the words do not name them. */
    unspoken: z.array(keys).max(12).default([]),
    maxKeys: z.int().min(1).max(20).default(1),
    timeoutSeconds: z.int().min(1).max(limits.stepSeconds).default(5),
    /** How often the words are spoken before `unanswered`. */
    tries: z.int().min(1).max(limits.triesPerStep).default(3),
    /** Where silence leads in the end, and wrong keys and other words too unless `unclear` says otherwise. */
    unanswered: stepName,
    /** Where wrong keys and words that were not understood lead, `unclearTries` of them, counted apart from silence. */
    unclear: stepName.optional(),
    unclearTries: z.int().min(1).max(limits.triesPerStep).default(2),
    /** Looked at whenever there is no usable answer: a value named here leads away, the others ask again. */
    watch: z.strictObject({ fact: z.string().min(1), cases: z.record(z.string(), stepName) }).optional(),
    onHangUp,
  })
  .refine((def) => def.anyKey !== undefined || Object.keys(def.keys).length > 0, {
    message: 'must name at least one key',
    path: ['keys'],
  });
export type AskStep = z.infer<typeof askSchema>;

/**
 * Says its words and waits for a key. Anything that is no answer is asked again, then `unanswered` or `unclear`. Star
 * repeats the words, unless it is one of the keys, and counts for nothing.
 */
export function ask(def: AskStep): Behaviour {
  return {
    outside: true,
    enter: (at) => ({
      say: fillWords(at.tries + at.unclear > 0 ? (def.again ?? def.ask) : def.ask, at),
      effects: [],
      outside: { do: 'ask', maxKeys: def.maxKeys, timeoutSeconds: def.timeoutSeconds, words: Object.keys(def.words) },
    }),
    take: (event, at) => takeAnswer(def, event, at),
    edges: [
      ...Object.entries(def.keys).map(([key, to]) => ({ to, key, label: key, path: ['keys', key] })),
      ...Object.entries(def.words).map(([said, to]) => ({
        to,
        key: null,
        by: 'word' as const,
        label: `say ${said}`,
        path: ['words', said],
      })),
      ...(def.keyed === undefined
        ? []
        : [{ to: def.keyed, key: null, by: 'number' as const, label: 'a number', path: ['keyed'] }]),
      ...Object.entries(def.watch?.cases ?? {}).map(([value, to]) => ({
        to,
        key: null,
        label: `${def.watch?.fact}: ${value}`,
        path: ['watch', 'cases', value],
      })),
      ...(def.anyKey === undefined
        ? []
        : [{ to: def.anyKey, key: null, by: 'anyKey' as const, label: 'any key', path: ['anyKey'] }]),
      ...(def.unclear === undefined
        ? []
        : [{ to: def.unclear, key: null, by: 'unclear' as const, label: 'not understood', path: ['unclear'] }]),
      { to: def.unanswered, key: null, label: 'no answer', path: ['unanswered'] },
    ],
    texts: [
      { words: def.ask, path: ['ask'] },
      ...(def.again === undefined ? [] : [{ words: def.again, path: ['again'] }]),
    ],
    looks:
      def.watch === undefined
        ? []
        : [{ fact: def.watch.fact, values: Object.keys(def.watch.cases), others: true, path: ['watch', 'fact'] }],
    deeds: [],
    addresses: [],
  };
}

function takeAnswer(def: AskStep, event: Event, at: At): Taken {
  const chosen = chosenBy(def, event);
  if (chosen !== undefined) return { effects: [], chosen: true, ...chosen };
  if (def.watch !== undefined) {
    const value = factOf(def.watch.fact, at);
    const away = Object.hasOwn(def.watch.cases, value) ? def.watch.cases[value] : undefined;
    if (away !== undefined) return { effects: [], goTo: away };
  }
  if (event.kind === 'keys' && event.keys === '*') return { effects: [], tries: 0, unclear: 0 };
  const isUnclear = (event.kind === 'keys' && event.keys !== '') || event.kind === 'speech';
  if (isUnclear && def.unclear !== undefined) {
    const unclear = at.unclear + 1;
    if (unclear >= def.unclearTries) return { effects: [], goTo: def.unclear, chosen: true };
    return { effects: [], tries: at.tries, unclear };
  }
  const tries = at.tries + 1;
  return tries < def.tries ? { effects: [], tries } : { effects: [], goTo: def.unanswered };
}

/** The way that somebody has chosen by keys or words, and the number if it was one. */
function chosenBy(def: AskStep, event: Event): { goTo: string; keyed?: string } | undefined {
  if (event.kind === 'speech') {
    const said = wayOfWords(def, event);
    return said === undefined ? undefined : { goTo: said };
  }
  if (event.kind !== 'keys' || event.keys === '') return undefined;
  const own = Object.hasOwn(def.keys, event.keys) ? def.keys[event.keys] : undefined;
  if (own !== undefined) return { goTo: own };
  if (def.keyed !== undefined && /^\d+$/.test(event.keys) && event.keys.length >= def.leastKeys)
    return { goTo: def.keyed, keyed: event.keys };
  return def.anyKey === undefined ? undefined : { goTo: def.anyKey };
}

/** The one way whose words were said; undefined when there is none, or two that contradict each other. */
function wayOfWords(def: AskStep, { text, confidence }: { text: string; confidence: number }): string | undefined {
  if (confidence < leastConfidence) return undefined;
  let heard = ` ${text
    .toLowerCase()
    .replace(/[^a-z']+/g, ' ')
    .replaceAll(' ', '  ')} `;
  const ways = new Set<string>();
  // The longest first, and taken out of what was heard: "not critical" is not "critical".
  for (const [said, to] of Object.entries(def.words).sort(([a], [b]) => b.length - a.length)) {
    const rest = heard.replaceAll(` ${said.replaceAll(' ', '  ')} `, ' . ');
    if (rest !== heard) ways.add(to);
    heard = rest;
  }
  const [first, ...others] = ways;
  return others.length === 0 ? first : undefined;
}
