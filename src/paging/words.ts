/** What is said about one case, or several at once, in texts. Plain GSM-7 words, so that a text stays short. */
import { speakList } from '../domain/speak.ts';

export interface CaseInText {
  number: string;
  callBackNumber: string | null;
  department: string | null;
}

/** +16085550142 as 608-555-0142. */
export function writePhone(number: string): string {
  const national = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return national ? national.slice(1).join('-') : number;
}

/** The text that pages somebody: who, what, whom to call back, and the code that accepts. */
export function pageText(teamName: string, cases: readonly CaseInText[], code: number): string {
  const what = cases.map(describe).join('; ');
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
  return `You have taken ${what}. The caller was promised a call within one hour.`;
}

export function passedText(caseNumbers: readonly string[]): string {
  return `Passed: ${speakList(caseNumbers)}. We are trying the next person.`;
}

/** The answer to any other text of somebody with an open page. */
export function notAcceptedText(caseNumbers: readonly string[], code: number): string {
  return `Not accepted yet: ${speakList(caseNumbers)}. Reply ${code} to accept, ${code} no to pass. We kept your words.`;
}

/** The answer to a code that is no longer, or never was, somebody's own. */
export function unknownCodeText(): string {
  return 'That code belongs to no open page of yours. Nothing was accepted.';
}

/** What the desk pastes into its own system. */
export interface DeskBlock {
  number: string;
  priority: string;
  opened: string;
  department: string | null;
  callBackNumber: string | null;
  takenBy: string | null;
  expectation: string | null;
  transcript: string | null;
}

export function deskBlock(block: DeskBlock): string {
  return [
    `Hotline case: ${block.number}`,
    'Service: DoIT Departmental Support',
    'Category: Service Inquiry',
    'Subcategory: Unclassified',
    `Priority: ${block.priority}`,
    `Opened: ${block.opened}`,
    `Department: ${block.department ?? 'not known; see the recording'}`,
    `Call back: ${block.callBackNumber ? writePhone(block.callBackNumber) : 'number withheld'}`,
    `Taken by: ${block.takenBy ?? 'nobody yet'}`,
    `The caller was told: ${block.expectation ?? 'nothing yet'}`,
    `What was said: ${block.transcript ?? 'no transcript; listen to the recording'}`,
  ].join('\n');
}
