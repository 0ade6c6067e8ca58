import { describe, expect, it } from 'vitest';
import type { Event, Facts, State } from '../src/domain/conversation.ts';
import type { FactCatalogue } from '../src/domain/facts.ts';
import { limits } from '../src/domain/limits.ts';
import { type Flow, flowSchema } from '../src/flow/flowSchema.ts';
import { holdTick } from '../src/flow/holdTick.ts';
import { lint } from '../src/flow/lint.ts';
import { runScenario } from '../src/flow/runScenario.ts';
import { scenarioSchema } from '../src/flow/scenarioSchema.ts';
import { firstState, step } from '../src/flow/step.ts';

const deskFacts: FactCatalogue = {
  who: { about: '', example: 'Kim' },
  secret: { about: '', example: 'leg', unspoken: true },
  open: { about: '', values: ['yes', 'no'], example: 'no' },
  team: { about: '', values: ['aims'], example: 'aims' },
};

/** A flow of these steps beside a first question (1: one) and a last word (bye). */
function flowWith(steps: Record<string, unknown>, more: Record<string, unknown> = {}): Flow {
  const first = { ask: 'Press 1.', keys: { 1: 'one' }, unanswered: 'bye', onHangUp: ['bringPageForward'] };
  return flowSchema.parse({ name: 'desk', first: 'first', steps: { first, bye: { end: 'Bye.' }, ...steps }, ...more });
}

