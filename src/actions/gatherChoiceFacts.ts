import type { ChoiceFact } from '../domain/facts/choice.ts';
import type { Case, Leg } from '../domain/records.ts';
import { speakCaseNumber } from '../domain/speak.ts';
import type { Tx } from '../store/handle.ts';
import { caseByNumber } from '../store/write/cases.ts';
import { outboxById } from '../store/write/outbox.ts';
import { pagesOfCase } from '../store/write/pages.ts';
import { isUndecided, offeredTeams, sayDecision } from './choices.ts';
import type { Context, LegFacts } from './context.ts';
import { gatherPageFacts } from './gatherPageFacts.ts';
import { nameOf } from './people.ts';

/** What is known on the leg of somebody who is asked which team a case is for: who calls, and what was decided already. */
export async function gatherChoiceFacts(tx: Tx, context: Context, leg: Leg): Promise<LegFacts> {
  const number = (leg.outboxId ? await outboxById(tx, leg.outboxId) : null)?.cases[0] ?? '';
  // These lock the pages of the case, and the case: whoever commits first has decided.
  const gathered = await gatherPageFacts(tx, context, leg);
  const opened = await caseByNumber(tx, number);
  const { directory } = context.inForce;
  const [first, second] = offeredTeams(directory).map((team) => directory.teams[team]?.name ?? team);
  const own: Partial<Record<ChoiceFact, string>> = {
    choiceState: stateOf(opened, isUndecided(opened, await pagesOfCase(tx, number))),
    decidedBy: nameOf(directory, opened?.choiceBy ?? null),
    decision: opened ? sayDecision(directory, opened) : '',
    firstTeam: first ?? 'the team',
    secondTeam: second ?? 'the team',
    caseNumber: speakCaseNumber(number),
  };
  return { now: gathered.now, values: { ...gathered.values, ...own }, named: opened ? [number] : [] };
}

function stateOf(opened: Case | null, undecided: boolean): 'open' | 'decided' | 'over' {
  if (undecided) return 'open';
  return opened?.choiceBy ? 'decided' : 'over';
}
