import type { Effect, Event, Facts, Reply, State, Transition, Words } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { behave, hangUpEffects, stepOf } from './behave.ts';
import type { At, Taken } from './behaviour.ts';
import type { Flow } from './flowSchema.ts';

/** The state of a leg before anything has happened on it. */
export function firstState(flow: Flow): State {
  return {
    version: 1,
    step: flow.first,
    tries: 0,
    unclear: 0,
    waitingSince: null,
    keyed: '',
    pressed: false,
    over: false,
  };
}

/**
 * One move of a conversation. Pure: the same arguments give the same answer, and none of them is changed.
 * An event that does not fit the step is its silence, so whoever is on the line always hears something.
 * @param flow a flow without lint issues, of the version the state belongs to
 * @returns the new state, what is said and awaited now (null when nobody can hear it), and what must be committed
 * @throws Error naming flow and step when the flow has no such step, lacks a fact, or never stops (limits.stepsPerTurn)
 */
export function step(flow: Flow, state: State, event: Event, facts: Facts): Transition {
  if (state.over) return afterTheEnd(flow, state, event, facts);
  const def = stepOf(flow, state.step);
  if (event.kind === 'ended' || (event.kind === 'left' && event.how === 'hungUp'))
    return { state: { ...state, over: true }, reply: null, effects: [...hangUpEffects(flow, def)] };
  // A leg that is answered hears where it stands, from the first step or from wherever it was left.
  if (event.kind === 'answered')
    return walk(flow, state, { name: state.step, tries: state.tries, unclear: state.unclear, hush: false }, [], facts);
  const taken = behave(def).take(event, atOf(flow, state, facts));
  const effects = [...taken.effects, ...recordingKept(event)];
  if (event.kind === 'recorded' && event.hungUp)
    return { state: { ...state, over: true }, reply: null, effects: withNew(effects, hangUpEffects(flow, def)) };
  const pressed = state.pressed || event.kind === 'keys';
  const keyed = 'goTo' in taken && taken.keyed !== undefined ? taken.keyed : state.keyed;
  return walk(flow, { ...state, pressed, keyed }, whereTo(state, taken), effects, facts);
}

/**
 * News that the end overtook. A key pressed or a word said before the hang-up still counts, whatever it was ("critical"
 * pages, promise 2; "1" accepts), and so do a recording and having talked; only our words are too late.
 */
function afterTheEnd(flow: Flow, state: State, event: Event, facts: Facts): Transition {
  const def = stepOf(flow, state.step);
  const behaviour = behave(def);
  const taken = behaviour.take(event, atOf(flow, state, facts));
  if (event.kind === 'recorded' || event.kind === 'dialled' || event.kind === 'left')
    return { state, reply: null, effects: [...taken.effects, ...recordingKept(event)] };
  if (!('goTo' in taken) || !taken.chosen) return { state, reply: null, effects: [] };
  const moved = walk(flow, state, whereTo(state, taken), [], facts);
  const effects = withNew(moved.effects, hangUpEffects(flow, stepOf(flow, moved.state.step)));
  // The promise is in words that nobody heard.
  return { state: moved.state, reply: null, effects: effects.filter((effect) => effect.kind !== 'givePromise') };
}

/** The step a leg comes to or stays at, and how often it has been there in vain. */
interface Arrival {
  name: string;
  tries: number;
  unclear: number;
  hush: boolean;
}

function whereTo(state: State, taken: Taken): Arrival {
  const hush = taken.hush ?? false;
  if ('goTo' in taken) return { name: taken.goTo, tries: 0, unclear: 0, hush };
  return { name: state.step, tries: taken.tries, unclear: taken.unclear ?? state.unclear, hush };
}

function atOf(flow: Flow, { step, tries, unclear }: State, facts: Facts): At {
  return { flow: flow.name, step, tries, unclear, hush: false, facts };
}

/** Goes from step to step until one waits for the outside. */
function walk(flow: Flow, from: State, to: Arrival, before: Effect[], facts: Facts): Transition {
  const say: Words[] = [];
  const effects = [...before];
  let { name, tries, unclear, hush } = to;
  for (let passed = 0; passed < limits.stepsPerTurn; passed += 1) {
    const entered = behave(stepOf(flow, name)).enter({ flow: flow.name, step: name, tries, unclear, hush, facts });
    say.push(...entered.say);
    effects.push(...entered.effects);
    if ('outside' in entered) {
      const waitingSince = entered.outside.do === 'wait' ? (from.waitingSince ?? facts.now) : null;
      const reply: Reply = { say, then: entered.outside };
      return { state: { ...from, step: name, tries, unclear, waitingSince }, reply, effects };
    }
    name = entered.goTo;
    tries = 0;
    unclear = 0;
    hush = false;
  }
  throw new Error(
    `flow ${flow.name}, step ${name}: more than ${limits.stepsPerTurn} steps in one turn (limits.stepsPerTurn)`,
  );
}

function recordingKept(event: Event): Effect[] {
  if (event.kind !== 'recorded') return [];
  const { recording, seconds, hungUp } = event;
  return [{ kind: 'keepRecording', recording, seconds, hungUp }];
}

/** Adds the effects whose kind is not there yet. */
function withNew(effects: Effect[], more: Effect[]): Effect[] {
  return [...effects, ...more.filter((effect) => !effects.some((one) => one.kind === effect.kind))];
}
