import type { Case, Leg, Recording } from '../../domain/records.ts';
import type { Read } from '../handle.ts';
import { cases } from '../rows/cases.ts';
import { legs, type Turn, turns } from '../rows/legs.ts';
import { recordings } from '../rows/outside.ts';
import { readAll, readOne, rowsOf } from '../table.ts';
import { type List, type ListOptions, listRows } from './cursor.ts';

/** A call with what was said on it and what became of it. */
export interface WholeCall {
  leg: Leg;
  /** Oldest first. */
  turns: Turn[];
  /** null while, or when, no case was opened under the reserved number. */
  case: Case | null;
  recordings: Recording[];
}

/** The callers' legs. @throws CursorError */
export function listCalls(read: Read, options: ListOptions = {}): Promise<List<Leg>> {
  return listRows(read, legs, { kind: 'caller' }, ['startedAt', 'id'], options);
}

/** @param sid the carrier's CallSid, of a caller's leg or of a technician's */
export async function oneCall(read: Read, sid: string): Promise<WholeCall | null> {
  const leg = await readOne(legs, rowsOf(read, legs, { callSid: sid }));
  if (leg === null) return null;
  const [said, opened, sounds] = await Promise.all([
    // The end is news, not a turn: it has no number to sort by.
    readAll(turns, rowsOf(read, turns, { legId: leg.id }).orderBy(['at', 'n'])),
    leg.caseNumber === null ? null : readOne(cases, rowsOf(read, cases, { number: leg.caseNumber })),
    readAll(recordings, rowsOf(read, recordings, { legId: leg.id }).orderBy(['createdAt', 'sid'])),
  ]);
  return { leg, turns: said, case: opened, recordings: sounds };
}
