import type { Effect } from '../../domain/conversation.ts';
import { lockOutbox } from '../../store/write/outbox.ts';
import { lockPagesOf } from '../../store/write/pages.ts';
import { notOurs } from '../notOurs.ts';
import { otherTeams } from '../otherTeams.ts';
import type { Work } from './work.ts';

/** Somebody who is rung says by key whose the cases are. */
export async function wrongTeam(work: Work, effect: Extract<Effect, { kind: 'wrongTeam' }>): Promise<void> {
  const { tx, context, leg, named } = work;
  const pages = await lockPagesOf(tx, named);
  const page = pages.find((one) => one.id === leg.pageId);
  const row = leg.outboxId ? await lockOutbox(tx, leg.outboxId) : null;
  if (!page || !row || leg.person === null || named.length === 0) return;
  const team = effect.to === 'lead' ? null : (otherTeams(context.inForce.directory, page.team)[effect.to - 1] ?? null);
  await notOurs(tx, context, { page, pages, rowId: row.id, person: leg.person, how: 'by key', cases: named, team });
}
