/** What texts say to the caller of a case, and to whoever has it about the caller. */
import { writePhone } from '../domain/phone.ts';
import { fitText, type Shorten } from './fitText.ts';
import type { CaseInText } from './words.ts';

/** The caller asked for whoever has the case, who was not reached. */
export function askedForText(one: CaseInText, code: number): string {
  return fitText(
    1,
    (_shown, short) => `The caller of ${about(one, short)} asks for you. Reply call ${code} to be connected.`,
  );
}

/** Told to somebody who was not reached while it became worse. */
export function takenOverText(one: CaseInText): string {
  return fitText(
    1,
    (_shown, short) =>
      `The caller of ${about(one, short)} says that it is worse. We did not reach you, so the others are being woken.`,
  );
}

/** Told to whoever has a case: its caller says that it is solved. */
export function solvedText(number: string): string {
  return fitText(1, () => `${number}: the caller says that it is solved, and it is closed. You need do nothing.`);
}

/** And takes it back. */
export function unsolvedText(one: CaseInText): string {
  return fitText(
    1,
    (_shown, short) => `The caller of ${about(one, short)} says that it is not solved after all. You have it again.`,
  );
}

function about(one: CaseInText, short: Shorten): string {
  const number = one.callBackNumber ? `call back ${writePhone(one.callBackNumber)}` : 'number withheld';
  return [one.number, one.department ? short(one.department) : null, number].filter((part) => part !== null).join(', ');
}
