import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import type { Page } from '../src/domain/records.ts';
import { advance, isOver, type PageEvent, type PageFacts, type StepAttempt } from '../src/paging/advance.ts';
import { at, facts, happens, page, running, t0 } from './pagingRules.ts';

const due: PageEvent = { kind: 'due' };
const passed = (person: string): PageEvent => ({ kind: 'passed', person });
const attempt = (person: string, fate: StepAttempt['fate']): StepAttempt => ({ person, fate });

/** A case, the page, what the world is like, what is done, and what the page is then. */
type Row = [string, Page, Partial<PageFacts>, string[], Partial<Page>];

describe('a page that is due', () => {
  const nobody = 'note: Nobody was on call: The rota has a hole.';
  const hole = { onCall: [], gap: 'The rota has a hole.' };
  const rows: Row[] = [
    [
      'texts and rings whoever is on call',
      page(),
      {},
      ['text kim', 'ring kim 25 s'],
      { state: 'running', step: 1, startedAt: at(120), dueAt: at(210) },
    ],
    ['does nothing before its time', page(), { now: at(119) }, [], { state: 'waiting', step: 0, dueAt: at(120) }],
    [
      'tries both who are on call',
      page(),
      { onCall: ['kim', 'alex'] },
      ['text kim', 'ring kim 25 s', 'text alex', 'ring alex 25 s'],
      { step: 1 },
    ],
    ['rings a second time', running(1), {}, ['ring kim 25 s'], { step: 2, dueAt: at(210) }],
    [
      'waits with the second ring while the first still rings',
      running(1),
      { beingRung: ['kim'] },
      [],
      { step: 1, dueAt: at(120 + limits.stillRingingSeconds) },
    ],
    [
      'rings the one of two whose phone is free',
      running(1),
      { onCall: ['kim', 'alex'], beingRung: ['kim'] },
      ['ring alex 25 s'],
      { step: 2 },
    ],
    ['texts a phone that rings, and does not ring it twice', page(), { beingRung: ['kim'] }, ['text kim'], { step: 1 }],
    ['goes to the lead', running(2), {}, ['text pat', 'ring pat 30 s'], { step: 3, dueAt: at(240) }],
    [
      'goes to the lead at once when nobody is on call',
      page(),
      hole,
      [nobody, nobody, 'text pat', 'ring pat 30 s'],
      { step: 3, startedAt: at(120) },
    ],
    [
      'only rings somebody who wants no texts',
      page(),
      { textRefused: ['kim'] },
      ['leave out text kim', 'ring kim 25 s'],
      { step: 1 },
    ],
    [
      'only texts somebody who cannot be rung',
      page(),
      { ringRefused: ['kim'] },
      ['leave out ring kim', 'text kim'],
      { step: 1 },
    ],
    [
      'passes over somebody who can be neither texted nor rung',
      page(),
      { textRefused: ['kim'], ringRefused: ['kim'] },
      [
        'leave out text kim',
        'leave out ring kim',
        'note: Nobody of "on-call" could be tried; the next step followed at once.',
        'note: Nobody of "on-call" could be tried; the next step followed at once.',
        'text pat',
        'ring pat 30 s',
      ],
      { step: 3 },
    ],
    [
      'passes over somebody who passed',
      running(1, { passedBy: ['kim'] }),
      {},
      ['note: Nobody of "on-call" could be tried; the next step followed at once.', 'text pat', 'ring pat 30 s'],
      { step: 3 },
    ],
    [
      'passes over a step whose people have just been rung twice',
      running(2, { passedBy: [] }),
      { lead: 'kim', rungTwice: ['kim'], leads: ['kim', 'robin'] },
      [
        'note: Whoever is left of "lead" has just been rung twice; the next step followed at once.',
        'text kim',
        'text robin',
        'ring robin 25 s',
      ],
      { step: 3, round: 1 },
    ],
    [
      'rings a lead who was rung twice when they cannot be texted, and nobody else is left',
      running(3),
      { rungTwice: ['pat'], textRefused: ['pat'], leads: ['pat'] },
      ['leave out text pat', 'ring pat 25 s'],
      { step: 3, round: 1 },
    ],
    [
      'comes to all leads',
      running(3),
      {},
      ['text pat', 'ring pat 25 s', 'text robin', 'ring robin 25 s'],
      { step: 3, round: 1, lastStepSince: at(120), dueAt: at(420) },
    ],
    [
      'asks leads again who passed',
      running(3, { passedBy: ['pat', 'robin'] }),
      {},
      ['text pat', 'ring pat 25 s', 'text robin', 'ring robin 25 s'],
      { step: 3, round: 1 },
    ],
    [
      'rings the desk as well while it is open, and texts it never',
      running(3),
      { desk: 'desk', leads: ['pat'] },
      ['text pat', 'ring pat 25 s', 'ring desk 25 s'],
      { round: 1 },
    ],
    [
      'tries everybody in spite of their refusals when nobody else is left, and raises an alarm',
      running(3),
      { leads: ['pat'], textRefused: ['pat'], ringRefused: ['pat'] },
      [
        'leave out text pat',
        'leave out ring pat',
        'note: Everybody left to try has refused our texts and calls; they are tried all the same.',
        'alarm: every number of the last step has refused us',
        'text pat',
        'ring pat 25 s',
      ],
      { state: 'running', dueAt: at(420) },
    ],
    [
      'repeats every 5 minutes for 2 hours',
      running(3, { lastStepSince: at(120 - 7199), round: 24 }),
      { leads: ['pat'] },
      ['text pat', 'ring pat 25 s'],
      { round: 25, dueAt: at(420) },
    ],
    [
      'and then every 30',
      running(3, { lastStepSince: at(120 - 7200), round: 25 }),
      { leads: ['pat'] },
      ['text pat', 'ring pat 25 s'],
      { round: 26, dueAt: at(120 + 1800) },
    ],
    [
      'stays at the last step of a policy that has become shorter',
      running(9),
      { leads: ['pat'] },
      ['text pat', 'ring pat 25 s'],
      { step: 3, round: 1 },
    ],
  ];
  test.each(rows)('%s', (_case, start, world, acts, then) => {
    const outcome = happens(start, due, world);
    expect(outcome.acts).toEqual(acts);
    expect(outcome.page).toMatchObject(then);
  });
});

