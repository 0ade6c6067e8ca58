/** The promises a conversation could break, on any life of a leg: what is missing in the scenarios is found by chance. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Effect, Event, Words } from '../src/domain/conversation.ts';
import { type FactCatalogue, factCatalogues } from '../src/domain/facts.ts';
import { limits } from '../src/domain/limits.ts';
import { behave } from '../src/flow/behave.ts';
import { type Flow, flowSchema } from '../src/flow/flowSchema.ts';
import { holdTick } from '../src/flow/holdTick.ts';
import { runScenario } from '../src/flow/runScenario.ts';
import { scenariosSchema } from '../src/flow/scenarioSchema.ts';
import { step } from '../src/flow/step.ts';
import { anyChanges, anyLife, frozen, type Played, type Told } from './anyLeg.ts';
import { holdsOnAnyLeg } from './printScenario.ts';

function flowOf(name: string): { flow: Flow; catalogue: FactCatalogue } {
  const text = readFileSync(new URL(`../flows/${name}.yaml`, import.meta.url), 'utf8');
  return {
    flow: frozen(flowSchema.parse(parse(text))),
    catalogue: Object.entries(factCatalogues).find(([one]) => one === name)?.[1] ?? {},
  };
}

const hotline = flowOf('hotline');
const page = flowOf('page');
const staff = flowOf('staff');
const desk = flowOf('desk');

/** A turn of a leg, without looks. */
type Turn = Played & { event: Event; moved: NonNullable<Played['moved']> };

const isTurn = (one: Played): one is Turn => one.event !== null && one.moved !== null;
const opensCritical = (effect: Effect) => effect.kind === 'openCase' && effect.urgency === 'critical';
const has = ({ moved }: Turn, kind: Effect['kind']) => moved.effects.some((effect) => effect.kind === kind);
const spoken = (words: readonly Words[]) => words.flatMap((part) => ('say' in part ? [part.say] : [])).join(' ');

/** Does the person hang up in this turn: by news, on hold, or in the middle of a recording? */
function hangsUp({ before, event }: Turn): boolean {
  if (before.over) return false;
  if (event.kind === 'left') return event.how === 'hungUp';
  return event.kind === 'ended' || (event.kind === 'recorded' && event.hungUp);
}

describe.each([hotline, page, staff, desk])('on any leg of the flow $flow.name', ({ flow, catalogue }) => {
  test('whoever is on the line hears words or has a way on, and nobody else does', () => {
    holdsOnAnyLeg(flow, catalogue, (leg) => {
      for (const { before, event, moved, after } of leg.filter(isTurn)) {
        expect(moved.reply === null).toBe(after.over);
        if (before.over) expect(after.over).toBe(true);
        if (event.kind === 'ended') expect(after.over).toBe(true);
        if (moved.reply === null) continue;
        const { say, then } = moved.reply;
        expect(['ask', 'record', 'wait', 'join', 'dial', 'comeBack', 'continueIn', 'hangUp']).toContain(then.do);
        if (then.do === 'join') expect(then.leg).not.toBe('');
        else if (then.do === 'dial') expect(then.to).not.toBe('');
        // A key during the words before a beep leads to the beep.
        else if (then.do !== 'continueIn' && (then.do !== 'record' || event.kind !== 'keys'))
          expect(spoken(say)).not.toBe('');
      }
    });
  });

  test('somebody who says nothing any more comes to a good-bye, whatever becomes of the facts', () => {
    const outside = Object.values(flow.steps).filter((def) => behave(def).outside);
    // Every step is asked as often as it may be, once; the first turn of all may only arrive.
    const most = outside.reduce((sum, def) => sum + ('tries' in def ? def.tries : 1), 1);
    expect(most).toBeLessThan(limits.turnsPerLeg);
    const lives = fc
      .tuple(anyLife(catalogue), fc.array(anyChanges(catalogue, 5), { minLength: 1, maxLength: 6 }))
      .map(([life, changes]) => [
        ...life,
        ...Array.from({ length: most }, (_, i): Told => {
          return { event: 'silence', afterSeconds: 0, facts: changes[i % changes.length] ?? {} };
        }),
      ]);
    const goodBye = (leg: readonly Played[]) => {
      const last = leg.at(-1);
      if (last?.before.over === false) expect(last.moved?.reply?.then.do).toMatch(/^(hangUp|continueIn)$/);
    };
    holdsOnAnyLeg(flow, catalogue, goodBye, lives);
  });

  test('a recording is kept, whenever it is heard of', () => {
    holdsOnAnyLeg(flow, catalogue, (leg) => {
      for (const turn of leg.filter(isTurn)) {
        const kept = turn.moved.effects.filter((effect) => effect.kind === 'keepRecording');
        const { kind: _, ...recording } = turn.event;
        expect(kept).toEqual(turn.event.kind === 'recorded' ? [{ kind: 'keepRecording', ...recording }] : []);
      }
    });
  });

  test('the same turn again gives the same answer, and changes nothing that went in', () => {
    holdsOnAnyLeg(flow, catalogue, (leg) => {
      for (const { before, event, tick, facts, after, moved, look } of leg) {
        if (event === null) expect(holdTick(flow, before, tick, facts)).toEqual(look);
        else expect(step(flow, before, event, facts)).toEqual(moved);
        if (moved !== null) expect(after).toEqual(moved.state);
      }
    });
  });
});

