/** What a lead is answered about a notice. */
import { fitText } from './fitText.ts';

export function noticeSetText(words: string, from: string, until: string): string {
  return fitText(
    1,
    (_shown, short) => `Callers hear from ${from} until ${until}: "${short(words)}." To end it, reply: notice off`,
  );
}

/** @param words of each that was ended */
export function noticeEndedText(words: readonly string[]): string {
  if (words.length === 0) return fitText(1, () => 'There was no notice to end.');
  return fitText(
    1,
    (_shown, short) => `Callers do not hear any more: ${words.map((one) => `"${short(one)}."`).join(' ')}`,
  );
}

const howTo = 'Write for example: notice: The network is down until 12:00';

export function noNoticeText(): string {
  return fitText(1, () => `Callers hear no notice. ${howTo}`);
}

export function notSetText(why: string): string {
  return fitText(1, (_shown, short) => `The notice was not set. ${short(why)} ${howTo}`);
}
