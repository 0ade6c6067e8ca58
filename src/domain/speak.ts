import type { Words } from './conversation.ts';
import type { PhoneNumber } from './phone.ts';

/** Words a second, as a telephone reads them aloud. */
const WORDS_PER_SECOND = 2.5;

/**
 * Groups digits as people say a telephone number: "6 0 8, 2 6 5, 6 9 0 0", also where it is written 608-265-6900. A number
 * outside the North American plan is said in groups of three.
 */
export function speakPhone(number: PhoneNumber): string {
  const national = /^(?:\+1)?(\d{3})-?(\d{3})-?(\d{4})$/.exec(number);
  const groups = national ? national.slice(1) : (number.replace(/\D/g, '').match(/.{1,3}/g) ?? []);
  return groups.map(speakDigits).join(', ');
}

/** Says a case number digit by digit: CS0000042 is "C S, 0 0 0, 0 0 4 2". */
export function speakCaseNumber(number: string): string {
  const parts = /^([A-Z]+)(\d{3})(\d+)$/.exec(number);
  if (!parts) return speakDigits(number);
  return parts.slice(1).map(speakDigits).join(', ');
}

/** Says a time of the clock: 7:00 is "7 a.m.", 18:05 is "6:05 p.m.", 12:00 "noon", 0:00 "midnight". */
export function speakTime(clock: string): string {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  if (minute === 0 && hour % 12 === 0) return hour === 12 ? 'noon' : 'midnight';
  const hours = hour % 12 === 0 ? 12 : hour % 12;
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hours}${minutes} ${hour < 12 ? 'a.m.' : 'p.m.'}`;
}

/** Says how long something takes: 30 is "30 seconds", 90 "a minute and a half", 150 "2 and a half minutes", 3600 "an hour". */
export function speakSeconds(seconds: number): string {
  if (seconds === 3600) return 'an hour';
  if (seconds % 3600 === 0 && seconds > 0) return `${seconds / 3600} hours`;
  if (seconds < 60) return seconds === 1 ? 'a second' : `${seconds} seconds`;
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (rest === 0) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  if (rest === 30) return minutes === 1 ? 'a minute and a half' : `${minutes} and a half minutes`;
  return `${speakSeconds(minutes * 60)} and ${speakSeconds(rest)}`;
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
