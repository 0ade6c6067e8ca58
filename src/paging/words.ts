/** What is said about one case, or several at once, in texts: as much as has room, what matters always. */

import { limits } from '../domain/limits.ts';
import { writePhone } from '../domain/phone.ts';
import { speakList } from '../domain/speak.ts';
import { fitText, hasRoom, type Shorten } from './fitText.ts';
import { plainLetters } from './plainLetters.ts';

export interface CaseInText {
  number: string;
  callBackNumber: string | null;
  department: string | null;
  /** P1 is a major incident. */
  priority?: string;
  hasRecording?: boolean;
  /** Where the caller is when the text is written. */
  caller?: 'holding' | 'hungUpEarly' | 'unknown';
  /** The transcript of what they said, when it is there. */
  said?: string | null;
}

/** The text that pages somebody: who, what, whom to call back, what was said, and the code that accepts. */
export function pageText(teamName: string, cases: readonly CaseInText[], code: number): string {
  return fitText(Math.min(cases.length, limits.casesInText), (shown, short) => {
    const what = describeAll(cases, shown, short);
    const kind = cases.some(({ priority }) => priority === 'P1') ? 'MAJOR INCIDENT' : 'critical';
    const count = cases.length > 1 ? `${cases.length} cases: ` : '';
    return `Help desk hotline: ${kind}, ${short(teamName)}: ${count}${what}.${quote(cases, short)} ${howToAnswer(code)}`;
  });
}

/** What the caller of a single case said; several have no room for it. */
function quote(cases: readonly CaseInText[], short: Shorten): string {
  const [one] = cases;
  return cases.length === 1 && one?.said ? ` "${short(saidFirst(one.said))}"` : '';
}

/** The beginning of a transcript: enough to know what it is about. */
export function saidFirst(transcript: string): string {
  const text = transcript.replace(/\s+/g, ' ').trim();
  if (text.length <= limits.saidCharacters) return text;
  return `${text.slice(0, limits.saidCharacters).replace(/\s+\S*$/, '')}...`;
}

/**
 * What the caller said, once it is in writing.
 * @param code the two digits that accept the case; null for whoever has it
 */
export function saidText(caseNumber: string, transcript: string, code: number | null): string {
  const answer = code === null ? '' : ` ${howToAnswer(code)}`;
  return fitText(1, (_shown, short) => `${caseNumber}, the caller said: "${short(saidFirst(transcript))}"${answer}`);
}

/** The caller has keyed a number after the text about the case had gone out. */
export function newNumberText(caseNumber: string, phone: string, code: number | null): string {
  return `${caseNumber}: the caller keyed another number, call back ${phone}.${code === null ? '' : ` ${howToAnswer(code)}`}`;
}

function howToAnswer(code: number): string {
  return `Reply ${code} to accept, ${code} no to pass.`;
}

function describeAll(cases: readonly CaseInText[], shown: number, short: Shorten): string {
  const more = cases.length > shown ? [`and ${cases.length - shown} more`] : [];
  return [...cases.slice(0, shown).map((one) => describe(one, short)), ...more].join('; ');
}

function describe(one: CaseInText, short: Shorten): string {
  const number = one.callBackNumber
    ? `call back ${writePhone(one.callBackNumber)}`
    : 'number withheld, a recording may tell it';
  const department = one.department ? short(one.department) : one.hasRecording ? 'name in the recording' : null;
  const caller = one.caller === 'holding' ? 'on hold' : one.caller === 'hungUpEarly' ? 'hung up early' : null;
  return [one.number, department, number, caller].filter((part) => part !== null).join(', ');
}

/** A case that a lead is to look at, and why. */
export function tellLeadText(one: CaseInText, why: string): string {
  return fitText(1, (_, short) => `Help desk hotline: ${describe(one, short)}. ${why}`);
}

/** The same of several cases. */
export function tellLeadOfMoreText(caseNumbers: readonly string[], why: string): string {
  return listText(caseNumbers, (list) => `Help desk hotline: ${list}. ${why}`);
}

