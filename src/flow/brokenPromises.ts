import type { Effect, Event, State, Transition, Words } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { stepOf } from './behave.ts';
import type { Flow } from './flowSchema.ts';
import type { Looked } from './underEveryFacts.ts';

/** One turn of a leg, and what had been heard of it before. */
export interface Turn {
  before: State;
  /** Has a critical case been opened before? */
  critical: boolean;
  /** Have the facts told of a person before, or now? */
  known: boolean;
  event: Event;
  moved: Transition;
  looked: Looked;
}

/** Replies without words of their own: somebody else is heard, or the beep that a key has led to. */
const wordless = ['join', 'dial', 'continueIn'];

/** @returns the promises that this turn breaks, as sentences that say how it ought to be */
export function brokenPromises(flow: Flow, turn: Turn): string[] {
  const { before, critical, event, moved } = turn;
  const has = (kind: Effect['kind']) => moved.effects.some((effect) => effect.kind === kind);
  const words = spokenIn(moved.reply?.say ?? []);
  const then = moved.reply?.then.do;
  const leadsTo = moved.reply?.then.do === 'continueIn' ? moved.reply.then.flow : null;
  const gone = event.kind === 'ended' || (event.kind === 'left' && event.how === 'hungUp');
  const def = stepOf(flow, before.step);
  const isBeep = then === 'record' && event.kind === 'keys';
  const rules: Record<string, boolean> = {
    'nobody is left without words or an end': (moved.reply === null) === moved.state.over,
    'what is over stays over': !before.over || moved.state.over,
    'a hang-up ends the leg': !gone || moved.state.over,
    'a reply has words, but for a beep after a key':
      moved.reply === null || words !== '' || isBeep || wordless.includes(then ?? ''),
    'a question is short': then !== 'ask' || countWords(words) <= limits.questionWords,
    'there is no long silence': longestSilence(moved) <= limits.silenceSeconds,
    'critical pages in the same turn': !opensCritical(moved) || has('startPage'),
    'a major incident is heard by key 9': !opensMajor(moved) || isKey(event, '9'),
    'critical needs a sign of a person': !opensCritical(moved) || hasSign(turn),
    'key 2 is not critical where it means something': !opensCritical(moved) || !isKey(event, '2') || !means(def, '2'),
    'a hang-up after critical brings the page forward':
      !(critical && gone && !before.over && !('end' in def)) || has('bringPageForward'),
    'a phone is proven by key 1': !has('noteProof') || isKey(event, '1'),
    'another team is named by a key': !has('wrongTeam') || event.kind === 'keys',
    'accepting needs key 1': !has('acceptCases') || isKey(event, '1'),
    'whoever calls is led to a case by its code alone':
      flow.name !== 'staff' || leadsTo === null || leadsTo === 'hotline' || 'continueIn' in def || isCode(event),
    'whoever calls does nothing to a case before':
      flow.name !== 'staff' || moved.effects.every(({ kind }) => kind === 'ringBack' || kind === 'keepRecording'),
    'passing needs key 2': !has('passPage') || isKey(event, '2'),
    'a recording is kept': (event.kind === 'recorded') === has('keepRecording'),
    'the promise is given where it is said': !has('givePromise') || words.includes('within one hour'),
    'on hold there is a time since when':
      (moved.state.waitingSince !== null) === 'wait' in stepOf(flow, moved.state.step),
    'a dial status keeps no promise': !has('keepPromise') || event.kind === 'keys' || 'join' in def,
  };
  return Object.entries(rules).flatMap(([rule, kept]) => (kept ? [] : [rule]));
}

/** What is said, in one text. */
export function spokenIn(words: readonly Words[]): string {
  return words.flatMap((part) => ('say' in part ? [part.say] : [])).join(' ');
}

export function opensCritical({ effects }: Transition): boolean {
  return effects.some((effect) => effect.kind === 'openCase' && effect.urgency === 'critical');
}

function opensMajor({ effects }: Transition): boolean {
  return effects.some((effect) => effect.kind === 'openCase' && effect.major);
}

function isKey(event: Event, key: string): boolean {
  return event.kind === 'keys' && event.keys === key;
}

function isCode(event: Event): boolean {
  return event.kind === 'keys' && /^\d\d$/.test(event.keys);
}

/** Is this key one of those that a question names? */
function means(def: object, key: string): boolean {
  return 'keys' in def && typeof def.keys === 'object' && def.keys !== null && Object.hasOwn(def.keys, key);
}

/** Has somebody done something by now, or do the facts know of a person? A recording alone may be a machine's. */
function hasSign({ before, event, known }: Turn): boolean {
  if (event.kind !== 'recorded') return event.kind === 'keys' || event.kind === 'speech' || before.pressed || known;
  return event.byKey === true || before.pressed || known;
}

/** Seconds without a sound in a reply, other than listening for an answer. */
function longestSilence({ reply }: Transition): number {
  if (reply === null) return 0;
  const pauses = reply.say.map((part) => ('pauseSeconds' in part ? part.pauseSeconds : 0));
  return Math.max(0, ...pauses, reply.then.do === 'comeBack' ? reply.then.afterSeconds : 0);
}

/** Words of two letters or more: digits that are spoken one by one do not count. */
function countWords(text: string): number {
  return (text.match(/[\p{L}'-]{2,}/gu) ?? []).length;
}