describe('the lint', () => {
  const wait = { wait: 'Wait.', maxSeconds: 60, bridged: 'bye', starKey: 'bye', tooLong: 'bye', error: 'bye' };
  const cases: [string, Record<string, unknown>, string, RegExp][] = [
    ['a way that leads nowhere', { one: { say: 'Hi.', next: 'nobody' } }, 'steps.one.next', /not one of the steps/],
    ['a step that nothing leads to', { one: { end: 'A.' }, two: { end: 'B.' } }, 'steps.two', /nothing leads here/],
    [
      'a circle without a key',
      { one: { say: 'A.', next: 'two' }, two: { comeBack: 'B.', afterSeconds: 1, next: 'one' } },
      'steps.one',
      /goes round/,
    ],
    [
      'a branch without a way for each value',
      { one: { branch: 'open', cases: { yes: 'bye' } } },
      'steps.one.branch',
      /no way for open no/,
    ],
    [
      'a value that a fact never has',
      { one: { branch: 'open', cases: { yes: 'bye', no: 'bye', maybe: 'bye' } } },
      'steps.one.branch',
      /never "maybe"/,
    ],
    [
      'a branch on words',
      { one: { branch: 'who', cases: {}, else: 'bye' } },
      'steps.one.branch',
      /no fact with values/,
    ],
    ['a variable that is no fact', { one: { end: '{whom}' } }, 'steps.one.end', /\{whom\} is not a fact/],
    ['an address spoken', { one: { end: '{secret}' } }, 'steps.one.end', /not for speaking/],
    ['a stray brace', { one: { end: 'Hi {who' } }, 'steps.one.end', /brace/],
    [
      'words that are too long',
      { one: { end: 'a'.repeat(limits.spokenCharacters + 1) } },
      'steps.one.end',
      /limits\.spokenCharacters/,
    ],
    [
      'a key that the words do not name',
      { one: { ask: 'Press 1. 2?', keys: { 1: 'bye', 2: 'bye' }, unanswered: 'bye' } },
      'steps.one.ask',
      /press 2/,
    ],
    [
      'a key that cannot be pressed',
      { one: { ask: 'Press 12.', keys: { 12: 'bye' }, unanswered: 'bye' } },
      'steps.one.keys.12',
      /maxKeys/,
    ],
    [
      'an unspoken key that is none',
      { one: { ask: 'Press 1.', keys: { 1: 'bye' }, unspoken: ['*'], unanswered: 'bye' } },
      'steps.one.unspoken',
      /not one of the keys/,
    ],
    [
      'a hold line whose last words do not always fit',
      { one: { ...wait, reminder: 'Press star.', words: [{ when: { open: 'no' }, say: 'A.' }] } },
      'steps.one.words.0',
      /fit always/,
    ],
    [
      'a hold line that hides words behind others',
      { one: { ...wait, reminder: 'Press star.', words: [{ say: 'A.' }, { say: 'B.' }] } },
      'steps.one.words.0',
      /never heard/,
    ],
    [
      'a hold line that does not tell of star',
      { one: { ...wait, words: [{ say: 'A.' }] } },
      'steps.one.wait',
      /press star/,
    ],
    [
      'an address that is no fact',
      { one: { dial: 'number', talked: 'bye', otherwise: 'bye' } },
      'steps.one.dial',
      /not a fact/,
    ],
    [
      'critical without a page',
      { one: { act: [{ openCase: 'critical' }], next: 'bye' } },
      'steps.one.act',
      /startPage/,
    ],
    [
      'a hang-up after critical that does not bring the page forward',
      { one: { act: ['startPage'], next: 'two' }, two: { comeBack: 'A.', afterSeconds: 1, next: 'bye' } },
      'steps.two',
      /bringPageForward/,
    ],
    [
      'accepting without a key',
      { one: { say: 'A.', next: 'two' }, two: { act: ['acceptCases'], next: 'bye' } },
      'steps.two.act',
      /without a key/,
    ],
    [
      'accepting by talking',
      { one: { join: 'secret', whenTalked: ['acceptCases'], talked: 'bye', otherwise: 'bye' } },
      'steps.one.whenTalked',
      /in an act only/,
    ],
    [
      'accepting by a hang-up',
      { one: { comeBack: 'A.', afterSeconds: 1, next: 'bye', onHangUp: ['acceptCases'] } },
      'steps.one.onHangUp',
      /in an act only/,
    ],
    [
      'a team that is none',
      { one: { act: [{ chooseTeam: 'ds' }], next: 'bye' } },
      'steps.one.act',
      /"ds" is not a team/,
    ],
  ];
  it.each(cases)('finds %s', (_name, steps, path, message) => {
    const found = lint(flowWith(steps), deskFacts);
    expect(found.filter((issue) => issue.path.join('.') === path && message.test(issue.message))).toHaveLength(1);
  });
  it('lets accept follow a key through branches', () => {
    const steps = {
      one: { branch: 'open', cases: { yes: 'two', no: 'bye' } },
      two: { act: ['acceptCases'], next: 'bye' },
    };
    expect(lint(flowWith(steps), deskFacts)).toEqual([]);
  });
  it('finds a first step that is none, and more steps in one turn than a turn may have', () => {
    expect(lint(flowWith({ one: { end: 'A.' } }, { first: 'zero' }), deskFacts)).toMatchObject([{ path: ['first'] }]);
    const last = limits.stepsPerTurn - 1;
    const chain = (one: (next: string) => unknown) =>
      Object.fromEntries(Array.from({ length: last + 1 }, (_, i) => [`s${i}`, one(i < last ? `s${i + 1}` : 'bye')]));
    const says = chain((next) => ({ say: 'A.', next }));
    // A dial without a number passes on in the same turn.
    const dials = chain((next) => ({ dial: 'secret', talked: 'bye', otherwise: next }));
    for (const steps of [says, dials]) {
      const found = lint(flowWith({ ...steps, one: { end: 'A.' } }, { first: 's0' }), deskFacts);
      expect(found.filter((issue) => /limits\.stepsPerTurn/.test(issue.message))).toMatchObject([
        { path: ['steps', 's0'] },
      ]);
    }
  });
  it('finds more steps than a flow may have', () => {
    const many = Object.fromEntries(Array.from({ length: limits.stepsPerFlow }, (_, i) => [`s${i}`, { end: 'A.' }]));
    expect(lint(flowWith({ ...many, one: { end: 'A.' } }), deskFacts)[0]?.message).toMatch(/limits\.stepsPerFlow/);
  });
});

