/** The clock of a promise moves: it reminds, rings, has the case looked for anew, and in the end says that it is broken. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Case, PromiseRow } from '../domain/records.ts';
import { writeTime } from '../domain/writeTime.ts';
import { promiseMove } from '../paging/promiseClock.ts';
import { brokenText, reminderText, takenAwayText } from '../paging/promiseWords.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase } from '../store/write/cases.ts';
import { legsOfCase } from '../store/write/legs.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import { lockPromise, updatePromise } from '../store/write/promises.ts';
import { codeFor } from './codeFor.ts';
import type { Context } from './context.ts';
import { isOfCase, isOwnersLine } from './isOwnersLine.ts';
import { newRow } from './newRow.ts';
import { DESK, nameOf, personOf } from './people.ts';
import { reopenCases } from './reopenCases.ts';
import { ringInTurn } from './ringInTurn.ts';

/** Makes the move that is due. The locks make a second look find nothing due. */
export async function promiseDue(context: Context, caseNumber: string): Promise<void> {
  await context.store.transact(async (tx) => {
    await lockPagesOf(tx, [caseNumber]);
    const opened = await lockCase(tx, caseNumber);
    const promise = await lockPromise(tx, caseNumber);
    const now = context.clock.now();
    if (!opened || promise?.state !== 'open' || promise.nextAt === null || promise.nextAt > now) return;
    // A human has closed it: nobody is reminded of what is over.
    if (opened.state === 'closed') return updatePromise(tx, caseNumber, { nextAt: null });
    const { act, stage, nextAt } = promiseMove(promise, opened, now);
    // Whoever is talking to the caller at this moment is not disturbed, nothing is taken from them, and nothing is broken: the
    // move waits until they part.
    if (await talks(tx, opened, now)) {
      const again = now + limits.talkingSeconds * 1000;
      return updatePromise(tx, caseNumber, { nextAt: Math.min(again, nextAt ?? again) });
    }
    await updatePromise(tx, caseNumber, { stage, nextAt });
    if (act === 'remind') await remind(tx, context, opened, promise);
    else if (act === 'ring') await ring(tx, context, opened);
    else if (act === 'reopen') await reopen(tx, context, opened);
    else if (act === 'break') await breakPromise(tx, context, opened, promise);
  });
}

/** Is whoever has the case on a line of ours with this caller, or being connected? A line whose end was never reported counts for an hour. */
async function talks(tx: Tx, opened: Case, now: Instant): Promise<boolean> {
  const live = (await legsOfCase(tx, opened.number)).filter(
    (leg) =>
      isOwnersLine(leg, opened) &&
      leg.endedAt === null &&
      leg.will !== 'undecided' &&
      now - leg.lastTurnAt < limits.promiseSeconds * 1000,
  );
  for (const leg of live) if (await isOfCase(tx, leg, opened.number)) return true;
  return false;
}

async function remind(tx: Tx, context: Context, opened: Case, { dueAt }: PromiseRow): Promise<void> {
  const person = personOf(context.inForce.directory, opened.takenBy ?? '');
  // The desk takes no texts; it is rung in ten minutes.
  if (!person || person.id === DESK) return;
  const code = await codeFor(tx, context, person.id, opened.number);
  const body = reminderText(opened, writeTime(dueAt, context.timezone), code);
  const row = { toNumber: person.phone, person: person.id, cases: [opened.number], body, code };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'promise', ...row }));
  await note(tx, context, opened, `${person.name} is reminded by text that the call is due.`);
}

async function ring(tx: Tx, context: Context, opened: Case): Promise<void> {
  const person = personOf(context.inForce.directory, opened.takenBy ?? '');
  if (!person) return;
  await ringInTurn(tx, context, 'promise', person, opened);
  await note(tx, context, opened, `${person.name} is rung: the call is due in ten minutes.`);
}

/** Whoever has it gave no sign. They may be on the way all the same, so they are told; the others are woken. */
async function reopen(tx: Tx, context: Context, opened: Case): Promise<void> {
  const { directory } = context.inForce;
  const name = nameOf(directory, opened.takenBy);
  const why = `${name} gave no sign of life, and the call is due in five minutes: the lead is rung.`;
  await reopenCases(tx, context, { cases: [opened.number], from: 'lead', without: opened.takenBy, why });
  const person = personOf(directory, opened.takenBy ?? '');
  if (!person || person.id === DESK) return;
  const row = { toNumber: person.phone, person: person.id, cases: [opened.number], body: takenAwayText(opened) };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...row }));
}

async function breakPromise(tx: Tx, context: Context, opened: Case, { dueAt }: PromiseRow): Promise<void> {
  const now = context.clock.now();
  const { directory } = context.inForce;
  const by = opened.takenBy === null ? null : nameOf(directory, opened.takenBy);
  const how = `Nobody said by ${writeTime(dueAt, context.timezone)} that they have spoken with the caller.`;
  await updatePromise(tx, opened.number, { state: 'broken', how, settledAt: now, nextAt: null });
  await note(tx, context, opened, `The promise is broken. ${how} Every lead is told.`);
  context.log.error('alarm: a promise to a caller was broken', { case: opened.number });
  const told = [...new Set([...directory.leads, ...(opened.takenBy === null ? [] : [opened.takenBy])])];
  for (const id of told) {
    const person = personOf(directory, id);
    if (!person || id === DESK) continue;
    const row = { toNumber: person.phone, person: id, cases: [opened.number], body: brokenText(opened, by) };
    await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'alarm', ...row }));
  }
  // A text wakes nobody. Whoever took it a few minutes ago is awake; anybody else may have fallen asleep again.
  const isFresh = opened.takenAt !== null && opened.takenAt >= dueAt - limits.promiseRingSeconds * 1000;
  if (by === null || isFresh) return;
  const why = `The hour is over and ${by} has not said that they spoke with the caller: the lead is rung.`;
  await reopenCases(tx, context, { cases: [opened.number], from: 'lead', without: opened.takenBy, why });
}

function note(tx: Tx, context: Context, opened: Case, text: string): Promise<void> {
  return addCaseEvent(tx, { caseNumber: opened.number, at: context.clock.now(), text });
}
