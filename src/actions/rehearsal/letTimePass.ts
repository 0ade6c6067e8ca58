import { limits } from '../../domain/limits.ts';
import { whatIsDue } from '../../store/write/due.ts';
import { legById } from '../../store/write/legs.ts';
import { ringsOfPages, updateOutbox } from '../../store/write/outbox.ts';
import { duePages, pagesOfCase } from '../../store/write/pages.ts';
import type { Context } from '../context.ts';
import { isRinging } from '../gatherHotlineFacts.ts';
import { pageDue } from '../pageDue.ts';
import type { Rehearsal } from './rehearsalContext.ts';

/** Time goes by, in whole seconds: what is due of the pages is done when it is due, and phones have rung in vain. */
export async function letTimePass({ context, now, comesTo }: Rehearsal, legId: string, seconds: number): Promise<void> {
  const { read } = context.store;
  const until = now() + Math.ceil(seconds) * 1000;
  for (let moves = 0; moves < limits.foreseenMoves; moves += 1) {
    const next = (await whatIsDue(read, 0)).pages;
    if (next === null || next > until) break;
    comesTo(next);
    for (const id of await duePages(read, now(), limits.rowsPerTick)) await pageDue(context, id);
  }
  comesTo(until);
  await ringInVain(context, legId);
}

async function ringInVain({ store: { read, transact }, clock }: Context, legId: string): Promise<void> {
  const now = clock.now();
  const pages = await pagesOfCase(read, (await legById(read, legId))?.caseNumber ?? '');
  if (pages.length === 0) return;
  const rings = await ringsOfPages(
    read,
    pages.map((page) => page.id),
  );
  const over = rings.filter((row) => isRinging(row, now) && row.createdAt + (row.ringSeconds ?? 0) * 1000 <= now);
  if (over.length === 0) return;
  await transact(async (tx) => {
    for (const { id } of over) await updateOutbox(tx, id, { state: 'done', outcome: 'noAnswer', settledAt: now });
  });
}
