import type { Effect, Facts, State, Words } from '../domain/conversation.ts';
import type { FactCatalogue } from '../domain/facts.ts';
import type { Flow } from './flowSchema.ts';
import { holdTick } from './holdTick.ts';
import { exampleFacts } from './runScenario.ts';
import { scenarioSchema } from './scenarioSchema.ts';
import { firstState, step } from './step.ts';
import type { WrittenScenario, WrittenTurn } from './writeScenario.ts';

/** A turn that was played: what happened, how long after the one before, and what was known then. */
export interface KnownTurn {
  event: WrittenTurn['event'];
  afterSeconds: number;
  values: Facts['values'];
}

/**
 * The scenario of turns that were played on a flow. It names those facts that were looked at and are not as in the examples
 * of the catalogue; names and numbers that are only spoken stay the examples, so that none of a real person gets into a file.
 * Whatever else it expects is what the flow says under these facts, so it holds as it is.
 */
export function scenarioOf(
  flow: Flow,
  catalogue: FactCatalogue,
  name: string,
  turns: readonly KnownTurn[],
): WrittenScenario {
  const standing: Record<string, string> = {};
  let state = firstState(flow);
  let now = 0;
  const written = turns.map(({ event, afterSeconds, values }): WrittenTurn => {
    now += afterSeconds * 1000;
    const { facts, looked } = lookedAt(catalogue, exampleFacts(catalogue, now, withoutWords(catalogue, values)));
    const played = play(flow, state, event, facts);
    const changed: Record<string, string> = {};
    for (const fact of looked) {
      const value = facts.values[fact] ?? '';
      if (value !== (standing[fact] ?? catalogue[fact]?.example)) changed[fact] = value;
    }
    Object.assign(standing, changed);
    state = played.state;
    return {
      event,
      ...(afterSeconds > 0 && { afterSeconds }),
      ...(Object.keys(changed).length > 0 && { facts: changed }),
      ...played.turn,
    };
  });
  return { name, turns: written };
}

/** What is only spoken is left out, and an address is one or none. */
function withoutWords(catalogue: FactCatalogue, values: Facts['values']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(catalogue).flatMap(([fact, { values: options, unspoken, example }]) => {
      const value = values[fact];
      if (value === undefined) return [];
      if (options !== undefined) return [[fact, value]];
      return unspoken ? [[fact, value === '' ? '' : example]] : [];
    }),
  );
}

/** The same facts, and which of those that can be branched on, or be an address, have been read. */
function lookedAt(catalogue: FactCatalogue, { now, values }: Facts): { facts: Facts; looked: Set<string> } {
  const looked = new Set<string>();
  const watched = new Proxy(values, {
    get(target, fact) {
      const entry = typeof fact === 'string' ? catalogue[fact] : undefined;
      if (typeof fact === 'string' && (entry?.values || entry?.unspoken)) looked.add(fact);
      return Reflect.get(target, fact);
    },
  });
  return { facts: { now, values: watched }, looked };
}

function play(flow: Flow, state: State, written: WrittenTurn['event'], facts: Facts) {
  const { event } = scenarioSchema.shape.turns.element.parse({ event: written });
  if ('look' in event) {
    const look = holdTick(flow, state, event.look, facts);
    return { state, turn: { ...heard(look.say), ...(look.leave && { leaves: true }) } };
  }
  const moved = step(flow, state, event, facts);
  const effects = moved.effects.map(effectWritten);
  const turn: Partial<WrittenTurn> = {
    ...heard(moved.reply?.say ?? []),
    ...(effects.length > 0 && { effects }),
    awaits: moved.reply?.then.do ?? 'nothing',
    step: moved.state.step,
  };
  return { state: moved.state, turn };
}

/** What the case's timeline says, and what a recording is, is not what a scenario is about. */
function effectWritten(effect: Effect): string | { kind: string; [property: string]: unknown } {
  if (effect.kind === 'keepRecording' || Object.keys(effect).length === 1) return effect.kind;
  if (effect.kind !== 'openCase') return { ...effect };
  const { kind, urgency, major } = effect;
  return { kind, urgency, ...(major && { major }) };
}

/** Each text that is heard; one between slashes would be taken for a pattern. */
function heard(words: readonly Words[]): Pick<WrittenTurn, 'hears'> {
  const texts = words.flatMap((part) => ('say' in part && !/^\/.+\/$/.test(part.say) ? [part.say] : []));
  return texts.length > 0 ? { hears: texts.length === 1 ? (texts[0] ?? '') : texts } : {};
}