describe('the schema', () => {
  const messages = (steps: unknown) =>
    (flowSchema.safeParse({ name: 'desk', first: 'a', steps }).error?.issues ?? []).map(
      (issue) => `${issue.path.join('.')} ${issue.message}`,
    );
  it('names the place and what is wrong there', () => {
    expect(messages({ a: { foo: 1 } })[0]).toMatch(/^steps\.a is no kind of step; it needs exactly one of: say, ask/);
    expect(messages({ a: { say: 'A.', end: 'B.' } })[0]).toMatch(/^steps\.a is both say and end/);
    expect(messages({ a: { say: 'A.' } })).toEqual(['steps.a.next is missing']);
    expect(messages({ a: { act: ['ring'], next: 'b' } })[0]).toMatch(/^steps\.a\.act\.0 must be startPage/);
    expect(messages({ a: { record: 'A.', maxSeconds: 120, next: 'b', empty: 'b' } })[0]).toMatch(
      /^steps\.a\.maxSeconds .*119/,
    );
    expect(messages({ a: { end: 'A.', loud: true } })[0]).toMatch(/loud/);
  });
});

describe('the step', () => {
  const facts: Facts = { now: 5000, values: { who: 'Kim' } };
  const answered: Event = { kind: 'answered' };
  it('stops a flow that never stops, and names it', () => {
    const circle = flowWith({ one: { say: 'A.', next: 'two' }, two: { say: 'B.', next: 'one' } }, { first: 'one' });
    expect(() => step(circle, firstState(circle), answered, facts)).toThrow(
      /flow desk, step .* 50 steps .*limits\.stepsPerTurn/,
    );
  });
  it('refuses to speak or look at a fact that is absent, and a step that is none', () => {
    const flow = flowWith({ one: { end: '{whom}' }, two: { branch: 'open', cases: {} } });
    const at = (name: string): State => ({ ...firstState(flow), step: name });
    expect(() => step(flow, at('one'), answered, facts)).toThrow('flow desk, step one: the fact "whom" is absent');
    expect(() => step(flow, at('two'), answered, facts)).toThrow('flow desk, step two: the fact "open" is absent');
    expect(() => step(flow, at('constructor'), answered, facts)).toThrow('flow desk has no step "constructor"');
  });
  it('passes through as many steps as a turn may have, and not one more', () => {
    const chain = (length: number) =>
      flowWith(
        Object.fromEntries(
          Array.from({ length }, (_, i) => [`s${i}`, { say: 'A.', next: i + 1 < length ? `s${i + 1}` : 'bye' }]),
        ),
        { first: 's0' },
      );
    const most = chain(limits.stepsPerTurn - 1);
    expect(step(most, firstState(most), answered, facts).reply?.say).toHaveLength(limits.stepsPerTurn);
    const more = chain(limits.stepsPerTurn);
    expect(() => step(more, firstState(more), answered, facts)).toThrow(/limits\.stepsPerTurn/);
  });
  it('has the effects of a hang-up that ends a recording, once each', () => {
    const record = { record: 'Speak.', maxSeconds: 9, next: 'bye', empty: 'bye', whenRecorded: ['startPage'] };
    const flow = flowWith({ one: { ...record, onHangUp: ['startPage', 'bringPageForward'] } }, { first: 'one' });
    const hungUp: Event = { kind: 'recorded', recording: 'RE1', seconds: 3, hungUp: true };
    const { effects } = step(flow, firstState(flow), hungUp, facts);
    expect(effects.map((effect) => effect.kind)).toEqual(['startPage', 'keepRecording', 'bringPageForward']);
  });
  it('uses the onHangUp of the flow where a step has none', () => {
    const flow = flowWith(
      { one: { comeBack: 'A.', afterSeconds: 1, next: 'bye' } },
      { first: 'one', onHangUp: ['callLater'] },
    );
    const before = firstState(flow);
    expect(step(flow, before, { kind: 'ended' }, facts)).toEqual({
      state: { ...before, over: true },
      reply: null,
      effects: [{ kind: 'callLater' }],
    });
    expect(step(flow, { ...before, step: 'first' }, { kind: 'ended' }, facts).effects).toEqual([
      { kind: 'bringPageForward' },
    ]);
  });
  it('gives no promise in words that came too late to be heard', () => {
    const flow = flowWith({ one: { act: ['startPage', 'givePromise'], next: 'bye' } });
    const late = step(flow, { ...firstState(flow), over: true }, { kind: 'keys', keys: '1' }, facts);
    expect(late).toMatchObject({ reply: null, effects: [{ kind: 'startPage' }], state: { over: true } });
  });
  it('keeps the time since when somebody waits, and the last look comes in time', () => {
    const wait = {
      wait: 'Wait.',
      maxSeconds: 60,
      words: [{ say: 'Hi {who}.' }],
      reminder: 'Press star.',
      bridged: 'bye',
      starKey: 'star',
      tooLong: 'bye',
      error: 'bye',
    };
    const flow = flowWith({ one: wait, star: { end: 'Good-bye.' } }, { first: 'one' });
    const { state } = step(flow, firstState(flow), answered, facts);
    expect(state.waitingSince).toBe(5000);
    expect(step(flow, state, answered, { ...facts, now: 9000 }).state.waitingSince).toBe(5000);
    const left = (event: Event) => step(flow, state, event, facts).state.step;
    expect(left({ kind: 'keys', keys: '*' })).toBe('star');
    expect(left({ kind: 'keys', keys: '1' })).toBe('bye');
    const look = (seconds: number, tick: number) =>
      holdTick(flow, state, tick, { ...facts, now: 5000 + seconds * 1000 });
    expect(look(0, 0)).toEqual({ say: [{ say: 'Hi Kim.' }, { say: 'Press star.' }], leave: false, everySeconds: 20 });
    expect(look(20, 1)).toEqual({ say: [{ say: 'Hi Kim.' }], leave: false, everySeconds: 20 });
    expect(look(50, 3)).toMatchObject({ say: [{}, { say: 'Press star.' }], leave: false, everySeconds: 10 });
    expect(look(60, 4)).toMatchObject({ say: [], leave: true });
  });
});

