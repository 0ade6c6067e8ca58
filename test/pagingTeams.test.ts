import { describe, expect, test } from 'vitest';
import { at, happens, policy, running } from './pagingRules.ts';

describe('cases that are said to be for another team', () => {
  const moved = { kind: 'casesMoved' as const, by: 'kim', cases: ['CS0000001'], team: 'ds' };

  test('end the page of the team that was asked first, whose phones stop and whose people are told', () => {
    const outcome = happens(running(1), { ...moved, left: 0 });
    expect(outcome.acts).toEqual(['cancel', 'tell all but kim']);
    expect(outcome.page).toMatchObject({ state: 'withdrawn', dueAt: null, endedAt: at(120), acceptedBy: null });
  });

  test('leave the page to its other cases', () => {
    const outcome = happens(running(1), { ...moved, left: 1 });
    expect(outcome.acts).toEqual(['tell all but kim']);
    expect(outcome.page).toEqual(running(1));
  });
});

describe('a page that nobody else is to be asked for goes to the lead', () => {
  const toLead = { kind: 'toLead' as const, person: 'kim' };

  test('at once, and whoever said so is not asked again', () => {
    expect(happens(running(1), toLead, { now: at(30) })).toEqual({
      page: running(2, { passedBy: ['kim'], dueAt: at(30) }),
      acts: [],
    });
  });

  test('and never back', () => {
    expect(happens(running(3), toLead, { now: at(30) }).page).toMatchObject({ step: 3, dueAt: at(30) });
  });

  test('while the last step keeps its rhythm', () => {
    const start = running(3, { lastStepSince: at(0), round: 1 });
    expect(happens(start, toLead, { now: at(30) }).page).toEqual({ ...start, passedBy: ['kim'] });
  });

  test('which is the leads where no step is for one', () => {
    const steps = policy.steps.filter(({ who }) => who !== 'lead');
    expect(happens(running(0), toLead, { policy: { ...policy, steps } }).page).toMatchObject({ step: 2 });
  });
});
