/** Words of somebody of the directory that are no code: kept on what is open, and answered with what is true. */

import { limits } from '../domain/limits.ts';
import { wrote } from '../domain/quotes.ts';
import { isNod } from '../paging/isNod.ts';
import { notAcceptedText, nothingOpenText, onlyRungText, youHaveText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvents, casesTakenBy } from '../store/write/cases.ts';
import { openPageRings, openPageTexts, textsTo } from '../store/write/outbox.ts';
import { lockPromise } from '../store/write/promises.ts';
import type { Context } from './context.ts';
import type { Reachable } from './people.ts';

/**
 * Keeps the words on the person's open pages.
 * @returns what to answer; null when a program seems to answer us, and the two would go on for ever
 */
export async function answerWords(tx: Tx, context: Context, person: Reachable, body: string): Promise<string | null> {
  const now = context.clock.now();
  const since = now - limits.codeHours * 3_600_000;
  const open = await openPageTexts(tx, person.id, since);
  const numbers = [...new Set(open.flatMap((row) => row.cases))].sort();
  await addCaseEvents(tx, numbers, { at: now, text: wrote(person.name, body) });
  const lately = await textsTo(tx, person.id, 'answer', now - limits.wordsAnsweredSeconds * 1000);
  if (lately.length >= limits.wordsAnswered) return null;
  return whatIsTrue(tx, context, person, isNod(body) ? 'nod' : 'words');
}

/**
 * What is open for somebody, or what they have.
 * @param after a reaction or "ok", other words, or a code that means nothing any more
 */
export async function whatIsTrue(
  tx: Tx,
  context: Context,
  person: Reachable,
  after: 'nod' | 'words' | 'code',
): Promise<string> {
  const since = context.clock.now() - limits.codeHours * 3_600_000;
  const [newest] = await openPageTexts(tx, person.id, since);
  if (newest && newest.code !== null) return notAcceptedText(newest.cases, newest.code, after);
  const [rung] = await openPageRings(tx, person.id, since);
  if (rung) return onlyRungText(rung.cases);
  const own: string[] = [];
  for (const { number } of await casesTakenBy(tx, person.id, since))
    if ((await lockPromise(tx, number))?.state !== 'kept') own.push(number);
  return own.length > 0 ? youHaveText(own) : nothingOpenText();
}
