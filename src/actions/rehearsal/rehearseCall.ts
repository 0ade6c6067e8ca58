/** A call that nobody makes: what would be said, what would be committed, and who would be woken. */
import type { Instant } from '../../domain/conversation.ts';
import { factCatalogues } from '../../domain/facts.ts';
import type { TriedTurn } from '../../domain/flowApi.ts';
import { limits } from '../../domain/limits.ts';
import type { OutboxRow, Page } from '../../domain/records.ts';
import { sayEffect } from '../../flow/sayEffect.ts';
import { scenarioOf } from '../../flow/scenarioOf.ts';
import { writeScenario } from '../../flow/writeScenario.ts';
import { type Foreseen, foresee } from '../../paging/foresee.ts';
import { allPeopleFacts } from '../../store/read/allPeopleFacts.ts';
import { allSends } from '../../store/read/allSends.ts';
import { oneCase, type WholeCase } from '../../store/read/cases.ts';
import type { Context } from '../context.ts';
import { standingFacts } from '../standingFacts.ts';
import { letTimePass } from './letTimePass.ts';
import { type PlayedTurn, playCall } from './playCall.ts';
import { rehearsalContext } from './rehearsalContext.ts';
import { sayTurn } from './sayTurn.ts';

export interface Rehearsed {
  /** What each turn commits, as sentences. */
  turns: (Omit<PlayedTurn, 'effects'> & { effects: string[] })[];
  over: boolean;
  outcome: string | null;
  whole: WholeCase | null;
  /** What its pages would do, in the order of time. */
  foreseen: (Foreseen & { team: string })[];
  /** Rings and texts that are of no page. */
  sends: OutboxRow[];
  scenarios: { flow: string; text: string }[];
}

/**
 * Plays a call on a database in memory, by the code that takes real ones; no row of ours is written and nothing is sent.
 * @param from in E.164; '' when it is withheld
 */
export async function rehearseCall(
  real: Context,
  at: Instant,
  from: string,
  tried: readonly TriedTurn[],
): Promise<Rehearsed> {
  const rehearsal = await rehearsalContext(real, at);
  const { context } = rehearsal;
  try {
    const played = await playCall(rehearsal, from, tried);
    if (!played) throw new Error('The leg that was played is gone.');
    const { read } = context.store;
    const whole = await oneCase(read, played.leg.caseNumber ?? '');
    // Once it is over, what its pages wait for comes by itself: they begin, or find nobody to call back.
    if (played.leg.endedAt !== null) await letTimePass(rehearsal, played.leg.id, limits.choiceSeconds);
    const pages = (await oneCase(read, played.leg.caseNumber ?? ''))?.pages ?? [];
    const name = `tried: ${tried.map(sayTurn).join(', ') || 'the first words'}`;
    return {
      turns: played.turns.map((turn) => ({ ...turn, effects: turn.effects.map(sayEffect) })),
      over: played.leg.endedAt !== null,
      outcome: played.leg.outcome,
      whole,
      foreseen: await foreseen(context, pages, whole?.case.priority === 'P1'),
      sends: (await allSends(read)).filter((row) => row.purpose !== 'page' && row.kind !== 'cancel'),
      scenarios: played.parts.map(({ flow, turns }) => ({
        flow,
        text: writeScenario(
          scenarioOf(context.inForce.flows[flow].flow, factCatalogues[flow], name, turns),
          `For the end of flows/${flow}.scenarios.yaml; give it a name of your own, then npm run flows.`,
        ),
      })),
    };
  } finally {
    await context.store.close();
  }
}

/** Every page from its beginning, as it would be if nobody accepted: also what the call has seen of it already. */
async function foreseen(context: Context, pages: readonly Page[], major: boolean): Promise<Rehearsed['foreseen']> {
  const known = await allPeopleFacts(context.store.read);
  const all = pages.flatMap((page) => {
    const begins = page.startedAt ?? page.dueAt;
    if (begins === null || page.state === 'withdrawn' || page.state === 'closed') return [];
    const factsAt = (now: Instant) => standingFacts(context, page.team, now, known);
    const { team } = page;
    return foresee(beforeItBegan(page), begins, factsAt, major).map((one) => ({ ...one, team }));
  });
  return all.sort((a, b) => a.at - b.at).slice(0, limits.pageOfList * 4);
}

function beforeItBegan(page: Page): Page {
  return { ...page, state: 'waiting', step: 0, round: 0, daytime: false, lastStepSince: null, startedAt: null };
}