/** Who has it, for those who were paged as well. */
export function takenText(caseNumbers: readonly string[], takenBy: string): string {
  return listText(caseNumbers, (list, short) => `${list}: taken by ${short(takenBy)}. You need do nothing.`);
}

function listText(caseNumbers: readonly string[], write: (list: string, short: Shorten) => string): string {
  return fitText(Math.min(caseNumbers.length, limits.casesListedInText), (shown, short) => {
    const more = caseNumbers.length > shown ? [`${caseNumbers.length - shown} more`] : [];
    return write(speakList([...caseNumbers.slice(0, shown), ...more]), short);
  });
}

/** Whose it is, for those who were paged and need not mind it. */
export function movedText(caseNumbers: readonly string[], team: string): string {
  return listText(
    caseNumbers,
    (list, short) => `${list}: it is for ${short(team)}, who are asked. You need do nothing.`,
  );
}

/** The answer to "wrong 47". @param team whom it went to; null for the lead, who decides */
export function toOtherTeamText(caseNumbers: readonly string[], team: string | null): string {
  const asked = team === null ? 'your lead is' : `${team} is`;
  return listText(caseNumbers, (list) => `Thank you. ${list}: ${asked} asked now. You need do nothing.`);
}

/** Whose it is has to be said: there are several teams, or none of that name. */
export function whichTeamText(code: number, teams: readonly string[]): string {
  const ways = [...teams, 'lead'].map((name) => `wrong ${code} ${name}`);
  return fitText(1, (_shown, short) => `Which team is it for? Reply ${ways.map(short).join(' or ')}.`);
}

export function closedText(caseNumbers: readonly string[]): string {
  return listText(caseNumbers, (list) => `${list}: closed. You need do nothing.`);
}

/** The caller's case was not critical, said leadership. @param hours the desk's, as people say them */
export function canWaitText(number: string, hours: string, deskNumber: string): string {
  const desk = `The help desk is there ${hours}, at ${writePhone(deskNumber)}.`;
  return fitText(
    1,
    () => `Help desk hotline, ${number}: it was decided that this can wait until the next business day. ${desk}`,
  );
}

/** For the lead: a critical case that nobody can act on. */
export function unreachableText(one: CaseInText): string {
  const who = (short: Shorten) => (one.department ? `${one.number}, ${short(one.department)}` : one.number);
  return fitText(
    1,
    (_shown, short) =>
      `Help desk hotline, critical: ${who(short)}. The caller hung up, the number is withheld, there is no recording. Nobody was paged.`,
  );
}

/** The answer to a code that took the cases: each that has room, since its caller is to be called. */
export function acceptedText(cases: readonly CaseInText[]): string {
  return fitText(
    Math.min(cases.length, limits.casesListedInText),
    (shown, short) => `You have taken ${describeAll(cases, shown, short)}. Please call within one hour.`,
  );
}

/** The answer to "done": what is noted is what they said. */
export function doneText(caseNumbers: readonly string[]): string {
  return listText(caseNumbers, (list) => `Noted: you have spoken with the caller of ${list}.`);
}

export function passedText(caseNumbers: readonly string[]): string {
  return listText(caseNumbers, (list) => `Passed: ${list}. The page goes on until somebody takes it.`);
}

/** @param fault what is wrong with it, after "The lifeboat" */
export function lifeboatText(fault: string): string {
  return fitText(1, () => `The lifeboat ${fault}. Write it anew and put it in its place: npm run lifeboat.`);
}

/**
 * Warns a lead of a gap in required cover before it comes.
 * @param when in words, such as "Tue 3 Dec 17:00 to Wed 07:00"
 * @param reason why nobody is on call, as a sentence
 * @param rota the file to correct
 */
export function gapText(teamName: string, when: string, reason: string, rota: string): string {
  const why = reason.replace(/\.$/, '');
  return fitText(
    1,
    (_cases, short) => `${short(teamName)}: nobody is on call ${when} (${short(why)}). Correct ${rota}.`,
  );
}

