/** "wrong 47": somebody who was texted a page says that it is another team's. */
import type { OutboxRow } from '../domain/records.ts';
import { toOtherTeamText, unknownCodeText, whichTeamText } from '../paging/words.ts';
import type { Tx } from '../store/handle.ts';
import { lockCases } from '../store/write/cases.ts';
import { attemptByCode } from '../store/write/outbox.ts';
import { lockPagesOf } from '../store/write/pages.ts';
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
  if (!row || row.pageId === null || row.cases.length === 0) return unknownCodeText();
  const pages = await lockPagesOf(tx, row.cases);
  const how = 'by text';
  const handedOn = await afterAccepting(tx, context, { act: 'lead', person, cases: row.cases, how });
  if (handedOn !== null) return handedOn;
  const cases = await lockCases(tx, [...row.cases].sort());
  const open = cases.filter((one) => one.state === 'open').map((one) => one.number);
  const page = pages.find((one) => one.id === row.pageId);
  if (!page || open.length === 0) return whoHasIt(context, cases, person);
  const others = otherTeams(context.inForce.directory, page.team);
  const whose = whoseIs(others, said[3]?.trim() ?? '');
  if (whose === 'ask') return ask(row, others);
  const team = whose === 'lead' ? null : whose;
  const left = await notOurs(tx, context, { page, pages, rowId: row.id, person: person.id, how, cases: open, team });
  return toOtherTeamText(open, left > 0 ? (team?.name ?? null) : null);
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
