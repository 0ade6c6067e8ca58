import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Effect, Event, Facts, State, Transition } from '../src/domain/conversation.ts';
import { type FactCatalogue, type FlowName, factCatalogues, flowNames } from '../src/domain/facts.ts';
import { limits } from '../src/domain/limits.ts';
import { behave, stepOf } from '../src/flow/behave.ts';
import { drawFlow } from '../src/flow/drawFlow.ts';
import { type Flow, flowSchema } from '../src/flow/flowSchema.ts';
import { holdTick } from '../src/flow/holdTick.ts';
import { lint } from '../src/flow/lint.ts';
import { exampleFacts, runScenario } from '../src/flow/runScenario.ts';
import { scenariosSchema } from '../src/flow/scenarioSchema.ts';
import { stateSchema } from '../src/flow/stateSchema.ts';
import { firstState, step } from '../src/flow/step.ts';

const names = flowNames;

function read(file: string): unknown {
  return parse(readFileSync(new URL(`../flows/${file}`, import.meta.url), 'utf8'));
}

function flowOf(name: string): Flow {
  return flowSchema.parse(read(`${name}.yaml`));
}

function catalogueOf(name: FlowName): FactCatalogue {
  return factCatalogues[name];
}

for (const name of names) {
  const flow = flowOf(name);
  const catalogue = catalogueOf(name);

  describe(`the flow ${name}`, () => {
    it('has no lint issues', () => {
      expect(lint(flow, catalogue)).toEqual([]);
    });
    for (const scenario of scenariosSchema.parse(read(`${name}.scenarios.yaml`)))
      it(scenario.name, () => {
        expect(runScenario(flow, catalogue, scenario)).toEqual([]);
      });
    it('has scenarios that hear all of its words', () => {
      const scenarios = scenariosSchema.parse(read(`${name}.scenarios.yaml`));
      const words = scenarios.flatMap((scenario) => wordsHeard(flow, catalogue, scenario));
      const unheard = Object.entries(flow.steps).flatMap(([stepName, def]) =>
        behave(def).texts.flatMap(({ words: text, path }) =>
          text.every((part) => !('say' in part) || words.some((one) => one === part.say))
            ? []
            : [[stepName, ...path].join('.')],
        ),
      );
      expect(unheard).toEqual([]);
    });
    it('is drawn with every step and every way', () => {
      const drawing = drawFlow(flow);
      for (const [stepName, def] of Object.entries(flow.steps)) {
        expect(drawing).toMatch(new RegExp(`^  step_${stepName}[[{(]`, 'm'));
        for (const { key, by, label, to } of behave(def).edges) {
          const arrow = key === null && by === undefined ? '-->' : '==>';
          const shown = label === '' ? arrow : `${arrow}|"${key === null ? label : `press ${key}`}"|`;
          expect(drawing).toContain(`  step_${stepName} ${shown} step_${to}
`);
        }
      }
    });
    it('keeps its promises at every turn that any events under any facts can come to', () => {
      expect(search(flow, catalogue)).toEqual([]);
    });
    it('comes to a good-bye for somebody who never presses a key', () => {
      // Facts may change between two turns: each state that silence comes to is looked at once, under all of them.
      const ended = new Set<string>();
      const onTheWay = new Set<string>();
      const goOn = (state: State, event: Event) => {
        const here = JSON.stringify({ state, event });
        expect(onTheWay.has(here), `comes back to ${here}`).toBe(false);
        if (ended.has(here)) return;
        onTheWay.add(here);
        underEveryFacts(catalogue, (facts) => {
          const moved = step(flow, state, event, facts);
          const goesOn = moved.reply?.then.do !== 'hangUp' && moved.reply?.then.do !== 'continueIn';
          if (goesOn) goOn(moved.state, { kind: 'silence' });
        });
        onTheWay.delete(here);
        ended.add(here);
        expect(onTheWay.size).toBeLessThan(limits.turnsPerLeg);
      };
      goOn(firstState(flow), { kind: 'answered' });
    });
  });
}

