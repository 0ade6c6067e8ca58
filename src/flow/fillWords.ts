import type { Words } from '../domain/conversation.ts';
import { type At, factOf } from './behaviour.ts';

/** Matches one {name} in spoken text. */
export const variablePattern = /\{(\w+)\}/g;

/**
 * Puts the facts into words: {name} becomes its value. A sound that there is none of is left out.
 * @throws Error naming flow, step and fact when a fact is absent
 */
export function fillWords(words: Words[], at: At): Words[] {
  const fill = (text: string) => text.replace(variablePattern, (_, name: string) => factOf(name, at));
  return words.flatMap((part): Words[] => {
    if ('say' in part) return [{ say: fill(part.say) }];
    if (!('play' in part)) return [part];
    const sound = fill(part.play);
    return sound === '' ? [] : [{ play: sound }];
  });
}
