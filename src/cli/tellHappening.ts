import type { Happening } from './phoneFeed.ts';
import type { PhoneNames } from './phoneNames.ts';

/** One happening as a sentence with the phone's name. */
export function tellHappening(names: PhoneNames, happening: Happening): string {
  const { kind, text, number, other } = happening;
  const name = names.nameOf(number);
  const both = `${withArticle(name)} and ${withArticle(names.nameOf(other ?? ''))}`;
  const machine = text === 'a machine';
  const sentences: Record<string, string> = {
    dials: `${name} dials ${withArticle(names.nameOf(other ?? ''))}`,
    rings: `${name}'s phone rings`,
    answers: machine ? `${name}'s voicemail answers` : `${name} answers`,
    hears: `${name} hears: ${text}`,
    beep: `${name} hears a beep`,
    says: `${name} says: ${text}`,
    presses: `${name} presses ${text}`,
    'sends text': `${name} texts: ${text}`,
    'gets text': `${name} gets a text: ${text}`,
    connected: `${both} are connected`,
    disconnected: `${both} are no longer connected`,
    ends: `${name}'s call has ended (${text})`,
  };
  return sentences[kind] ?? `${name}: ${kind} ${text}`;
}

function withArticle(name: string): string {
  return name === 'caller' ? 'the caller' : name;
}
