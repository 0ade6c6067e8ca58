/** Somebody who is paged says that the cases are not their team's. By key or text. */
import type { Case, Page } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { addCaseEvent, lockCases, updateCase } from '../store/write/cases.ts';
import { updateOutbox } from '../store/write/outbox.ts';
import { casesOfPage, unacceptedPagesOf, updatePageCase } from '../store/write/pages.ts';
import { lockPromise, updatePromise } from '../store/write/promises.ts';
import type { Context } from './context.ts';
import { joinOrInsertPage } from './effects/pageEffects.ts';
import { idsOfPage } from './logIds.ts';
import { movePage } from './movePage.ts';
import { type OtherTeam, whereItGoes } from './otherTeams.ts';
import { leadOf, nameOf } from './people.ts';

export interface NotOurs {
  /** The page they are asked by, and every page its cases are on; locked. */
  page: Page;
  pages: readonly Page[];
  /** The ring or text that they answer. */
  rowId: string;
  person: string;
  /** How they said it, for the timeline: "by text", "by key". */
  how: string;
  cases: readonly string[];
  /** Whose they are; null when nobody knows. */
  team: OtherTeam | null;
}

/**
 * That team is asked at once; a team is asked once for a case, and where nobody knows whose it is, or that team has had
 * its turn, the lead is.
 * @returns how many of the cases went to the team; the others are with the lead
 */
export async function notOurs(tx: Tx, context: Context, said: NotOurs): Promise<number> {
  const { page, pages, team } = said;
  await updateOutbox(tx, said.rowId, { outcome: 'passed' });
  const leaving: Case[] = [];
  const staying: Case[] = [];
  for (const one of await lockCases(tx, [...said.cases].sort())) {
    const isLeaving = team !== null && (await whereItGoes(tx, pages, team.id, one)) !== 'asked';
    (isLeaving ? leaving : staying).push(one);
  }
  const ids = idsOfPage(page, said.cases);
  context.log.info('a page was said to be for another team', { ...ids, team: team?.id ?? 'unknown' });
  if (team && leaving.length > 0) await giveTo(tx, context, said, team, leaving);
  if (staying.length > 0) await leaveToLead(tx, context, said, staying);
  return leaving.length;
}

async function giveTo(
  tx: Tx,
  context: Context,
  { page, pages, person: by, how }: NotOurs,
  team: OtherTeam,
  cases: readonly Case[],
): Promise<void> {
  const now = context.clock.now();
  const name = nameOf(context.inForce.directory, by);
  let asked = (await unacceptedPagesOf(tx, [team.id])).get(team.id) ?? null;
  let isNews = asked?.state === 'waiting';
  for (const one of cases) {
    await updateCase(tx, one.number, { team: team.id });
    if (await lockPromise(tx, one.number))
      await updatePromise(tx, one.number, { owner: leadOf(context.inForce.directory, team.id) });
    const text = `${name} said ${how} that it is for ${team.name}: the case goes there.`;
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
  tx: Tx,
  context: Context,
  { page, person: by, how, team }: NotOurs,
  cases: readonly Case[],
): Promise<void> {
  const what = sayWhy(context, page, team);
  const text = `${nameOf(context.inForce.directory, by)} said ${how} that ${what}: the lead is tried.`;
  for (const one of cases) await addCaseEvent(tx, { caseNumber: one.number, at: context.clock.now(), text });
  await movePage(tx, context, page, { kind: 'toLead', person: by });
}

function sayWhy({ inForce }: Context, page: Page, team: OtherTeam | null): string {
  const own = inForce.directory.teams[page.team]?.name ?? page.team;
  return team ? `it is for ${team.name}, who have been asked already` : `it is not for ${own}`;
}
