import type { Verb } from './readTwiml.ts';
import { rules, speakingTime } from './rules.ts';
import type { Next, Turn } from './runCall.ts';

/** Something to be heard: its words (null for silence) and how long it takes. */
export interface Utterance {
  text: string | null;
  ms: number;
}

/**
 * What <Say>, <Play> and <Pause> let hear, with their repetitions. A sound is fetched, as the carrier does, so that an
 * address that does not answer is found.
 */
export async function utterances(turn: Turn, verb: Verb): Promise<Utterance[]> {
  if (verb.name === 'Pause') return [{ text: null, ms: Number(verb.attributes.length ?? 1) * 1000 }];
  const one = verb.name === 'Say' ? { text: verb.text, ms: speakingTime(verb.text) } : await sound(turn, verb);
  const loop = Number(verb.attributes.loop ?? 1);
  return Array.from({ length: loop === 0 ? rules.endlessLoop : loop }, () => one);
}

async function sound(turn: Turn, verb: Verb): Promise<Utterance> {
  if (verb.text === '') return { text: null, ms: (verb.attributes.digits ?? '').length * rules.shortestSpeech };
  const url = new URL(verb.text, turn.url).href;
  await turn.office.post({ kind: 'play', url, method: 'GET', fields: {} });
  turn.call.checkpoint();
  return { text: `(sound ${new URL(url).pathname})`, ms: rules.playedSound };
}

/** Runs a <Say>, <Play> or <Pause> that no key interrupts. */
export async function speak(turn: Turn, verb: Verb): Promise<Next> {
  for (const utterance of await utterances(turn, verb)) {
    if (utterance.text !== null && utterance.text !== '') turn.call.phone.hear(utterance.text);
    await turn.call.pause(utterance.ms);
  }
  return 'next';
}
