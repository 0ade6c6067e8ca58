/** What is said about one case, or several at once, in texts. Plain GSM-7 words, so that a text stays short. */

import { limits } from '../domain/limits.ts';
import { writePhone } from '../domain/phone.ts';
import { speakList } from '../domain/speak.ts';

export interface CaseInText {
  number: string;
  callBackNumber: string | null;
  department: string | null;
}

/** The text that pages somebody: who, what, whom to call back, and the code that accepts. */
export function pageText(teamName: string, cases: readonly CaseInText[], code: number): string {
  const named = cases.slice(0, limits.casesInText).map(describe);
  const more = cases.length > named.length ? `; and ${cases.length - named.length} more` : '';
  const what = `${named.join('; ')}${more}`;
  return `Help desk hotline: critical, ${teamName}: ${what}. Reply ${code} to accept, ${code} no to pass.`;
}

function describe(one: CaseInText): string {
  const number = one.callBackNumber
    ? `call back ${writePhone(one.callBackNumber)}`
    : 'number withheld, see the recording';
  return [one.number, one.department, number].filter((part) => part !== null).join(', ');
}

/** Who has it, for those who were paged as well. */
export function takenText(caseNumbers: readonly string[], takenBy: string): string {
  return `${speakList(caseNumbers)}: taken by ${takenBy}. You need do nothing.`;
}

export function closedText(caseNumbers: readonly string[]): string {
  return `${speakList(caseNumbers)}: closed. You need do nothing.`;
}

/** The answer to a code that took the cases. */
export function acceptedText(cases: readonly CaseInText[]): string {
  const what = cases.map(describe).join('; ');
  return `You have taken ${what}. Please call within one hour.`;
}

export function passedText(caseNumbers: readonly string[]): string {
  return `Passed: ${speakList(caseNumbers)}. The page goes on until somebody takes it.`;
}

/** The answer to any other text of somebody with an open page. */
export function notAcceptedText(caseNumbers: readonly string[], code: number): string {
  return `Not accepted yet: ${speakList(caseNumbers)}. Reply ${code} to accept, ${code} no to pass. We kept your words.`;
}

/** The answer to a code that is no longer, or never was, somebody's own. */
export function unknownCodeText(): string {
  return 'That code belongs to no open page of yours. Nothing was accepted.';
}