describe('on any leg of a caller', () => {
  test('"critical" starts a page in its turn, is never lowered, and a hang-up before the page is told brings it forward', () => {
    holdsOnAnyLeg(hotline.flow, hotline.catalogue, (leg) => {
      let critical = false;
      let told = false;
      for (const turn of leg.filter(isTurn)) {
        const opens = turn.moved.effects.some(opensCritical);
        if (opens) expect(has(turn, 'startPage')).toBe(true);
        if (critical || opens)
          expect(turn.moved.effects.filter((one) => one.kind === 'openCase' && !opensCritical(one))).toEqual([]);
        // As the lint has it: at every step but an end, also when the page has been told before.
        if (critical && hangsUp(turn) && !('end' in turn.def)) expect(has(turn, 'bringPageForward')).toBe(true);
        critical ||= opens;
        told ||= critical && has(turn, 'bringPageForward');
        if (critical && turn.after.over) expect(told).toBe(true);
      }
    });
  });

  test('the promise of an hour is given where it is heard, and only for a critical case', () => {
    holdsOnAnyLeg(hotline.flow, hotline.catalogue, (leg) => {
      let critical = false;
      for (const turn of leg.filter(isTurn)) {
        critical ||= turn.moved.effects.some(opensCritical);
        if (!has(turn, 'givePromise')) continue;
        expect(critical).toBe(true);
        expect(spoken(turn.moved.reply?.say ?? [])).toContain('within one hour');
      }
    });
  });

  test('a look of the hold always has an answer, and the wait ends when its time is up', () => {
    const toHold: Told[] = ['answered' as const, { press: '1' }, { press: '1' }, { recorded: {} }].map((event) => ({
      event,
      afterSeconds: 0,
      facts: { team: 'unknown' },
    }));
    const look = fc.record<Told>({
      event: fc.record({ look: fc.nat(7) }),
      afterSeconds: fc.oneof(fc.integer({ min: 0, max: 80 }), fc.constantFrom(150, 3600)),
      facts: anyChanges(hotline.catalogue, 3),
    });
    const lives = fc
      .tuple(fc.array(look, { maxLength: 6 }), anyLife(hotline.catalogue))
      .map((parts) => [...toHold, ...parts.flat()]);
    const looks = (leg: readonly Played[]) => {
      for (const { before, def, facts, look } of leg) {
        if (look === null) continue;
        expect(look.everySeconds).toBeGreaterThan(0);
        if (before.over || !('wait' in def)) {
          expect(look).toMatchObject({ say: [], leave: true });
          continue;
        }
        const overAt = (before.waitingSince ?? Number.NaN) + def.maxSeconds * 1000;
        if (facts.now >= overAt) expect(look.leave).toBe(true);
        // The look that finds the time to be up comes when it is, and not a whole period later.
        else expect(facts.now + look.everySeconds * 1000).toBeLessThan(overAt + 1000);
      }
    };
    holdsOnAnyLeg(hotline.flow, hotline.catalogue, looks, lives);
  });

  test('nobody hears that somebody has the case unless it is taken', () => {
    const claim = /has your case|about to be connected|will call you back/;
    holdsOnAnyLeg(hotline.flow, hotline.catalogue, (leg) => {
      for (const { facts, moved, look, def } of leg) {
        // Somebody who does not hang up at the end hears the same words once more.
        if (facts.values.pageState === 'taken' || 'end' in def) continue;
        const heard = spoken(look?.say ?? moved?.reply?.say ?? []);
        // That the search goes on until somebody has it claims nothing.
        expect(heard.replace('until a technician has your case', '')).not.toMatch(claim);
      }
    });
  });
});

