/** What somebody is told of what another one does with cases in their name. */
import { writePhone } from '../domain/phone.ts';
import { speakList } from '../domain/speak.ts';
import { fitText } from './fitText.ts';
import { howToGoOn } from './promiseWords.ts';
import type { CaseInText } from './words.ts';

/**
 * Another one has given them a case.
 * @param actor who did
 * @param code the two digits by which they speak of it
 */
export function givenText(one: CaseInText, actor: string, code: number): string {
  return fitText(1, (_shown, short) => {
    const number = one.callBackNumber ? `call back ${writePhone(one.callBackNumber)}` : 'number withheld';
    const what = [one.number, one.department ? short(one.department) : null, number].filter((part) => part !== null);
    return `You have been given a case by ${short(actor)}: ${what.join(', ')}. ${howToGoOn(code)}`;
  });
}

/** Another one has handed their case on. */
export function handedOnForYouText(numbers: readonly string[], actor: string, act: 'pass' | 'lead'): string {
  const whom = act === 'lead' ? 'the lead is' : 'others are';
  return fitText(
    1,
    (_shown, short) =>
      `${speakList([...numbers])}: handed on for you by ${short(actor)}, ${whom} being woken. You need do nothing more.`,
  );
}

/** Another one has said for them that they have spoken with the caller. */
export function doneForYouText(numbers: readonly string[], actor: string): string {
  return fitText(
    1,
    (_shown, short) =>
      `${speakList([...numbers])}: ${short(actor)} noted for you that you have spoken with the caller. You need do nothing more.`,
  );
}
