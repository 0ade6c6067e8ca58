import { limits } from '../domain/limits.ts';
import type { Case, OutboxRow } from '../domain/records.ts';
import { throttleSeconds } from '../paging/throttle.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCase } from '../store/write/cases.ts';
import { ringsAskedFor, ringsOfPages, updateOutbox } from '../store/write/outbox.ts';
import { lockPagesOf } from '../store/write/pages.ts';
import type { Context } from './context.ts';
import { isRinging } from './gatherHotlineFacts.ts';
import { movePage } from './movePage.ts';
import { type Asking, ownerNotReached } from './ownerNotReached.ts';
import { personOf } from './people.ts';
import { ringInTurn } from './ringInTurn.ts';

const said = { wanted: 'asked to talk', worse: 'said that it is worse' } as const satisfies Record<Asking, string>;

/**
 * The caller of a case asks for whoever has it, who is rung. While nobody has it the search goes on at once, unless a phone
 * rings at this very moment. What is worse keeps its priority, and an owner who is not reached loses the case.
 * @param how by key, by text
 * @returns the case as it was; null when it is closed
 */
export async function callerAsks(
  tx: Tx,
  context: Context,
  caseNumber: string,
  asking: Asking,
  how: string,
): Promise<Case | null> {
  const pages = await lockPagesOf(tx, [caseNumber]);
  const opened = await lockCase(tx, caseNumber);
  if (!opened || opened.state === 'closed') return null;
  const now = context.clock.now();
  await addCaseEvent(tx, { caseNumber, at: now, text: `The caller ${said[asking]} ${how}.` });
  if (opened.takenBy !== null) {
    await ringOwner(tx, context, opened, opened.takenBy, asking);
    return opened;
  }
  const ids = pages.map((page) => page.id);
  const rings = ids.length > 0 ? await ringsOfPages(tx, ids) : [];
  // Somebody is being rung, or has been so lately that their phone may not ring again: a step more would pass them over.
  const isLate = (row: OutboxRow) => now - row.createdAt >= limits.hastenAfterSeconds * 1000 && !isRinging(row, now);
  if (!rings.every(isLate)) return opened;
  for (const page of pages) await movePage(tx, context, page, { kind: 'broughtForward' });
  return opened;
}

async function ringOwner(tx: Tx, context: Context, opened: Case, owner: string, asking: Asking): Promise<void> {
  const now = context.clock.now();
  const caseNumber = opened.number;
  const rings = await ringsAskedFor(tx, owner, now - throttleSeconds * 1000);
  const live = rings.find((row) => row.cases.includes(caseNumber) && isRinging(row, now));
  // That phone rings already. What has become worse meanwhile decides what follows when nobody comes to it.
  if (live) {
    if (asking === 'worse') await updateOutbox(tx, live.id, { purpose: asking });
    return;
  }
  const person = personOf(context.inForce.directory, owner);
  // Somebody who did not come to the phone a moment ago is not waited for once more.
  const isMissed = rings.some(
    (row) => row.cases.includes(caseNumber) && now - row.createdAt < limits.missedSeconds * 1000,
  );
  if (asking === 'worse' && isMissed) return ownerNotReached(tx, context, caseNumber, owner, asking);
  // All numbers of one asking count as one.
  const askings = rings.filter((row) => (row.step ?? 0) === 0);
  if (!person || askings.length >= limits.ringsAskedFor) return ownerNotReached(tx, context, caseNumber, owner, asking);
  await ringInTurn(tx, context, asking, person, opened);
  await addCaseEvent(tx, { caseNumber, at: now, text: `${person.name} is rung for the caller.` });
}
