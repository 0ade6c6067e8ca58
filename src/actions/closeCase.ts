import { whyNotCase, whyNotClosed } from '../domain/allowed.ts';
import { closedText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase, updateCase } from '../store/write/cases.ts';
import { insertOutbox } from '../store/write/outbox.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { leavePages } from './leavePages.ts';
import { newRow } from './newRow.ts';
import { DESK, personOf } from './people.ts';

export interface Closing {
  /** Who closes it, as the timeline says. */
  by: string;
  /** Directory id of whoever is signed in; null when they are none of its people. */
  person: string | null;
  reason: string;
  /** Directory id of whoever has to have the case; null for who may close any. */
  ifTakenBy: string | null;
}

/**
 * A human closes a case, with a reason: every team's page leaves it (promise 4), and whoever has it is told, unless it is
 * they who close it. Its promise is not kept by that, only over.
 * @returns null when it is done, else why not as a sentence
 */
export async function closeCaseNow(
  context: Context,
  number: string,
  { by, person, reason, ifTakenBy }: Closing,
): Promise<string | null> {
  const refused = await context.store.transact(async (tx) => {
    const pages = await lockPagesOf(tx, [number]);
    const opened = await lockCase(tx, number);
    if (!opened) return `There is no case "${number}".`;
    const why = whyNotCase('close', opened.state);
    if (why !== null) return why;
    if (ifTakenBy !== null && opened.takenBy !== ifTakenBy) return whyNotClosed;
    const now = context.clock.now();
    await updateCase(tx, number, { state: 'closed', closedAt: now });
    await addCaseEvent(tx, { caseNumber: number, at: now, text: `Closed by ${by}: ${reason}` });
    context.log.info('a case was closed', { case: number });
    await leavePages(tx, context, pages, number);
    if (opened.takenBy !== null && opened.takenBy !== person) await tell(tx, context, number, opened.takenBy);
    return null;
  });
  context.wake();
  return refused;
}

async function tell(tx: Tx, context: Context, number: string, takenBy: string): Promise<void> {
  const person = personOf(context.inForce.directory, takenBy);
  if (!person || person.id === DESK) return;
  const row = { toNumber: person.phone, person: person.id, cases: [number], body: closedText([number]) };
  await insertOutbox(tx, newRow(context, { kind: 'text', purpose: 'news', ...row }));
}