describe('a scenario', () => {
  it('tells what went otherwise than it says', () => {
    const flow = flowWith({ one: { act: ['givePromise'], next: 'bye' } });
    const play = (...turns: unknown[]) => runScenario(flow, deskFacts, scenarioSchema.parse({ name: 'a', turns }));
    expect(play({ event: 'answered', hears: 'press 2' })).toEqual([
      expect.stringMatching(/expected to hear "press 2"; heard "Press 1\."/),
    ]);
    expect(play({ event: 'answered', notHears: '/press \\d/' })).toEqual([expect.stringMatching(/not to hear/)]);
    expect(play({ event: 'answered', awaits: 'hangUp' })).toEqual([
      expect.stringMatching(/expected hangUp next; it was ask/),
    ]);
    expect(play({ event: 'answered', step: 'bye' })).toEqual([
      expect.stringMatching(/expected step bye; it was first/),
    ]);
    expect(play({ event: { press: '1' } })).toEqual([
      expect.stringMatching(/expected effects \[\]; they were .*givePromise/),
    ]);
    expect(play({ event: { press: '1' }, effects: ['callLater'] })).toHaveLength(1);
    expect(play({ event: { press: '1' }, effects: ['givePromise', 'callLater'] })).toHaveLength(1);
    expect(play({ event: { press: '1' }, effects: [{ kind: 'givePromise', how: 'x' }] })).toHaveLength(1);
    expect(play({ event: { look: 0 } })).toEqual([expect.stringMatching(/expected the wait to go on/)]);
    expect(play({ event: 'answered', facts: { weather: 'fine' } })).toEqual([
      expect.stringMatching(/"weather" is not a fact/),
    ]);
    expect(play({ event: { press: '1' }, effects: ['givePromise'], hears: 'bye', awaits: 'hangUp' })).toEqual([]);
  });
});
