/** "It is not ours": which other teams there are, and what becomes of a case that is said to be theirs. */
import type { Directory } from '../domain/directory.ts';
import { limits } from '../domain/limits.ts';
import type { Case, Page } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { attemptsOfPage } from '../store/write/outbox.ts';
import { casesOfPage } from '../store/write/pages.ts';
import type { Context } from './context.ts';

export interface OtherTeam {
  id: string;
  name: string;
}

/** paged: the team has not been asked yet. goesOn: its page for the case runs already. asked: it has had its turn. */
export type Going = 'paged' | 'goesOn' | 'asked';

/** The teams that a technician of this team can name by a key, in the directory's order. */
export function otherTeams({ teams }: Directory, team: string): OtherTeam[] {
  const others = Object.entries(teams).filter(([id]) => id !== team);
  return others.slice(0, limits.otherTeams).map(([id, { name }]) => ({ id, name }));
}

/**
 * A team is paged once for a case. A major incident is every team's already.
 * @param pages those that the case is on, locked
 */
export async function whereItGoes(tx: Tx, pages: readonly Page[], team: string, one: Case): Promise<Going> {
  if (one.priority === 'P1') return 'asked';
  let going: Going = 'paged';
  for (const page of pages.filter((other) => other.team === team)) {
    const row = (await casesOfPage(tx, page.id)).find(({ caseNumber }) => caseNumber === one.number);
    if (!isOver(page) && row?.state === 'waiting') return 'goesOn';
    // A page that never told anybody of the case has asked nobody.
    const hasAsked = (await attemptsOfPage(tx, page.id)).some(({ cases }) => cases.includes(one.number));
    if (hasAsked || page.state === 'closed') going = 'asked';
  }
  return going;
}

const howMany = ['none', 'one', 'two', 'three', 'four'] as const;

type TeamFact = 'otherTeams' | `${'otherTeam' | 'sentTo'}${1 | 2 | 3 | 4}`;

/**
 * Which other teams a technician may name, and what would become of the cases.
 * @param own the page they are rung for
 * @param cases those that can be taken; none when nothing can be moved any more
 */
export async function teamFacts(
  tx: Tx,
  { inForce }: Context,
  own: Page | null,
  pages: readonly Page[],
  cases: readonly Case[],
): Promise<Record<TeamFact, string>> {
  const teams = own ? otherTeams(inForce.directory, own.team) : [];
  const nameOf = (i: number) => teams[i]?.name ?? '';
  const [first] = cases;
  const sentTo = async (i: number) => {
    const team = teams[i];
    if (!team || !first) return '';
    return sayWhereItGoes(team.name, await whereItGoes(tx, pages, team.id, first), first.priority === 'P1');
  };
  return {
    otherTeams: howMany[teams.length] ?? 'none',
    otherTeam1: nameOf(0),
    otherTeam2: nameOf(1),
    otherTeam3: nameOf(2),
    otherTeam4: nameOf(3),
    sentTo1: await sentTo(0),
    sentTo2: await sentTo(1),
    sentTo3: await sentTo(2),
    sentTo4: await sentTo(3),
  };
}

/** What a technician hears who has named this team, as a sentence. */
function sayWhereItGoes(name: string, going: Going, isMajor: boolean): string {
  if (isMajor) return "A major incident is every team's, so the lead is tried now.";
  if (going === 'asked') return `${name} has been asked already, so the lead is tried now.`;
  return going === 'goesOn' ? `${name} is being paged already.` : `${name} is paged now.`;
}
