import type { Words } from '../domain/conversation.ts';
import { type At, factOf } from './behaviour.ts';

/** Matches one {name} in spoken text. */
export const variablePattern = /\{(\w+)\}/g;

/**
 * Puts the facts into words: {name} becomes its value.
 * @throws Error naming flow, step and fact when a fact is absent
 */
export function fillWords(words: Words[], at: At): Words[] {
  return words.map((part) =>
    'say' in part ? { say: part.say.replace(variablePattern, (_, name: string) => factOf(name, at)) } : part,
  );
}