describe('a page is brought forward', () => {
  test('when it has not begun: it is due now', () => {
    expect(happens(page(), { kind: 'broughtForward' }, { now: at(30) })).toEqual({
      page: page({ dueAt: at(30) }),
      acts: [],
    });
  });

  test('when it runs: its next step comes now', () => {
    const start = running(2);
    const outcome = happens(start, { kind: 'broughtForward' }, { now: at(30) });
    expect(outcome).toEqual({ page: { ...start, dueAt: at(30) }, acts: [] });
  });
});

describe('a case that nobody on call has been told of', () => {
  test('is told to them with the next step, whatever that is', () => {
    const told = { onCall: ['kim', 'alex'], newTo: ['kim', 'alex'], beingRung: ['alex'] };
    const outcome = happens(running(2), { kind: 'due' }, told);
    expect(outcome.acts).toEqual(['text kim', 'ring kim 25 s', 'text alex', 'text pat', 'ring pat 30 s']);
    expect(outcome.page).toMatchObject({ step: 3, dueAt: at(120 + 120) });
  });

  test('is rung once where the step would ring the same people', () => {
    expect(happens(running(1), { kind: 'due' }, { newTo: ['kim'] }).acts).toEqual(['text kim', 'ring kim 25 s']);
  });

  test('begins the quick rhythm of the last step again', () => {
    const start = running(3, { lastStepSince: at(-9000), round: 30 });
    const outcome = happens(start, { kind: 'due' }, { newTo: ['kim'], leads: ['pat'] });
    expect(outcome.acts).toEqual(['text kim', 'ring kim 25 s', 'text pat', 'ring pat 25 s']);
    expect(outcome.page).toMatchObject({ lastStepSince: at(120), dueAt: at(420) });
  });

  test('is not told to somebody who passed, and somebody who can be reached in no way changes no rhythm', () => {
    const start = running(3, { lastStepSince: at(-9000), passedBy: ['kim'] });
    expect(happens(start, { kind: 'due' }, { newTo: ['kim'], leads: ['pat'] }).page.lastStepSince).toBe(at(-9000));
    const deaf = { newTo: ['kim'], leads: ['pat'], textRefused: ['kim'], ringRefused: ['kim'] };
    const again = running(3, { lastStepSince: at(-9000) });
    expect(happens(again, { kind: 'due' }, deaf).page.lastStepSince).toBe(at(-9000));
  });
});

