/** Whoever has a case was rung about it, and did not say what they will do: at their next number, or not at all. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { OutboxRow } from '../domain/records.ts';
import { askedForText, takenOverText } from '../paging/callerWords.ts';
import { notRungText } from '../paging/promiseWords.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, caseByNumber, lockCase } from '../store/write/cases.ts';
import { legsOfCase } from '../store/write/legs.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import { codeFor } from './codeFor.ts';
import type { Context } from './context.ts';
import { isOfCase, isOwnersLine } from './isOwnersLine.ts';
import { newRow } from './newRow.ts';
import { DESK, nameOf, personOf } from './people.ts';
import { reopenCases } from './reopenCases.ts';
import { hasSaidWhat, isAboutCase, ringNextInTurn } from './ringInTurn.ts';
import { whomToTell } from './whomToTell.ts';

/** wanted: they want to talk. worse: it has become worse. */
export type Asking = 'wanted' | 'worse';

/** Called for every ring that is over, however that was learnt: a hang-up of the caller, or a lost one, changes nothing. */
export async function askedRingOver(tx: Tx, context: Context, row: OutboxRow): Promise<void> {
  const { kind, purpose, person, cases } = row;
  if (kind !== 'ring' || person === null || !isAboutCase(purpose) || (await hasSaidWhat(tx, row))) return;
  if (await isJoined(tx, cases, context.clock.now())) return;
  if (await ringNextInTurn(tx, context, row)) return;
  if (purpose === 'call') return tellNotRung(tx, context, person, cases[0] ?? '');
  if (purpose === 'promise') return;
  for (const number of cases) await ownerNotReached(tx, context, number, person, purpose);
}

/** They did not come to that ring, and are on another line of ours with the caller. One whose end was never reported counts for an hour. */
async function isJoined(tx: Tx, cases: readonly string[], now: Instant): Promise<boolean> {
  for (const number of cases) {
    const opened = await caseByNumber(tx, number);
    for (const leg of opened ? await legsOfCase(tx, number) : []) {
      const isLate = leg.joiningSince === null || now - leg.joiningSince >= limits.promiseSeconds * 1000;
      const isLive = leg.endedAt === null && leg.will === 'talkNow' && !isLate;
      if (opened && isLive && isOwnersLine(leg, opened) && (await isOfCase(tx, leg, number))) return true;
    }
  }
  return false;
}

/** What is worse goes to whoever is on call; of what can wait for its owner, the owner is told by text. */
export async function ownerNotReached(
  tx: Tx,
  context: Context,
  caseNumber: string,
  owner: string,
  asking: Asking,
): Promise<void> {
  await lockPagesOf(tx, [caseNumber]);
  const opened = await lockCase(tx, caseNumber);
  if (opened?.state !== 'accepted' || opened.takenBy !== owner) return;
  const { directory } = context.inForce;
  const name = nameOf(directory, owner);
  const person = personOf(directory, owner);
  const tellBy = async (body: string, code: number | null) => {
    // The desk takes no texts, and somebody who has left the directory gets none.
    const isTexted = person !== null && owner !== DESK;
    const to = isTexted ? person : await whomToTell(tx, context, opened.team ?? '', context.clock.now());
    if (!to) return;
    const row = { toNumber: to.phone, person: to.id, cases: [caseNumber], body, code: isTexted ? code : null };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: asking, ...row }));
  };
  if (asking === 'worse') {
    const why = `${name} could not be reached, and the caller says that it is worse: whoever is on call is woken.`;
    await reopenCases(tx, context, { cases: [caseNumber], from: 'onCall', without: owner, why });
    return tellBy(takenOverText(opened), null);
  }
  const text = `${name} could not be reached and is told by text that the caller asks for them.`;
  await addCaseEvent(tx, { caseNumber, at: context.clock.now(), text });
  const code = await codeFor(tx, context, owner, caseNumber);
  await tellBy(askedForText(opened, code), code);
}

/** They asked to be rung, and their line was busy or nobody answered: they are told how to ask again. */
async function tellNotRung(tx: Tx, context: Context, owner: string, caseNumber: string): Promise<void> {
  const opened = await lockCase(tx, caseNumber);
  const person = personOf(context.inForce.directory, owner);
  if (opened?.state !== 'accepted' || opened.takenBy !== owner || !person || owner === DESK) return;
  const code = await codeFor(tx, context, owner, caseNumber);
  const row = { toNumber: person.phone, person: owner, cases: [caseNumber], body: notRungText(caseNumber, code), code };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'answer', ...row }));
}
