import type { Words } from './conversation.ts';
import type { PhoneNumber } from './phone.ts';

/** Words a second, as a telephone reads them aloud. */
const WORDS_PER_SECOND = 2.5;

/**
 * Groups digits as people say a telephone number: "6 0 8, 2 6 5, 6 9 0 0". A number outside the North American plan
 * is said in groups of three.
 */
export function speakPhone(number: PhoneNumber): string {
  const national = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  const groups = national ? national.slice(1) : (number.replace(/\D/g, '').match(/.{1,3}/g) ?? []);
  return groups.map(speakDigits).join(', ');
}

/** Says a case number digit by digit: CS0000042 is "C S, 0 0 0, 0 0 4 2". */
export function speakCaseNumber(number: string): string {
  const parts = /^([A-Z]+)(\d{3})(\d+)$/.exec(number);
  if (!parts) return speakDigits(number);
  return parts.slice(1).map(speakDigits).join(', ');
}

/** Letters and digits one by one. */
export function speakDigits(text: string): string {
  return [...text].join(' ');
}

/** Several things in a row: "a", "a and b", "a, b and c". */
export function speakList(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** How long it takes to hear these words, with their pauses; a sound's length is not known, and counts for nothing. */
export function speakingSeconds(words: readonly Words[]): number {
  return words.reduce((sum, part) => {
    if ('pauseSeconds' in part) return sum + part.pauseSeconds;
    return 'say' in part ? sum + part.say.split(/\s+/).filter((word) => word !== '').length / WORDS_PER_SECOND : sum;
  }, 0);
}