describe('a major incident', () => {
  test('has the lead texted and rung together with the first step, and only then', () => {
    const begun = happens(page(), { kind: 'due' }, { major: true });
    expect(begun.acts).toEqual(['text kim', 'ring kim 25 s', 'text pat', 'ring pat 25 s']);
    expect(begun.page).toMatchObject({ step: 1 });
    expect(happens(running(1), { kind: 'due' }, { major: true }).acts).toEqual(['ring kim 25 s']);
  });
});

describe('somebody who has been rung as often as a phone may be', () => {
  test('is texted, and the step counts as tried', () => {
    const outcome = happens(page(), { kind: 'due' }, { ringThrottled: ['kim'] });
    expect(outcome.acts).toEqual(['text kim']);
    expect(outcome.page).toMatchObject({ step: 1 });
  });

  test('is not waited for by a step that only rings', () => {
    const outcome = happens(running(1), { kind: 'due' }, { ringThrottled: ['kim'] });
    expect(outcome.acts).toEqual([]);
    expect(outcome.page.step).toBe(2);
  });

  test('is rung all the same in the last step when no text may go', () => {
    const outcome = happens(
      running(3),
      { kind: 'due' },
      { leads: ['pat'], ringThrottled: ['pat'], textRefused: ['pat'] },
    );
    expect(outcome.acts).toContain('ring pat 25 s');
  });
});

test('a case that joins asks those again who passed on another', () => {
  const outcome = happens(running(2, { passedBy: ['kim'] }), { kind: 'caseJoined', deadManSeconds: 120 });
  expect(outcome.page.passedBy).toEqual([]);
});

test.each([
  ['does not slow a page that moves sooner', 100, at(120)],
  ['brings its own time when that is sooner', 60, at(110)],
])('a case that joins %s', (_case, deadManSeconds, dueAt) => {
  for (const start of [page(), running(2)])
    expect(happens(start, { kind: 'caseJoined', deadManSeconds }, { now: at(50) })).toEqual({
      page: { ...start, dueAt },
      acts: [],
    });
});

describe('an attempt that is over', () => {
  const over: PageEvent = { kind: 'attemptOver' };
  test.each<[string, Page, StepAttempt[], number]>([
    [
      'moves the page on at once when all were refused',
      running(1),
      [attempt('kim', 'refused'), attempt('kim', 'refused')],
      60,
    ],
    [
      'waits while another may still be answered',
      running(1),
      [attempt('kim', 'refused'), attempt('kim', 'alive')],
      120,
    ],
    ['waits when a phone was reached: a text may still be answered', running(1), [attempt('kim', 'tried')], 120],
    ['waits when the step has no attempts yet', running(1), [], 120],
    [
      'moves on when the others have passed',
      running(1, { passedBy: ['alex'] }),
      [attempt('kim', 'refused'), attempt('alex', 'tried')],
      60,
    ],
    [
      'does not hurry the last step, which would ring without a pause',
      running(3, { lastStepSince: t0 }),
      [attempt('pat', 'refused')],
      120,
    ],
    ['does not begin a page that waits', page(), [attempt('kim', 'refused')], 120],
  ])('%s', (_case, start, stepAttempts, dueSeconds) => {
    const outcome = happens(start, over, { now: at(60), stepAttempts });
    expect(outcome).toEqual({ page: { ...start, dueAt: at(dueSeconds) }, acts: [] });
  });
});