/**
 * The answer to any other text of somebody with an open page.
 * @param after a reaction or "ok", other words, or a code that means nothing any more
 */
export function notAcceptedText(
  caseNumbers: readonly string[],
  code: number,
  after: 'nod' | 'words' | 'code' = 'words',
): string {
  const before = after === 'nod' ? 'Only the code accepts. ' : '';
  const end = after === 'words' ? ' We kept your words.' : '';
  return listText(caseNumbers, (list) => `${before}Not accepted yet: ${list}. ${howToAnswer(code)}${end}`);
}

/** What somebody has, for whom nothing else is open. */
export function youHaveText(caseNumbers: readonly string[]): string {
  return listText(caseNumbers, (list) => `You have ${list}. Nothing else is open for you.`);
}

/** Somebody is paged by ring alone. */
export function onlyRungText(caseNumbers: readonly string[]): string {
  return listText(caseNumbers, (list) => `Not accepted yet: ${list}. Answer when we ring, and press 1.`);
}

export function nothingOpenText(): string {
  return fitText(1, () => 'Nothing is open for you. If you need the help desk, call the hotline.');
}

/** Tells a lead that somebody has opted out of texts, and what that means for pages. */
export function stoppedText(name: string, phone: string): string {
  const number = writePhone(phone);
  return fitText(
    1,
    (_shown, short) =>
      `${short(name)} has sent STOP from ${number}: no text of ours reaches that phone. It is still rung. START sent from it takes that back.`,
  );
}

/** Tells a lead that somebody takes texts again. */
export function startedText(name: string, phone: string): string {
  return fitText(
    1,
    (_shown, short) => `${short(name)} has sent START from ${writePhone(phone)}: our texts reach that phone again.`,
  );
}

/** The hotline's card, for the phone of somebody who may be paged. */
export function contactText(link: string): string {
  return fitText(
    1,
    () =>
      `Help desk hotline: you may be paged from now on. Save our contact, and let it ring through "do not disturb": ${link}`,
  );
}

/** Tries a phone. */
export function testText(name: string, code: number): string {
  return fitText(
    1,
    (_shown, short) =>
      `TEST of the help desk hotline for ${short(name)}: nothing has happened. Reply ${code} to show that this text arrived. A ring marked TEST comes as well.`,
  );
}

/** The answer to the code of a test. */
export function testedText(): string {
  return fitText(1, () => 'TEST: thank you, your reply has arrived. Nobody needs you now.');
}

/** The answer to a code that is no longer, or never was, somebody's own. */
export function unknownCodeText(): string {
  return fitText(1, () => 'That code belongs to no open page of yours. Nothing was accepted.');
}

/**
 * A changed file is held back: why, what it would change, and the code that approves it.
 * @param code null when it cannot be read, so that there is nothing to approve
 */
export function heldText(path: string, why: string, changes: readonly string[], code: number | null): string {
  const answer = code === null ? 'Correct the file.' : `Reply ${code} to approve, ${code} no to reject.`;
  const write = (shown: number, short: Shorten) => {
    const more = changes.length > shown ? [`and ${changes.length - shown} more`] : [];
    const what = changes.length > 0 ? ` ${[...changes.slice(0, shown).map(short), ...more].join('; ')}.` : '';
    return `Hotline: ${short(path)} is held back. ${short(why)}${what} ${answer}`;
  };
  // The reason whole, and fewer changes, rather than a piece of each.
  for (let shown = Math.min(changes.length, limits.casesInText); shown > 1; shown--)
    if (hasRoom(write(shown, (text) => text))) return plainLetters(write(shown, (text) => text));
  return fitText(1, write);
}

/** The answer to a code that decides on a version. */
export function decidedText(name: string, isApproved: boolean): string {
  return fitText(1, (_shown, short) =>
    isApproved ? `${short(name)} is in force now.` : `${short(name)} is rejected; the one before stays in force.`,
  );
}
