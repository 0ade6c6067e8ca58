/** A text from outside: an acceptance by code, or words of somebody with an open page. */

import { limits } from '../domain/limits.ts';
import type { ArrivingText } from '../domain/ports.ts';
import { wrote } from '../domain/quotes.ts';
import type { OutboxRow } from '../domain/records.ts';
import { plainLetters } from '../paging/plainLetters.ts';
import {
  acceptedText,
  decidedText,
  notAcceptedText,
  passedText,
  testedText,
  unknownCodeText,
} from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCases } from '../store/write/cases.ts';
import { attemptByCode, insertOutbox, updateOutbox } from '../store/write/outbox.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import { lockVersion } from '../store/write/versions.ts';
import { acceptCases } from './acceptCases.ts';
import { type AfterAct, afterAccepting } from './afterAccepting.ts';
import { answerWords, whatIsTrue } from './answerWords.ts';
import { callerText } from './callerText.ts';
import type { Context } from './context.ts';
import { decideVersion } from './decideVersion.ts';
import { passFor } from './effects/pageEffects.ts';
import { heedOptOut } from './heedOptOut.ts';
import { newRow } from './newRow.ts';
import { noticeByText } from './noticeByText.ts';
import { personByPhone, type Reachable } from './people.ts';
import { noteProof } from './testPerson.ts';
import { whoHasIt } from './whoHasIt.ts';
import { wrongByText } from './wrongByText.ts';

/** Reads one text; the raw row of it is already kept. Whoever is not of the directory is a caller. */
export async function textReceived(tx: Tx, context: Context, text: ArrivingText): Promise<void> {
  const found = personByPhone(context.inForce.directory, text.from);
  if (!found) return callerText(tx, context, text);
  // What is answered goes to the number that the text came from, whichever of theirs that is.
  const person = { ...found, phone: text.from };
  const body = text.body.trim();
  if (await heedOptOut(tx, context, person, body)) return;
  const since = context.clock.now() - limits.codeHours * 3_600_000;
  const ofNotice = await noticeByText(tx, context, person, body);
  if (ofNotice !== null) return answer(tx, context, person, ofNotice);
  const ofWrong = await wrongByText(tx, context, person, body, since);
  if (ofWrong !== null) return answer(tx, context, person, ofWrong);
  const code = readCode(body);
  if (code) {
    const attempt = await attemptByCode(tx, person.id, code.code, since);
    await answer(
      tx,
      context,
      person,
      attempt ? await byCode(tx, context, person, attempt, code.word) : await unknownCode(tx, context, person),
    );
    return;
  }
  const words = await answerWords(tx, context, person, body);
  if (words !== null) await answer(tx, context, person, words);
}

type Word = 'take' | AfterAct;

/** "47", "47 no", "47 pass" or "pass 47", "47 done" or "done 47", "call 47", "lead 47"; null for any other words. */
function readCode(body: string): { code: number; word: Word } | null {
  const found = /^(?:(pass|done|call|lead)[\s,:-]+)?(\d{2})\b[\s.!,-]*(no|pass|done|call|lead)?[\s.!]*$/i.exec(body);
  if (!found || (found[1] && found[3])) return null;
  const word = (found[1] ?? found[3] ?? '').toLowerCase();
  if (word === 'done' || word === 'call' || word === 'lead') return { code: Number(found[2]), word };
  return { code: Number(found[2]), word: word === '' ? 'take' : 'pass' };
}

/** A lead decides on a version that is held back. */
async function decide(tx: Tx, context: Context, person: Reachable, id: string, word: Word): Promise<string> {
  if (word === 'done' || word === 'call' || word === 'lead') return unknownCodeText();
  const approves = word === 'take';
  const why = await decideVersion(tx, context, id, approves ? 'approve' : 'reject', `${person.name} by text`);
  return why === null ? decidedText((await lockVersion(tx, id))?.name ?? 'The version', approves) : plainLetters(why);
}

async function byCode(tx: Tx, context: Context, person: Reachable, attempt: OutboxRow, word: Word): Promise<string> {
  if (attempt.versionId) return decide(tx, context, person, attempt.versionId, word);
  if (attempt.purpose === 'test') {
    await noteProof(tx, context, person.phone, 'provenText');
    return testedText();
  }
  await lockPagesOf(tx, attempt.cases);
  if (word !== 'take') {
    const said = { act: word, person, cases: attempt.cases, how: 'by text' };
    return (await afterAccepting(tx, context, said)) ?? beforeAccepting(tx, context, person, attempt, word);
  }
  const taken = await acceptCases(tx, context, { person: person.id, cases: attempt.cases, how: 'by text' });
  if (taken.length > 0) {
    await updateOutbox(tx, attempt.id, { outcome: 'accepted' });
    return acceptedText(taken);
  }
  return whoHasIt(context, await lockCases(tx, [...attempt.cases].sort()), person);
}

/** Somebody who has none of these cases: "pass" and "lead" move the page on, the others are kept as words. */
async function beforeAccepting(
  tx: Tx,
  context: Context,
  person: Reachable,
  attempt: OutboxRow,
  word: AfterAct,
): Promise<string> {
  if (word === 'pass' || word === 'lead') return pass(tx, context, person, attempt);
  const cases = await lockCases(tx, [...attempt.cases].sort());
  const open = cases.filter((one) => one.state === 'open').map((one) => one.number);
  if (open.length === 0 || attempt.code === null) return whoHasIt(context, cases, person);
  for (const caseNumber of open)
    await addCaseEvent(tx, { caseNumber, at: context.clock.now(), text: wrote(person.name, word) });
  return notAcceptedText(open, attempt.code);
}

async function pass(tx: Tx, context: Context, person: Reachable, attempt: OutboxRow): Promise<string> {
  const open = (await lockCases(tx, [...attempt.cases].sort())).filter((one) => one.state === 'open');
  if (open.length === 0 || attempt.pageId === null)
    return whoHasIt(context, await lockCases(tx, [...attempt.cases].sort()), person);
  await updateOutbox(tx, attempt.id, { outcome: 'passed' });
  const numbers = open.map((one) => one.number);
  await passFor(tx, context, attempt.pageId, person.id, numbers, context.clock.now(), 'by text');
  return passedText(numbers);
}

/** A code that says nothing any more, or never did, with what is true instead. */
async function unknownCode(tx: Tx, context: Context, person: Reachable): Promise<string> {
  return `${unknownCodeText()} ${await whatIsTrue(tx, context, person, 'code')}`;
}

async function answer(tx: Tx, context: Context, person: Reachable, body: string): Promise<void> {
  await insertOutbox(
    tx,
    newRow(context, { kind: 'text', purpose: 'answer', toNumber: person.phone, person: person.id, body }),
  );
}
