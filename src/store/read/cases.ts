import type { Case, CaseEvent, Page, PromiseRow, Recording } from '../../domain/records.ts';
import type { Read } from '../handle.ts';
import { caseEvents, cases, promises } from '../rows/cases.ts';
import { readAll, readOne, rowsOf } from '../table.ts';
import { pagesOfCase } from '../write/pages.ts';
import { recordingsOfCase } from '../write/recordings.ts';
import { type List, type ListOptions, listRows } from './cursor.ts';

/** A case with all that belongs to it. */
export interface WholeCase {
  case: Case;
  /** The timeline, oldest first. */
  events: CaseEvent[];
  recordings: Recording[];
  promise: PromiseRow | null;
  pages: Page[];
}

/** @throws CursorError */
export function listCases(read: Read, options: ListOptions = {}): Promise<List<Case>> {
  return listRows(read, cases, {}, ['openedAt', 'number'], options);
}

export async function oneCase(read: Read, number: string): Promise<WholeCase | null> {
  const found = await readOne(cases, rowsOf(read, cases, { number }));
  if (found === null) return null;
  const where = { caseNumber: found.number };
  const [events, recordings, promise, pages] = await Promise.all([
    readAll(caseEvents, rowsOf(read, caseEvents, where).orderBy('id')),
    recordingsOfCase(read, found.number),
    readOne(promises, rowsOf(read, promises, where)),
    pagesOfCase(read, found.number),
  ]);
  return { case: found, events, recordings, promise, pages };
}
