import type { Effect, Event, Facts, HoldWords, Instant, State, Transition, Words } from '../domain/conversation.ts';
import type { FactCatalogue } from '../domain/facts.ts';
import type { Flow } from './flowSchema.ts';
import { holdTick } from './holdTick.ts';
import type { Scenario, ScenarioTurn } from './scenarioSchema.ts';
import { stateSchema } from './stateSchema.ts';
import { firstState, step } from './step.ts';

/** When a scenario begins; any instant would do. */
const beginning: Instant = 1_800_000_000_000;

/** The facts of a catalogue with its examples, and others over them. */
export function exampleFacts(catalogue: FactCatalogue, now: Instant, over: Readonly<Record<string, string>>): Facts {
  const examples = Object.fromEntries(Object.entries(catalogue).map(([name, entry]) => [name, entry.example]));
  return { now, values: { ...examples, ...over } };
}

/**
 * Plays a scenario. The state is written as JSON and read back at every turn, as between two webhooks.
 * @returns what went otherwise than the scenario says, as sentences; empty when it passed
 */
export function runScenario(flow: Flow, catalogue: FactCatalogue, scenario: Scenario): string[] {
  const wrong: string[] = [];
  for (const name of [scenario.facts, ...scenario.turns.map((turn) => turn.facts)].flatMap(Object.keys))
    if (!Object.hasOwn(catalogue, name)) wrong.push(`"${name}" is not a fact of the flow ${flow.name}`);
  let state = firstState(flow);
  let now = beginning;
  let values = scenario.facts;
  scenario.turns.forEach((turn, i) => {
    now += turn.afterSeconds * 1000;
    values = { ...values, ...turn.facts };
    const facts = exampleFacts(catalogue, now, values);
    const where = `turn ${i + 1} (${JSON.stringify(turn.event)})`;
    const say = (sentence: string) => wrong.push(`${where}: ${sentence}`);
    if ('look' in turn.event) {
      checkLook(turn, holdTick(flow, state, turn.event.look, facts)).forEach(say);
      return;
    }
    const moved = playTurn(flow, state, turn.event, facts);
    state = moved.state;
    checkTurn(turn, moved).forEach(say);
  });
  return wrong;
}

function playTurn(flow: Flow, state: State, event: Event, facts: Facts): Transition {
  const moved = step(flow, state, event, facts);
  return { ...moved, state: stateSchema.parse(JSON.parse(JSON.stringify(moved.state))) };
}

function checkLook(turn: ScenarioTurn, look: HoldWords): string[] {
  const wrong = checkWords(turn, look.say);
  if (turn.leaves !== look.leave) wrong.push(`expected the wait ${turn.leaves ? 'to end' : 'to go on'}; it did not`);
  return wrong;
}

function checkTurn(turn: ScenarioTurn, moved: Transition): string[] {
  const wrong = checkWords(turn, moved.reply?.say ?? []);
  // Where nobody can hear, the state must know that it is over; where somebody can, it must not.
  if ((moved.reply === null) !== moved.state.over)
    wrong.push(
      moved.state.over ? 'the leg is over, and still has a reply' : 'there is no reply, and the leg is not over',
    );
  const awaits = moved.reply?.then.do ?? 'nothing';
  if (turn.awaits !== undefined && turn.awaits !== awaits) wrong.push(`expected ${turn.awaits} next; it was ${awaits}`);
  if (turn.step !== undefined && turn.step !== moved.state.step)
    wrong.push(`expected step ${turn.step}; it was ${moved.state.step}`);
  const same =
    turn.effects.length === moved.effects.length &&
    moved.effects.every((effect, i) => fits(effect, turn.effects[i] ?? ''));
  if (!same) wrong.push(`expected effects ${JSON.stringify(turn.effects)}; they were ${JSON.stringify(moved.effects)}`);
  return wrong;
}

function fits(effect: Effect, expected: string | Record<string, unknown>): boolean {
  if (typeof expected === 'string') return effect.kind === expected;
  const found = new Map<string, unknown>(Object.entries(effect));
  return Object.entries(expected).every(([name, value]) => found.get(name) === value);
}

function checkWords(turn: ScenarioTurn, words: Words[]): string[] {
  const heard = words.flatMap((part) => ('say' in part ? [part.say] : [])).join(' ');
  return [
    ...turn.hears.filter((part) => !hears(heard, part)).map((part) => `expected to hear "${part}"; heard "${heard}"`),
    ...turn.notHears
      .filter((part) => hears(heard, part))
      .map((part) => `expected not to hear "${part}"; heard "${heard}"`),
  ];
}

function hears(heard: string, part: string): boolean {
  const pattern = /^\/(.+)\/$/.exec(part)?.[1];
  return pattern === undefined
    ? heard.toLowerCase().includes(part.toLowerCase())
    : new RegExp(pattern, 'i').test(heard);
}
