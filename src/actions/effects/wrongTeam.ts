import type { Effect } from '../../domain/conversation.ts';
import type { Case, Page } from '../../domain/records.ts';
import type { Tx } from '../../store/handle.ts';
import { addCaseEvent, lockCases, updateCase } from '../../store/write/cases.ts';
import { lockOutbox, updateOutbox } from '../../store/write/outbox.ts';
import { casesOfPage, lockPagesOf, unacceptedPagesOf, updatePageCase } from '../../store/write/pages.ts';
import { lockPromise, updatePromise } from '../../store/write/promises.ts';
import type { Context } from '../context.ts';
import { idsOfPage } from '../logIds.ts';
import { movePage } from '../movePage.ts';
import { type OtherTeam, otherTeams, whereItGoes } from '../otherTeams.ts';
import { leadOf, nameOf } from '../people.ts';
import { joinOrInsertPage } from './pageEffects.ts';
import type { Work } from './work.ts';

/**
 * Somebody who is rung says whose the cases are. That team is asked at once; a team is asked once for a case, and where
 * nobody knows whose it is, or that team has had its turn, the lead is.
 */
export async function wrongTeam(work: Work, effect: Extract<Effect, { kind: 'wrongTeam' }>): Promise<void> {
  const { tx, context, leg, named } = work;
  const pages = await lockPagesOf(tx, named);
  const page = pages.find((one) => one.id === leg.pageId);
  const row = leg.outboxId ? await lockOutbox(tx, leg.outboxId) : null;
  if (!page || !row || leg.person === null || named.length === 0) return;
  await updateOutbox(tx, row.id, { outcome: 'passed' });
  const team = effect.to === 'lead' ? null : (otherTeams(context.inForce.directory, page.team)[effect.to - 1] ?? null);
  const cases = await lockCases(tx, [...named].sort());
  const leaving: Case[] = [];
  const staying: Case[] = [];
  for (const one of cases) {
    const isLeaving = team !== null && (await whereItGoes(tx, pages, team.id, one)) !== 'asked';
    (isLeaving ? leaving : staying).push(one);
  }
  context.log.info('a page was said to be for another team', {
    ...idsOfPage(page, named),
    team: team?.id ?? 'unknown',
  });
  if (team && leaving.length > 0) await giveTo(work, page, pages, team, leaving);
  if (staying.length > 0) await leaveToLead(work, page, team, staying);
}

async function giveTo(
  { tx, context, leg, now }: Work,
  page: Page,
  pages: readonly Page[],
  team: OtherTeam,
  cases: readonly Case[],
): Promise<void> {
  const by = leg.person ?? '';
  const name = nameOf(context.inForce.directory, by);
  let asked = (await unacceptedPagesOf(tx, [team.id])).get(team.id) ?? null;
  let isNews = asked?.state === 'waiting';
  for (const one of cases) {
    await updateCase(tx, one.number, { team: team.id });
    if (await lockPromise(tx, one.number))
      await updatePromise(tx, one.number, { owner: leadOf(context.inForce.directory, team.id) });
    const text = `${name} said by key that it is for ${team.name}: the case goes there.`;
    await addCaseEvent(tx, { caseNumber: one.number, at: now, text });
    await updatePageCase(tx, page.id, one.number, { state: 'withdrawn' });
    if (await waits(tx, pages, team.id, one.number)) continue;
    asked = await joinOrInsertPage(tx, context, one, team.id, asked, now);
    isNews = true;
  }
  if (asked && isNews) await movePage(tx, context, asked, { kind: 'released' });
  const left = (await casesOfPage(tx, page.id)).filter((one) => one.state === 'waiting').length;
  const numbers = cases.map((one) => one.number);
  await movePage(tx, context, page, { kind: 'casesMoved', by, cases: numbers, team: team.id, left });
}

/** Is the case waiting on a page of that team already? */
async function waits(tx: Tx, pages: readonly Page[], team: string, number: string): Promise<boolean> {
  for (const page of pages.filter((one) => one.team === team))
    if ((await casesOfPage(tx, page.id)).some((row) => row.caseNumber === number && row.state === 'waiting'))
      return true;
  return false;
}

async function leaveToLead(
  { tx, context, leg, now }: Work,
  page: Page,
  team: OtherTeam | null,
  cases: readonly Case[],
): Promise<void> {
  const by = leg.person ?? '';
  const what = sayWhy(context, page, team);
  const text = `${nameOf(context.inForce.directory, by)} said by key that ${what}: the lead is tried.`;
  for (const one of cases) await addCaseEvent(tx, { caseNumber: one.number, at: now, text });
  await movePage(tx, context, page, { kind: 'toLead', person: by });
}

function sayWhy({ inForce }: Context, page: Page, team: OtherTeam | null): string {
  const own = inForce.directory.teams[page.team]?.name ?? page.team;
  return team ? `it is for ${team.name}, who have been asked already` : `it is not for ${own}`;
}
