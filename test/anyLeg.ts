/** Whatever may happen on a leg, in whatever order and under whatever facts, and the playing of it. */
import fc from 'fast-check';
import type { z } from 'zod';
import type { Event, Facts, HoldWords, State, Transition } from '../src/domain/conversation.ts';
import type { FactCatalogue } from '../src/domain/facts.ts';
import { stepOf } from '../src/flow/behave.ts';
import type { Flow, StepDef } from '../src/flow/flowSchema.ts';
import { holdTick } from '../src/flow/holdTick.ts';
import { exampleFacts } from '../src/flow/runScenario.ts';
import { scenarioSchema } from '../src/flow/scenarioSchema.ts';
import { stateSchema } from '../src/flow/stateSchema.ts';
import { firstState, step } from '../src/flow/step.ts';

/** A turn as the file of a flow's scenarios writes it. */
export type WrittenTurn = z.input<typeof scenarioSchema>['turns'][number];
type WrittenEvent = WrittenTurn['event'];

/** What happens next. `fitting` is an event that the step awaits, so that a leg comes far: its nth way out. */
export interface Told {
  event: WrittenEvent | { fitting: number };
  afterSeconds: number;
  facts: Record<string, string>;
}

/** One turn, or one look of the hold, with everything that went in and came out. */
export interface Played {
  written: WrittenTurn;
  /** null for a look. */
  event: Event | null;
  tick: number;
  facts: Facts;
  def: StepDef;
  before: State;
  /** The state as it is read back for the next turn. */
  after: State;
  moved: Transition | null;
  look: HoldWords | null;
}

export interface Standing {
  state: State;
  now: number;
  values: Record<string, string>;
}

export function beginning(flow: Flow): Standing {
  return { state: firstState(flow), now: Date.UTC(2026, 10, 21, 8, 0, 0), values: {} };
}

/** Changes of facts: any value of those that have some, an address or none, and words that are empty or look like a pattern. */
export function anyChanges(catalogue: FactCatalogue, most: number): fc.Arbitrary<Record<string, string>> {
  const changes = Object.entries(catalogue).map(([name, { values, unspoken, example }]) =>
    fc.tuple(
      fc.constant(name),
      fc.constantFrom(...(values ?? (unspoken ? [example, ''] : [example, '', '{name} $& "1"']))),
    ),
  );
  return fc.array(fc.oneof(...changes), { maxLength: most }).map((pairs) => Object.fromEntries(pairs));
}

const anyEvent: fc.Arbitrary<WrittenEvent> = fc.oneof(
  fc.constantFrom<WrittenEvent>('answered', 'silence', 'silence', 'cameBack', 'ended'),
  fc.record({ press: fc.constantFrom(...'0123456789*#', '11', '', 'toString') }),
  fc.record({ speech: fc.constantFrom('critical', 'yes, 1', '') }),
  fc.record({
    recorded: fc.record({
      recording: fc.constantFrom('RE1', 'RE2'),
      seconds: fc.integer({ min: 0, max: 119 }),
      hungUp: fc.boolean(),
    }),
  }),
  fc.record({ dialled: fc.constantFrom('talked', 'declined', 'noAnswer', 'busy', 'failed') }),
  fc.record({ left: fc.constantFrom('bridged', 'starKey', 'tooLong', 'hungUp', 'error') }),
  fc.record({ look: fc.nat(7) }),
);

/** A leg's life: mostly what fits, and in between whatever else there is, with an hour gone by now and then. */
export function anyLife(catalogue: FactCatalogue): fc.Arbitrary<Told[]> {
  const told: fc.Arbitrary<Told> = fc.record({
    event: fc.oneof({ weight: 5, arbitrary: fc.record({ fitting: fc.nat(19) }) }, { weight: 2, arbitrary: anyEvent }),
    afterSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 }), fc.constant(3600)),
    facts: anyChanges(catalogue, 3),
  });
  return fc.array(told, { minLength: 1, maxLength: 20, size: 'max' });
}

/** One turn on a leg that stands here. All that goes in is frozen; the state is written and read back as between two webhooks. */
export function playTurn(flow: Flow, catalogue: FactCatalogue, from: Standing, written: WrittenTurn): Played {
  const turn = scenarioSchema.shape.turns.element.parse(written);
  const now = from.now + turn.afterSeconds * 1000;
  const facts = frozen(exampleFacts(catalogue, now, { ...from.values, ...turn.facts }));
  const before = frozen(from.state);
  const common = { written, facts, before, def: stepOf(flow, before.step) };
  if ('look' in turn.event) {
    const look = holdTick(flow, before, turn.event.look, facts);
    return { ...common, event: null, tick: turn.event.look, after: before, moved: null, look };
  }
  const event = frozen(turn.event);
  const moved = step(flow, before, event, facts);
  const after = stateSchema.parse(JSON.parse(JSON.stringify(moved.state)));
  return { ...common, event, tick: 0, after, moved, look: null };
}

/** Where the leg stands after it. */
export function standingAfter(from: Standing, { after, facts, written }: Played): Standing {
  return { state: after, now: facts.now, values: { ...from.values, ...written.facts } };
}

/** Every turn of a life. */
export function playLeg(flow: Flow, catalogue: FactCatalogue, life: readonly Told[]): Played[] {
  let at = beginning(flow);
  return life.map((told) => {
    const played = playTurn(flow, catalogue, at, writeTurn(flow, at.state, told));
    at = standingAfter(at, played);
    return played;
  });
}

/** What is told, with the event that fits where the leg stands. */
export function writeTurn(flow: Flow, state: State, { event, afterSeconds, facts }: Told): WrittenTurn {
  const happens = typeof event === 'object' && 'fitting' in event ? fitting(flow, state, event.fitting) : event;
  return { event: happens, ...(afterSeconds > 0 && { afterSeconds }), ...(Object.keys(facts).length > 0 && { facts }) };
}

function fitting(flow: Flow, state: State, n: number): WrittenEvent {
  const def = stepOf(flow, state.step);
  const nth = <T>(ways: readonly [T, ...T[]]): T => ways[n % ways.length] ?? ways[0];
  if ('ask' in def) return nth<WrittenEvent>(['silence', ...Object.keys(def.keys).map((press) => ({ press }))]);
  if ('record' in def) return { recorded: { recording: `RE${n}`, hungUp: n > 15 } };
  if ('wait' in def)
    return n % 4 > 0 ? { look: n % 8 } : { left: nth(['bridged', 'starKey', 'tooLong', 'error', 'hungUp']) };
  if ('join' in def || 'dial' in def) return { dialled: nth(['talked', 'noAnswer', 'talked', 'busy', 'failed']) };
  if ('comeBack' in def) return 'cameBack';
  return 'end' in def ? 'ended' : 'answered';
}

/** Makes a change anywhere inside a value impossible. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
