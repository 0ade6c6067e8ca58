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

const howToReply = 'Reply solved, worse or call.';

/** What the caller was promised, to be read again. @param hotline whom to ring */
export function assuranceText(number: string, hotline: string): string {
  return fitText(
    1,
    () =>
      `${number}: a technician will contact you within one hour. Not yet called? Ring ${writePhone(hotline)}. ${howToReply}`,
  );
}

/** Told to a caller who is not on the line when somebody takes the case. */
export function takenForCallerText(number: string, name: string): string {
  return fitText(1, (_shown, short) => `${number}: ${short(name)} ${hasIt} ${howToReply}`);
}

const hasIt = 'has your case and will contact you.';

export function isTakenText(body: string): boolean {
  return body.includes(hasIt);
}

/** Solved needs the word twice. */
export function solvedAskText(number: string): string {
  return fitText(1, () => `Is ${number} solved, and nobody needs to call you? Then reply solved once more.`);
}

export function solvedForCallerText(number: string): string {
  return fitText(1, () => `${number} is closed. If it is not solved after all, reply not solved within ten minutes.`);
}

/** @param by name of whoever has the case; null for nobody */
export function openAgainText(number: string, by: string | null): string {
  return fitText(1, (_shown, short) =>
    by === null
      ? `${number} is open again. We are looking for a technician now.`
      : `${number} is open again. ${short(by)} has it.`,
  );
}

/** The answer to "worse" and to "call". */
export function askedText(number: string, isWorse: boolean, by: string | null): string {
  return fitText(1, (_shown, short) => {
    const noted = isWorse ? 'We noted that it is worse. ' : '';
    if (by === null) return `${number}: ${noted}Nobody has it yet. We go on looking for a technician.`;
    return `${number}: ${noted}We are ringing ${short(by)}, who will call you.`;
  });
}

/** The answer to any other words about a case, once a day. @param by who has it; null for nobody */
export function addedText(number: string, by: string | null): string {
  return fitText(1, (_shown, short) => {
    const who = by === null ? 'Nobody has taken it yet; we keep trying.' : `${short(by)} has it.`;
    return `We added your words to ${number}. ${who} ${howToReply}`;
  });
}

/** The same for a case that waits for the help desk. @param hours when it is there */
export function addedToWaitingText(number: string, hours: string): string {
  return fitText(1, (_shown, short) => `We added your words to ${number}. The help desk reads them ${short(hours)}.`);
}

/** The answer to somebody who has no case, once a day. */
export function strangerText(name: string, hotline: string): string {
  return fitText(
    1,
    (_shown, short) =>
      `This is ${short(name)}. Texts to this number are read only about a case that is open. Please ring ${writePhone(hotline)}.`,
  );
}

/** Words of a caller, for whoever has the case. @param code null for somebody who does not have it */
export function callerWroteText(one: CaseInText, words: string, code: number | null): string {
  const howToGoOn = code === null ? '' : ` Reply call ${code} to be connected.`;
  return fitText(1, (_shown, short) => `The caller of ${about(one, short)} writes: "${short(words)}"${howToGoOn}`);
}

/** A call has left a message for a case. */
export function messageLeftText(one: CaseInText): string {
  return fitText(1, (_shown, short) => `A new message was left for ${about(one, short)}. Please hear it.`);
}

/** @param number under which it stands */
export function messageForNoCaseText(number: string): string {
  return fitText(
    1,
    () => `A message for a case number that we do not have was left; it stands in ${number}. Please hear it.`,
  );
}

function about(one: CaseInText, short: Shorten): string {
  const number = one.callBackNumber ? `call back ${writePhone(one.callBackNumber)}` : 'number withheld';
  return [one.number, one.department ? short(one.department) : null, number].filter((part) => part !== null).join(', ');
}
