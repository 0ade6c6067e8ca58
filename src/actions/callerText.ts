/** A text of somebody who is not of the directory: about their case, or from nobody we know. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { optIn, optOut } from '../domain/optWords.ts';
import type { ArrivingText } from '../domain/ports.ts';
import { wrote } from '../domain/quotes.ts';
import type { Case } from '../domain/records.ts';
import {
  addedText,
  addedToWaitingText,
  askedText,
  openAgainText,
  solvedAskText,
  solvedForCallerText,
  strangerText,
} from '../paging/callerWords.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase } from '../store/write/cases.ts';
import { textsAbout } from '../store/write/outbox.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import { forgetPersonFact, notePersonFact } from '../store/write/peopleFacts.ts';
import { callerAsks } from './callerAsks.ts';
import type { Context } from './context.ts';
import { isJustSolved, knownCaseOf, waitingCaseOf } from './knownCaseOf.ts';
import { nameOf } from './people.ts';
import { solveCase, unsolveCase } from './solveCase.ts';
import { tellCaller } from './tellCaller.ts';
import { tellOwner } from './tellOwner.ts';

type Word = 'solved' | 'notSolved' | 'worse' | 'wanted';

/** How people write them. The words of the whole text, so that "not solved" or "call me if it is worse" is never half of it. */
const words: Readonly<Record<Word, RegExp>> = {
  solved: /^(?:it(?: i|')?s )?solved(?: now)?$/,
  notSolved: /^(?:it(?: i|')?s )?(?:still )?not (?:yet )?solved(?: yet| after all)?$/,
  worse: /^(?:it(?: i|')?s )?(?:getting )?worse(?: now)?$/,
  wanted: /^(?:please )?call(?: me)?(?: back)?(?: please)?$/,
};

function readWord(body: string): Word | null {
  const plain = body
    .toLowerCase()
    .replace(/[^a-z' ]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const all: readonly Word[] = ['solved', 'notSolved', 'worse', 'wanted'];
  return all.find((word) => words[word].test(plain)) ?? null;
}

/** What it says is done as by key, or kept on the case; an answer is no more than the phone can need. */
export async function callerText(tx: Tx, context: Context, { from, body }: ArrivingText): Promise<void> {
  if (from === '' || context.lines.some((line) => line.number === from)) return;
  const now = context.clock.now();
  const text = body.trim();
  const known = await knownCaseOf(tx, from, now);
  // The carrier has answered these itself.
  if (optOut.test(text)) {
    const detail = `sent ${text.toUpperCase()}`;
    await notePersonFact(tx, { address: from, fact: 'textsRefused', since: now, detail });
    if (known) await note(tx, known, now, 'The caller sent STOP and gets no more texts.');
    return;
  }
  if (optIn.test(text)) {
    await forgetPersonFact(tx, from, 'textsRefused');
    return;
  }
  if (!known) return fromOthers(tx, context, from, text, now);
  await lockPagesOf(tx, [known.number]);
  const opened = await lockCase(tx, known.number);
  const answer = opened ? await obey(tx, context, opened, { from, text, now }) : null;
  if (!answer || (await textsAbout(tx, from, 'caller', now - 3_600_000)).length >= limits.callerAnswers) return;
  await tellCaller(tx, context, from, answer, [known.number]);
}

interface Said {
  from: string;
  text: string;
  now: Instant;
}

/** @returns what to answer; null for nothing */
async function obey(tx: Tx, context: Context, opened: Case, said: Said): Promise<string | null> {
  const { number } = opened;
  const word = readWord(said.text);
  const by = opened.takenBy === null ? null : nameOf(context.inForce.directory, opened.takenBy);
  if (word === 'solved') return solved(tx, context, opened, said);
  // Whatever else is asked for on a case that was just solved, it is not solved.
  const again = word !== null && isJustSolved(opened, said.now) && (await unsolveCase(tx, context, number, 'by text'));
  if (word === 'worse' || word === 'wanted') {
    await callerAsks(tx, context, number, word, 'by text');
    return askedText(number, word === 'worse', by);
  }
  return again ? openAgainText(number, by) : keepWords(tx, context, opened, said, by);
}

/** The first time it is asked whether it is meant; the question stands among our texts. */
async function solved(tx: Tx, context: Context, { number }: Case, { from, now }: Said): Promise<string> {
  const asked = solvedAskText(number);
  const recent = await textsAbout(tx, from, 'caller', now - limits.solvedSeconds * 1000);
  if (!recent.some((row) => row.body === asked)) return asked;
  await solveCase(tx, context, number, 'by text');
  return solvedForCallerText(number);
}

async function keepWords(
  tx: Tx,
  context: Context,
  opened: Case,
  { from, text, now }: Said,
  by: string | null,
): Promise<string | null> {
  if (text === '') return null;
  await note(tx, opened, now, wrote('The caller', text));
  await tellOwner(tx, context, opened, text);
  const answer = addedText(opened.number, by);
  return (await wasTold(tx, from, 'We added your words', now)) ? null : answer;
}

/** Words about a case that can wait stand there for the desk; nobody else is expected to text. One answer a day. */
async function fromOthers(tx: Tx, context: Context, from: string, text: string, now: Instant): Promise<void> {
  const { inForce, hotlineNumber } = context;
  const waiting = await waitingCaseOf(tx, from, now);
  if (waiting) await note(tx, waiting, now, wrote('The caller', text));
  const answer = waiting
    ? addedToWaitingText(waiting.number, inForce.desk.spoken)
    : strangerText(inForce.directory.hotline.name, hotlineNumber);
  if (await wasTold(tx, from, answer.slice(0, 12), now)) return;
  await tellCaller(tx, context, from, answer, waiting ? [waiting.number] : []);
}

/** Was this phone told something that begins so, within a day? */
async function wasTold(tx: Tx, from: string, beginning: string, now: Instant): Promise<boolean> {
  const today = await textsAbout(tx, from, 'caller', now - 86_400_000);
  return today.some((row) => row.body?.startsWith(beginning));
}

function note(tx: Tx, { number }: Case, at: Instant, text: string): Promise<void> {
  return addCaseEvent(tx, { caseNumber: number, at, text });
}
