/** What texts say about a promise and after an acceptance. */
import { writePhone } from '../domain/phone.ts';
import { fitText, type Shorten } from './fitText.ts';
import type { CaseInText } from './words.ts';

/** Reminds whoever has the case that the caller waits. @param due when the call is due, as people read it */
export function reminderText(one: CaseInText, due: string, code: number): string {
  return fitText(
    1,
    (_shown, short) => `Reminder: the caller of ${about(one, short)} was promised a call by ${due}. ${howToGoOn(code)}`,
  );
}

/** What whoever has a case can do with it by text. */
export function howToGoOn(code: number): string {
  return `Reply call ${code} to be connected, done ${code} when you have spoken, pass ${code} or lead ${code} to hand it on.`;
}

/** Told to somebody whose case is looked for anew. */
export function takenAwayText(one: CaseInText): string {
  return fitText(
    1,
    (_shown, short) =>
      `We heard nothing from you, and the call is due: the lead is being rung about ${about(one, short)}.`,
  );
}

/** @param by name of whoever has the case; null for nobody */
export function brokenText(one: CaseInText, by: string | null): string {
  return fitText(1, (_shown, short) => {
    const who = by === null ? 'Nobody has it' : `${short(by)} has it`;
    return `PROMISE BROKEN: ${about(one, short)}. The hour is over and nobody said that they spoke with the caller. ${who}.`;
  });
}

export function handedBackText(numbers: readonly string[], to: 'onCall' | 'lead'): string {
  const whom = to === 'lead' ? 'The lead is' : 'The others are';
  return fitText(1, () => `Handed on: ${numbers.join(', ')}. ${whom} being woken. You need do nothing more.`);
}

export function ringingYouText(number: string): string {
  return fitText(1, () => `We ring you now and connect you with the caller of ${number}.`);
}

/** They asked to be rung, and did not answer, or their line was busy. */
export function notRungText(number: string, code: number): string {
  return fitText(1, () => `We rang you for ${number} and did not reach you. Reply call ${code} to be rung again.`);
}

export function noNumberText(numbers: readonly string[]): string {
  return fitText(
    1,
    () => `We have no number that we may ring for ${numbers.join(', ')}. Perhaps the recording tells one.`,
  );
}

export function takeItFirstText(numbers: readonly string[], code: number): string {
  return fitText(1, () => `You have not taken ${numbers.join(', ')} yet. Reply ${code} to take it.`);
}

/** The caller whom a technician rang in vain. @param at the time, as people read it */
export function rangYouText(name: string, at: string, number: string, hotline: string): string {
  return fitText(
    1,
    (_shown, short) =>
      `${short(name)} of the help desk rang you at ${at} about ${number} and will try again. You can ring us at ${writePhone(hotline)}.`,
  );
}

/** Offers whoever was parted from a caller to be connected again. */
export function droppedText(number: string, code: number): string {
  return fitText(
    1,
    () =>
      `You were cut off from the caller of ${number}. Reply call ${code} to be connected again, done ${code} if you are done.`,
  );
}

/** Told to the leads when nobody at the desk has heard of what still runs. */
export function deskNotToldText(numbers: readonly string[]): string {
  return fitText(
    Math.min(numbers.length, 10),
    (shown) =>
      `The desk is open, but nobody there pressed a key when we rang about what still runs: ${numbers.slice(0, shown).join(', ')}${numbers.length > shown ? ` and ${numbers.length - shown} more` : ''}. Please tell them.`,
  );
}

function about(one: CaseInText, short: Shorten): string {
  const number = one.callBackNumber ? `call back ${writePhone(one.callBackNumber)}` : 'number withheld';
  return [one.number, one.department ? short(one.department) : null, number].filter((part) => part !== null).join(', ');
}
