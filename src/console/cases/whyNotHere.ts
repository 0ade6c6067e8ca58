/** What may be done with a case by whoever is at the page, and why not the rest. The server decides the same by itself. */
import { type CaseAct, whyNotClosed } from '../../domain/allowed.ts';
import type { Session, WholeCase } from '../apiTypes.ts';
import { mayDo } from '../session.ts';
import { nameIn } from './caseWords.ts';

const notInDirectory = 'You are not one of the people of the directory; ask a lead to do it.';

/** null when it may be done, else why not as a sentence. */
export function whyNotHere(act: CaseAct, whole: WholeCase, { user }: Session): string | null {
  const { takenBy, callBackNumber } = whole.case;
  if (!mayDo(user.role, 'technician')) return 'Only technicians and leads do that.';
  if (whole.acts[act] !== null) return whole.acts[act];
  if (act === 'call' && callBackNumber === null) return 'There is no number to call back.';
  if (mayDo(user.role, 'lead') || (user.person !== null && takenBy === user.person)) return null;
  if (act === 'close') return whyNotClosed;
  if (act === 'take') return user.person === null ? notInDirectory : null;
  return takenBy === null ? 'Nobody has it.' : `${nameIn(whole, takenBy)} has it: only they or a lead do that.`;
}
