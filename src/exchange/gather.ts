import type { Call } from './call.ts';
import type { Fields } from './office.ts';
import type { Verb } from './readTwiml.ts';
import { rules, speakingTime } from './rules.ts';
import { askFor, type Next, type Turn } from './runCall.ts';
import { utterances } from './speak.ts';

/** What has been pressed and said so far. */
interface Heard {
  digits: string;
  /** The key that ended it, or ''. */
  finishedBy: string;
  words: string | null;
  complete: boolean;
  /** When the words end. */
  wordsUntil: number;
  /** Wakes the wait in progress. */
  wake: (() => void) | null;
}

/**
 * <Gather>: prompts that a key or, with speech input, a word stops; then keys until numDigits, finishOnKey or the
 * timeout since the last key. Without input there is no request and the next verb runs, unless actionOnEmptyResult is
 * true. A finishOnKey alone is no input. Source: https://www.twilio.com/docs/voice/twiml/gather
 */
export async function gather(turn: Turn, verb: Verb): Promise<Next> {
  const { call, office } = turn;
  const input = verb.attributes.input ?? 'dtmf';
  const heard: Heard = { digits: '', finishedBy: '', words: null, complete: false, wordsUntil: 0, wake: null };
  const timeoutMs = Number(verb.attributes.timeout ?? rules.gatherSeconds) * 1000;
  const key = (pressed: string) => {
    if (heard.complete || !input.includes('dtmf')) return;
    takeKey(heard, pressed, verb);
    heard.wake?.();
  };
  const words = (text: string) => {
    if (heard.complete || !input.includes('speech')) return;
    heard.words = heard.words === null ? text : `${heard.words} ${text}`;
    heard.wordsUntil = Math.max(heard.wordsUntil, office.clock.now()) + speakingTime(text);
    heard.wake?.();
  };
  for (const typed of call.typedAhead()) key(typed);
  call.listener = { key, words };
  const machine = call.phone.machineSpeech;
  if (machine !== null) words(machine);
  try {
    await prompt(turn, verb, heard);
    while (!heard.complete) {
      // Speech ends a second of silence after the last word.
      const speaking = heard.words !== null && heard.digits === '';
      const ms = speaking ? Math.max(0, heard.wordsUntil - office.clock.now()) + 1000 : timeoutMs;
      if (!(await inputWithin(call, heard, turn, ms))) heard.complete = true;
    }
  } finally {
    call.listener = null;
  }
  const empty = heard.digits === '' && heard.words === null;
  if (empty && verb.attributes.actionOnEmptyResult !== 'true') return 'next';
  return askFor(turn, verb.attributes.action, verb.attributes.method, result(heard));
}

function takeKey(heard: Heard, key: string, verb: Verb): void {
  const finishOnKey = verb.attributes.finishOnKey ?? '#';
  if (finishOnKey.includes(key)) {
    heard.finishedBy = key;
    heard.complete = true;
    return;
  }
  heard.digits += key;
  if (heard.digits.length >= Number(verb.attributes.numDigits ?? Number.POSITIVE_INFINITY)) heard.complete = true;
}

function result(heard: Heard): Fields {
  if (heard.digits === '' && heard.words !== null) return { SpeechResult: heard.words, Confidence: '0.9' };
  // Sent by the carrier though its table does not name them: FinishedOnKey and msg.
  return { Digits: heard.digits, FinishedOnKey: heard.finishedBy, msg: 'Gather End' };
}

/** Speaks the nested verbs until the first key or word. */
async function prompt(turn: Turn, verb: Verb, heard: Heard): Promise<void> {
  for (const child of verb.children) {
    if (touched(heard)) return;
    for (const utterance of await utterances(turn, child)) {
      if (touched(heard)) return;
      const began = turn.office.clock.now();
      if (utterance.text) turn.call.phone.hear(utterance.text);
      const interrupted = await inputWithin(turn.call, heard, turn, utterance.ms);
      if (interrupted && utterance.text) turn.call.phone.cut(turn.office.clock.now() - began);
    }
  }
}

function touched(heard: Heard): boolean {
  return heard.complete || heard.digits !== '' || heard.words !== null;
}

/** Waits for input or until `ms` have passed. @returns whether there was input */
function inputWithin(call: Call, heard: Heard, turn: Turn, ms: number): Promise<boolean> {
  return call.sleep<boolean>((done) => {
    const timer = turn.office.clock.after(ms, () => done(false));
    heard.wake = () => done(true);
    return () => {
      timer.cancel();
      heard.wake = null;
    };
  });
}
