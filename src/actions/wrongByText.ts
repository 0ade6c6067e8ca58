/** "wrong 47": somebody who was texted a page says that it is another team's. */
import type { OutboxRow, Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import { movedText, toOtherTeamText, unknownCodeText, whichTeamText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { lockCases } from '../store/write/cases.ts';
import { attemptByCode, attemptsOfPage } from '../store/write/outbox.ts';
import { casesOfPage, lockPagesOf } from '../store/write/pages.ts';
import { afterAccepting } from './afterAccepting.ts';
import type { Context } from './context.ts';
import { notOurs } from './notOurs.ts';
import { type OtherTeam, otherTeams } from './otherTeams.ts';
import type { Reachable } from './people.ts';
import { whoHasIt } from './whoHasIt.ts';

/** "wrong 47", "47 wrong", and either with a team or "lead" behind it. */
const wrong = /^(?:wrong[\s,:-]+(\d{2})|(\d{2})[\s.!,-]*wrong)\b(?:[\s,:-]+(\S.{0,39}?))?[\s.!]*$/i;

/**
 * Does what such a text says. Whoever has taken the case already hands it to their lead by it.
 * @param since codes older than this count for nothing
 * @returns what to answer; null for any other words
 */
export async function wrongByText(
  tx: Tx,
  context: Context,
  person: Reachable,
  body: string,
  since: number,
): Promise<string | null> {
  const said = wrong.exec(body);
  if (!said) return null;
  const row = await attemptByCode(tx, person.id, Number(said[1] ?? said[2]), since);
  if (!row || row.cases.length === 0) return unknownCodeText();
  const pages = await lockPagesOf(tx, row.cases);
  const how = 'by text';
  const handedOn = await afterAccepting(tx, context, { act: 'lead', person, cases: row.cases, how });
  if (handedOn !== null) return handedOn;
  const cases = await lockCases(tx, [...row.cases].sort());
  const open = cases.filter((one) => one.state === 'open').map((one) => one.number);
  if (open.length === 0) return whoHasIt(context, cases, person);
  const searches = await searchesFor(tx, pages, open);
  const own = await teamOf(tx, pages, row, person.id);
  const ours = searches.filter(({ page }) => page.team === own);
  const { teams } = context.inForce.directory;
  const [elsewhere] = searches;
  if (ours.length === 0 && elsewhere)
    return movedText(elsewhere.cases, teams[elsewhere.page.team]?.name ?? elsewhere.page.team);
  const others = otherTeams(context.inForce.directory, own);
  const whose = whoseIs(others, said[3]?.trim() ?? '');
  if (whose === 'ask') return ask(row, others);
  const team = whose === 'lead' ? null : whose;
  let left = 0;
  for (const { page, cases: waiting } of ours)
    left += await notOurs(tx, context, { page, pages, rowId: row.id, person: person.id, how, cases: waiting, team });
  const moved = ours.flatMap((search) => search.cases).sort();
  return toOtherTeamText(moved, left > 0 ? (team?.name ?? null) : null);
}

interface Search {
  page: Page;
  cases: string[];
}

/** The pages that look for somebody for these cases now: whoever was told by an earlier one speaks of the same cases. */
async function searchesFor(tx: Tx, pages: readonly Page[], open: readonly string[]): Promise<Search[]> {
  const searches: Search[] = [];
  for (const page of pages.filter((one) => !isOver(one))) {
    const waiting = (await casesOfPage(tx, page.id)).filter(({ state }) => state === 'waiting');
    const cases = open.filter((number) => waiting.some(({ caseNumber }) => caseNumber === number));
    if (cases.length > 0) searches.push({ page, cases });
  }
  return searches;
}

/** The team for which this person was asked: that of the page that the code came with, else of the last that asked them. */
async function teamOf(tx: Tx, pages: readonly Page[], row: OutboxRow, person: string): Promise<string> {
  const told = pages.find(({ id }) => id === row.pageId);
  if (told) return told.team;
  for (const page of [...pages].sort((a, b) => b.createdAt - a.createdAt))
    if ((await attemptsOfPage(tx, page.id)).some((attempt) => attempt.person === person)) return page.team;
  return '';
}

/** The team that was named; the only other one where none was. */
function whoseIs(others: readonly OtherTeam[], named: string): OtherTeam | 'lead' | 'ask' {
  const word = named.toLowerCase();
  const [only] = others;
  if (word === 'lead' || !only) return 'lead';
  if (word === '' && others.length === 1) return only;
  return others.find(({ id, name }) => id.toLowerCase() === word || name.toLowerCase() === word) ?? 'ask';
}

function ask(row: OutboxRow, others: readonly OtherTeam[]): string {
  return whichTeamText(
    row.code ?? 0,
    others.map(({ name }) => name),
  );
}
