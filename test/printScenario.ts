/** A life on which a promise broke is told as a scenario, so that it can stand in flows/*.scenarios.yaml from then on. */
import fc from 'fast-check';
import type { FactCatalogue } from '../src/domain/facts.ts';
import type { Flow } from '../src/flow/flowSchema.ts';
import { writeScenario } from '../src/flow/writeScenario.ts';
import {
  anyLife,
  beginning,
  type Played,
  playLeg,
  playTurn,
  standingAfter,
  type Told,
  type WrittenTurn,
  writeTurn,
} from './anyLeg.ts';

/**
 * Plays any lives on a flow and looks at each.
 * @throws Error with the shortest life found on which `look` throws, as a scenario, and how to repeat the run
 */
export function holdsOnAnyLeg(
  flow: Flow,
  catalogue: FactCatalogue,
  look: (leg: readonly Played[]) => void,
  lives: fc.Arbitrary<Told[]> = anyLife(catalogue),
): void {
  const play = (life: readonly Told[]) => look(playLeg(flow, catalogue, life));
  const property = fc.property(lives, (life) => {
    play(life);
  });
  fc.assert(property, {
    numRuns: 200,
    reporter(run) {
      if (!run.failed) return;
      const life = shortest(tellEvents(flow, catalogue, run.counterexample?.[0] ?? []), play);
      const why = whyThrown(() => play(life));
      const repeat = `seed ${run.seed}, path ${run.counterexamplePath}`;
      throw new Error(`${why}\n(${repeat})\n\n${printScenario(flow, catalogue, life)}`, { cause: run.errorInstance });
    },
  });
}

/** What was told, each fitting event by its name, up to a turn that throws. */
function tellEvents(flow: Flow, catalogue: FactCatalogue, life: readonly Told[]): Told[] {
  let at = beginning(flow);
  const told: Told[] = [];
  try {
    for (const one of life) {
      const { event } = writeTurn(flow, at.state, one);
      told.push({ ...one, event });
      at = standingAfter(at, playTurn(flow, catalogue, at, { ...one, event }));
    }
  } catch {
    // The turn that throws is the last one that is told.
  }
  return told;
}

/** The library shortens a list from its beginning only: here every turn, pause and change of facts goes that is not needed. */
function shortest(life: Told[], play: (life: readonly Told[]) => void): Told[] {
  let kept = life;
  const keepIfFailing = (shorter: Told[]) => {
    if (whyThrown(() => play(shorter)) !== null) kept = shorter;
  };
  for (let i = life.length - 1; i >= 0; i -= 1) keepIfFailing(kept.filter((_, j) => j !== i));
  for (let i = kept.length - 1; i >= 0; i -= 1) {
    keepIfFailing(kept.map((one, j) => (i === j ? { ...one, afterSeconds: 0 } : one)));
    keepIfFailing(kept.map((one, j) => (i === j ? { ...one, facts: {} } : one)));
  }
  return kept;
}

function whyThrown(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The scenario of a life in YAML, with what each turn does now; a turn that throws is the last, and says nothing. */
export function printScenario(flow: Flow, catalogue: FactCatalogue, life: readonly Told[]): string {
  const turns: WrittenTurn[] = [];
  let at = beginning(flow);
  for (const told of life) {
    const written = writeTurn(flow, at.state, told);
    try {
      const played = playTurn(flow, catalogue, at, written);
      turns.push({ ...written, ...doesNow(played) });
      at = standingAfter(at, played);
    } catch {
      turns.push(written);
      break;
    }
  }
  const comment = `For flows/${flow.name}.scenarios.yaml. It says what happens now: put right the turn that breaks the promise.`;
  return writeScenario({ name: 'found by chance', turns }, comment);
}

function doesNow({ moved, look }: Played): Partial<WrittenTurn> {
  if (moved === null) return look?.leave ? { leaves: true } : {};
  const effects = moved.effects.map((effect) => (Object.keys(effect).length === 1 ? effect.kind : { ...effect }));
  return {
    ...(effects.length > 0 && { effects }),
    awaits: moved.reply?.then.do ?? 'nothing',
    step: moved.state.step,
  };
}