/** What a scenario's turns said before the facts were put in: every fact is its own name in braces. */
function wordsHeard(flow: Flow, catalogue: FactCatalogue, scenario: ReturnType<typeof scenariosSchema.parse>[number]) {
  let state = firstState(flow);
  let values: Record<string, string> = { ...scenario.facts };
  let now = 0;
  const heard: string[] = [];
  for (const turn of scenario.turns) {
    values = { ...values, ...turn.facts };
    now += turn.afterSeconds * 1000;
    const filled = exampleFacts(catalogue, now, values).values;
    const bare = Object.fromEntries(
      Object.entries(filled).map(([fact, value]) => {
        const entry = catalogue[fact];
        return [fact, entry?.values === undefined && entry?.unspoken === undefined ? `{${fact}}` : value];
      }),
    );
    const facts: Facts = { now, values: bare };
    const say = 'look' in turn.event ? holdTick(flow, state, turn.event.look, facts).say : [];
    const moved = 'look' in turn.event ? null : step(flow, state, turn.event, facts);
    state = moved?.state ?? state;
    for (const part of [...say, ...(moved?.reply?.say ?? [])]) if ('say' in part) heard.push(part.say);
  }
  return heard;
}

const keys = [...'0123456789*#'];
const events: Event[] = [
  { kind: 'answered' },
  ...keys.map((one): Event => ({ kind: 'keys', keys: one })),
  { kind: 'keys', keys: '11' },
  { kind: 'keys', keys: '' },
  ...['critical', 'no', 'hello?', 'help'].map((text): Event => ({ kind: 'speech', text, confidence: 1 })),
  { kind: 'silence' },
  { kind: 'recorded', recording: 'RE1', seconds: 20, hungUp: false },
  { kind: 'recorded', recording: 'RE1', seconds: 20, hungUp: false, byKey: true },
  { kind: 'recorded', recording: 'RE1', seconds: 0, hungUp: true },
  ...(['talked', 'declined', 'noAnswer', 'busy', 'failed'] as const).map(
    (outcome): Event => ({ kind: 'dialled', outcome, seconds: 1 }),
  ),
  ...(['bridged', 'starKey', 'tooLong', 'hungUp', 'error'] as const).map((how): Event => ({ kind: 'left', how })),
  { kind: 'cameBack' },
  { kind: 'ended' },
];

/**
 * Runs once for every combination of values of the facts that are really looked at on the way: a fact that is read for
 * the first time takes its first value now, and the others are queued. An address is there, or empty.
 */
function underEveryFacts(
  catalogue: FactCatalogue,
  run: (facts: Facts, looked: Readonly<Record<string, string>>) => void,
): void {
  const example = exampleFacts(catalogue, 1000, {}).values;
  const waiting: Record<string, string>[] = [{}];
  for (let chosen = waiting.pop(); chosen !== undefined; chosen = waiting.pop()) {
    const known = chosen;
    const values = new Proxy(example, {
      get(target, name) {
        const entry = typeof name === 'string' ? catalogue[name] : undefined;
        const options = entry?.values ?? (entry?.unspoken ? [entry.example, ''] : undefined);
        if (typeof name !== 'string' || options === undefined) return Reflect.get(target, name);
        if (!(name in known)) {
          for (const value of options.slice(1)) waiting.push({ ...known, [name]: value });
          known[name] = options[0] ?? '';
        }
        return known[name];
      },
    });
    run({ now: 1000, values }, known);
  }
}

/** Plays every event under all facts at every state that can be come to, and tells which promises broke (the first few). */
function search(flow: Flow, catalogue: FactCatalogue): string[] {
  const wrong: string[] = [];
  const seen = new Set<string>();
  const next: { before: State; critical: boolean; known: boolean }[] = [];
  const add = (before: State, critical: boolean, known: boolean) => {
    const text = JSON.stringify(before);
    if (seen.has(`${critical} ${known} ${text}`)) return;
    seen.add(`${critical} ${known} ${text}`);
    next.push({ critical, known, before: Object.freeze(stateSchema.parse(JSON.parse(text))) });
  };
  add(firstState(flow), false, false);
  for (let one = next.pop(); one !== undefined && wrong.length < 5; one = next.pop())
    for (const event of events) {
      const { before, critical } = one;
      underEveryFacts(catalogue, (facts, looked) => {
        const moved = step(flow, before, event, facts);
        const known = one.known || looked.personThere === 'yes';
        for (const problem of brokenPromises(flow, before, critical, event, known, moved))
          wrong.push(`${problem}: ${JSON.stringify({ before, event, facts: facts.values, moved })}`);
        add(moved.state, critical || opensCritical(moved), known);
      });
    }
  return wrong.slice(0, 5);
}

