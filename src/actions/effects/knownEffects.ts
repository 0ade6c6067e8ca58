/** What the turn of a known caller writes about the case that is there. */
import { addCaseEvent, lockCase, updateCase } from '../../store/write/cases.ts';
import { updateLeg } from '../../store/write/legs.ts';
import { lockPagesOf } from '../../store/write/pages.ts';
import { callerAsks } from '../callerAsks.ts';
import { isOwnNumber, keyedCaseNumber } from '../gatherExistingFacts.ts';
import { recentCaseOf } from '../knownCaseOf.ts';
import { leavePages } from '../leavePages.ts';
import { newCaseNumber } from '../newCaseNumber.ts';
import { solveCase as solve, unsolveCase as unsolve } from '../solveCase.ts';
import { tellMessage } from '../tellOwner.ts';
import type { Work } from './work.ts';

export async function askForOwner({ tx, context, leg }: Work): Promise<void> {
  await callerAsks(tx, context, leg.caseNumber ?? '', 'wanted', 'by key');
}

export async function sayWorse({ tx, context, leg }: Work): Promise<void> {
  await callerAsks(tx, context, leg.caseNumber ?? '', 'worse', 'by key');
}

export async function solveCase({ tx, context, leg }: Work): Promise<void> {
  await solve(tx, context, leg.caseNumber ?? '', 'by key');
}

export async function unsolveCase({ tx, context, leg }: Work): Promise<void> {
  await unsolve(tx, context, leg.caseNumber ?? '', 'by key');
}

/** The call's next question is about a case of its own, which is opened under this number or never. */
export async function newCase({ tx, leg }: Work): Promise<void> {
  await updateLeg(tx, leg.id, { caseNumber: await newCaseNumber(tx) });
}

/** What is said and recorded from now on belongs to that case. */
export async function joinCase({ tx, leg, now }: Work): Promise<void> {
  const caseNumber = keyedCaseNumber(leg.state.keyed);
  await lockPagesOf(tx, [caseNumber]);
  const opened = await lockCase(tx, caseNumber);
  if (!opened) return;
  await updateLeg(tx, leg.id, { caseNumber });
  const who = (await isOwnNumber(tx, opened, leg.number)) ? 'The caller' : 'Somebody at another number';
  await addCaseEvent(tx, { caseNumber, at: now, text: `${who} rang and keyed the number of the case.` });
}

/** The new case was opened so that it is paged whatever comes; now it is closed, and the older one goes on. */
export async function sameCase({ tx, context, leg, now }: Work): Promise<void> {
  const own = leg.caseNumber ?? '';
  const older = await recentCaseOf(tx, leg.number ?? '', own, now);
  if (!older) return;
  const pages = await lockPagesOf(tx, [own, older.number]);
  const opened = await lockCase(tx, own);
  if (opened?.state !== 'open' || opened.legId !== leg.id) return;
  await updateCase(tx, own, { state: 'closed', closedAt: now });
  const text = `The caller said that it is the same problem as ${older.number}, which goes on.`;
  await addCaseEvent(tx, { caseNumber: own, at: now, text });
  await addCaseEvent(tx, { caseNumber: older.number, at: now, text: 'The caller rang again about it as critical.' });
  await leavePages(tx, context, pages, own);
  await updateLeg(tx, leg.id, { caseNumber: older.number });
}

export async function tellOwner({ tx, context, leg }: Work): Promise<void> {
  await tellMessage(tx, context, leg);
}