describe('somebody passes', () => {
  test('and the page moves on at once when nobody else can still take it', () => {
    const stepAttempts = [attempt('kim', 'alive'), attempt('kim', 'tried')];
    const outcome = happens(running(1), passed('kim'), { now: at(60), stepAttempts });
    expect(outcome).toEqual({ page: running(1, { passedBy: ['kim'], dueAt: at(60) }), acts: [] });
  });

  test('and the page waits for the other who was tried', () => {
    const stepAttempts = [attempt('kim', 'alive'), attempt('alex', 'alive')];
    expect(happens(running(1), passed('kim'), { now: at(60), stepAttempts }).page.dueAt).toBe(at(120));
  });

  test('in the last step, which goes on by its own time', () => {
    const start = running(3, { lastStepSince: t0 });
    const outcome = happens(start, passed('pat'), { now: at(60), stepAttempts: [attempt('pat', 'alive')] });
    expect(outcome).toEqual({ page: { ...start, passedBy: ['pat'] }, acts: [] });
  });

  test('twice, which is kept once', () => {
    expect(happens(running(1, { passedBy: ['kim'] }), passed('kim')).page.passedBy).toEqual(['kim']);
  });
});

describe('the page ends', () => {
  test('when its last case is taken: rings stop, and the others are told by whom', () => {
    const outcome = happens(running(2), { kind: 'casesTaken', by: 'kim', taken: ['CS0000001'], left: 0 });
    expect(outcome.acts).toEqual(['cancel', 'tell all but kim']);
    expect(outcome.page).toEqual(running(2, { state: 'accepted', acceptedBy: 'kim', dueAt: null, endedAt: at(120) }));
  });

  test('not when a case is left', () => {
    expect(happens(running(2), { kind: 'casesTaken', by: 'kim', taken: ['CS0000001'], left: 1 })).toEqual({
      page: running(2),
      acts: ['tell all but kim'],
    });
  });

  test("without a word when its last case turns out to be another team's, and not while one is left", () => {
    expect(happens(page(), { kind: 'caseWithdrawn', left: 0 })).toEqual({
      page: page({ state: 'withdrawn', dueAt: null, endedAt: at(120) }),
      acts: [],
    });
    expect(happens(page(), { kind: 'caseWithdrawn', left: 1 })).toEqual({ page: page(), acts: [] });
  });

  test('when a human closes it, also before it has begun', () => {
    const outcome = happens(page(), { kind: 'closed' });
    expect(outcome.acts).toEqual(['cancel', 'tell all but nobody']);
    expect(outcome.page).toEqual(page({ state: 'closed', dueAt: null, endedAt: at(120) }));
  });
});

test('a night in which nobody answers: eight hours later it still goes on, at these times', () => {
  const times: number[] = [];
  let one = page({ dueAt: t0 });
  while (one.dueAt !== null && one.dueAt <= at(8 * 3600)) {
    times.push((one.dueAt - t0) / 1000);
    one = advance(one, due, facts({ now: one.dueAt })).page;
  }
  const everyFive = Array.from({ length: 25 }, (_, i) => 300 + i * 300);
  const everyThirty = Array.from({ length: 11 }, (_, i) => 7500 + (i + 1) * 1800);
  expect(times).toEqual([0, 90, 180, ...everyFive, ...everyThirty]);
  expect(isOver(one)).toBe(false);
});