function opensCritical(moved: Transition): boolean {
  return moved.effects.some((effect) => effect.kind === 'openCase' && effect.urgency === 'critical');
}

function opensMajor({ effects }: Transition): boolean {
  return effects.some((effect) => effect.kind === 'openCase' && effect.major);
}

function isKey(event: Event, key: string): boolean {
  return event.kind === 'keys' && event.keys === key;
}

/** Has somebody done something now, or is the caller one of whom the facts know it? A recording alone is a machine's. */
function hasSign(before: State, event: Event, known: boolean): boolean {
  if (event.kind === 'keys' || event.kind === 'speech' || event.kind === 'dialled') return true;
  return event.kind === 'recorded' && (event.byKey === true || before.pressed || known);
}

/** Does any key call a technician here, or a second one that is not understood? */
function mayBeAnyKey(flow: Flow, before: State): boolean {
  const def = stepOf(flow, before.step);
  return 'ask' in def && !Object.hasOwn(def.keys, '2') && (def.anyKey ?? def.unclear) !== undefined;
}

function brokenPromises(
  flow: Flow,
  before: State,
  critical: boolean,
  event: Event,
  known: boolean,
  moved: Transition,
): string[] {
  const has = (kind: Effect['kind']) => moved.effects.some((effect) => effect.kind === kind);
  const words = (moved.reply?.say ?? []).flatMap((part) => ('say' in part ? [part.say] : [])).join(' ');
  const gone = event.kind === 'ended' || (event.kind === 'left' && event.how === 'hungUp');
  const atEnd = 'end' in stepOf(flow, before.step);
  const rules: Record<string, boolean> = {
    'nobody is left without words or an end': (moved.reply === null) === moved.state.over,
    'what is over stays over': !before.over || moved.state.over,
    'a hang-up ends the leg': !gone || moved.state.over,
    'a reply has words, but for a beep after a key':
      moved.reply === null ||
      words !== '' ||
      (moved.reply.then.do === 'record' && event.kind === 'keys') ||
      ['join', 'dial', 'continueIn'].includes(moved.reply.then.do),
    'a question is short': moved.reply?.then.do !== 'ask' || countWords(words) <= 60,
    'critical pages in the same turn': !opensCritical(moved) || has('startPage'),
    'a major incident is heard by key 9': !opensMajor(moved) || isKey(event, '9'),
    'critical needs a sign of a person': !opensCritical(moved) || hasSign(before, event, known),
    'key 1 is critical, key 2 is not': !opensCritical(moved) || !isKey(event, '2') || mayBeAnyKey(flow, before),
    'a hang-up after critical brings the page forward':
      !(critical && gone && !before.over && !atEnd) || has('bringPageForward'),
    'accepting needs key 1, or a code from whoever was not rung':
      !has('acceptCases') ||
      (event.kind === 'keys' && (flow.name === 'staff' ? /^\d\d$/.test(event.keys) : event.keys === '1')),
    'passing needs key 2': !has('passPage') || (event.kind === 'keys' && event.keys === '2'),
    'a recording is kept': (event.kind === 'recorded') === has('keepRecording'),
    'the promise is given where it is said': !has('givePromise') || words.includes('within one hour'),
    'on hold there is a time since when':
      (moved.state.waitingSince !== null) === 'wait' in stepOf(flow, moved.state.step),
    'a dial status keeps no promise':
      !has('keepPromise') || event.kind === 'keys' || 'join' in stepOf(flow, before.step),
  };
  return Object.entries(rules).flatMap(([rule, kept]) => (kept ? [] : [rule]));
}

/** Words of two letters or more: digits that are spoken one by one do not count. */
function countWords(text: string): number {
  return (text.match(/[\p{L}'-]{2,}/gu) ?? []).length;
}
