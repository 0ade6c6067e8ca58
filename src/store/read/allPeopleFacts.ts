import type { Read } from '../handle.ts';
import { type PersonFact, peopleFacts } from '../rows/outside.ts';
import { readAll, rowsOf } from '../table.ts';

/** Everything we learnt about telephone numbers: what they have refused, and what has been proven. */
export function allPeopleFacts(read: Read): Promise<PersonFact[]> {
  return readAll(peopleFacts, rowsOf(read, peopleFacts).orderBy(['address', 'fact']));
}