describe('on any leg of a technician', () => {
  test('only key 1 accepts, for a case that nobody has, and only key 2 passes', () => {
    holdsOnAnyLeg(page.flow, page.catalogue, (leg) => {
      for (const turn of leg.filter(isTurn)) {
        if (has(turn, 'acceptCases')) expect(turn.event).toEqual({ kind: 'keys', keys: '1' });
        if (has(turn, 'passPage')) expect(turn.event).toEqual({ kind: 'keys', keys: '2' });
        if (has(turn, 'acceptCases') || has(turn, 'passPage')) expect(turn.facts.values.caseState).toBe('open');
      }
    });
  });

  test('a promise is kept by having been joined, or by the key that says so, and by no dial', () => {
    holdsOnAnyLeg(page.flow, page.catalogue, (leg) => {
      for (const turn of leg.filter(isTurn)) {
        if (!has(turn, 'keepPromise')) continue;
        const joined = 'join' in turn.def && turn.event.kind === 'dialled' && turn.event.outcome === 'talked';
        const said = turn.before.step === 'spoke' && turn.event.kind === 'keys' && turn.event.keys === '1';
        expect(joined || said).toBe(true);
      }
    });
  });
});

describe('on any leg of staff who call', () => {
  test('only the code of their text leads to a case, and nothing is done to one before', () => {
    const standing: Record<string, string> = { page: 'open', callBack: 'mine' };
    holdsOnAnyLeg(staff.flow, staff.catalogue, (leg) => {
      for (const turn of leg.filter(isTurn)) {
        const done = turn.moved.effects.map(({ kind }) => kind).filter((kind) => kind !== 'keepRecording');
        expect(['', 'ringBack']).toContain(done.join(' '));
        const then = turn.moved.reply?.then;
        if (then?.do !== 'continueIn' || then.flow === 'hotline' || 'continueIn' in turn.def) continue;
        expect(turn.event).toMatchObject({ kind: 'keys', keys: expect.stringMatching(/^\d\d$/) });
        expect(turn.facts.values).toMatchObject({ codeIs: 'right', pageIs: standing[then.flow] });
      }
    });
  });

  test('only a key has them rung back, and not too often', () => {
    holdsOnAnyLeg(staff.flow, staff.catalogue, (leg) => {
      for (const turn of leg.filter(isTurn)) {
        if (!has(turn, 'ringBack')) continue;
        expect(turn.event).toMatchObject({ kind: 'keys', keys: expect.stringMatching(/^[01]$/) });
        expect(turn.facts.values.mayRingBack).toBe('yes');
      }
    });
  });
});

describe('on any leg of the day desk', () => {
  test('only a key takes the call of a caller who waits', () => {
    holdsOnAnyLeg(desk.flow, desk.catalogue, (leg) => {
      let pressed = false;
      for (const { event, facts, moved } of leg.filter(isTurn)) {
        pressed ||= event.kind === 'keys' && event.keys === '1';
        if (moved.reply?.then.do !== 'join') continue;
        expect(pressed).toBe(true);
        expect(facts.values.holdingLeg).not.toBe('');
      }
    });
  });
});

test('a life on which a promise breaks is printed as a scenario that can stand in the file', () => {
  const nobodyTakesIt = (leg: readonly Played[]) =>
    expect(leg.filter(isTurn).some((turn) => has(turn, 'acceptCases'))).toBe(false);
  let printed = '';
  try {
    holdsOnAnyLeg(page.flow, page.catalogue, nobodyTakesIt);
  } catch (error) {
    printed = error instanceof Error ? error.message : '';
  }
  const scenarios = scenariosSchema.parse(parse(printed.slice(printed.indexOf('\n# For flows/page.scenarios.yaml'))));
  const turns = scenarios.flatMap((one) => one.turns);
  expect(turns).toHaveLength(2);
  expect(turns[1]).toMatchObject({ event: { kind: 'keys', keys: '1' }, effects: ['acceptCases'] });
  expect(scenarios.flatMap((one) => runScenario(page.flow, page.catalogue, one))).toEqual([]);
});
