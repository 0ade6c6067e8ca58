/** What the turn of a known caller writes about the case that is there. */
import { updateLeg } from '../../store/write/legs.ts';
import { callerAsks } from '../callerAsks.ts';
import { newCaseNumber } from '../newCaseNumber.ts';
import { solveCase as solve, unsolveCase as unsolve } from '../solveCase.ts';
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
