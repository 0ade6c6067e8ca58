import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Event, Facts, State } from '../src/domain/conversation.ts';
import { type FactCatalogue, type FlowName, factCatalogues, flowNames } from '../src/domain/facts.ts';
import { limits } from '../src/domain/limits.ts';
import { behave } from '../src/flow/behave.ts';
import { drawFlow } from '../src/flow/drawFlow.ts';
import { type Flow, flowSchema } from '../src/flow/flowSchema.ts';
import { holdTick } from '../src/flow/holdTick.ts';
import { lint } from '../src/flow/lint.ts';
import { exampleFacts, runScenario } from '../src/flow/runScenario.ts';
import { scenariosSchema } from '../src/flow/scenarioSchema.ts';
import { searchFlow } from '../src/flow/searchFlow.ts';
import { firstState, step } from '../src/flow/step.ts';
import { underEveryFacts } from '../src/flow/underEveryFacts.ts';

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
      const { wrong, standings } = searchFlow(flow, catalogue);
      expect(wrong).toEqual([]);
      expect(standings).toBeGreaterThan(Object.keys(flow.steps).length / 3);
    }, 60_000);
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
