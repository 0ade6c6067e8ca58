import type { Case } from '../domain/records.ts';
import { acceptedText, closedText, takenText } from '../paging/words.ts';
import type { Context } from './context.ts';
import { nameOf, type Reachable } from './people.ts';

/** What is true of cases that cannot be taken any more, as the answer to somebody's text. */
export function whoHasIt(context: Context, cases: readonly Case[], person: Reachable): string {
  const numbers = cases.map((one) => one.number);
  const by = cases.find((one) => one.takenBy !== null)?.takenBy ?? null;
  if (by === person.id) return acceptedText(cases);
  return by === null ? closedText(numbers) : takenText(numbers, nameOf(context.inForce.directory, by));
}
