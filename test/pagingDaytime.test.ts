import { describe, expect, test } from 'vitest';
import { policySchema } from '../src/domain/directory.ts';
import { at, happens, page, policy, running, t0 } from './pagingRules.ts';

const due = { kind: 'due' } as const;

/** By day the desk is rung, then the people on call, then the leads; otherwise as usual. */
const byDay = policySchema.parse({
  steps: policy.steps,
  daytime: [
    { who: 'desk', ringSeconds: 20, thenAfterSeconds: 60 },
    { who: 'on-call', text: true, ringSeconds: 25, thenAfterSeconds: 90 },
    { who: 'leads', text: true, ringSeconds: 25 },
  ],
});
const open = { policy: byDay, required: false, desk: 'desk', onCall: [], gap: 'The rota has a hole.' };

describe('a page that begins while nobody has to be on call', () => {
  test('goes by the daytime steps', () => {
    const { page: next, acts } = happens(page(), due, open);
    expect(acts).toEqual(['ring desk 20 s']);
    expect(next).toMatchObject({ daytime: true, step: 1, dueAt: at(180), state: 'running' });
  });

  test('says so where nobody is on call, and moves on at once', () => {
    const { page: next, acts } = happens(running(1, { daytime: true }), due, open);
    expect(acts).toEqual([
      'note: The desk is open: nobody has to be on call; the next step followed at once.',
      'text pat',
      'ring pat 25 s',
      'text robin',
      'ring robin 25 s',
      'ring desk 25 s',
    ]);
    expect(next).toMatchObject({ daytime: true, step: 2, round: 1 });
  });

  test('passes over the desk when that is closed', () => {
    const { acts } = happens(page(), due, { ...open, desk: null, onCall: ['kim'], gap: null });
    expect(acts).toEqual(['note: The desk is not open; the next step followed at once.', 'text kim', 'ring kim 25 s']);
  });

  test('goes by the ordinary steps where the policy has no others, with the same words', () => {
    const { page: next, acts } = happens(page(), due, { ...open, policy });
    const open2 = 'note: The desk is open: nobody has to be on call; the next step followed at once.';
    expect(acts).toEqual([open2, open2, 'text pat', 'ring pat 30 s']);
    expect(next).toMatchObject({ daytime: false, step: 3 });
  });

  test('begins again with the ordinary steps when it is still open as the desk closes', () => {
    const last = running(2, { daytime: true, round: 4, lastStepSince: t0 });
    const { page: next, acts } = happens(last, due, { policy: byDay });
    expect(acts).toEqual([
      'note: Somebody has to be on call from now on: the page begins again with the steps for that.',
      'text kim',
      'ring kim 25 s',
    ]);
    expect(next).toMatchObject({ daytime: false, step: 1, round: 4, lastStepSince: null, dueAt: at(210) });
  });

  test('is due when the desk closes, however long its next step would wait', () => {
    const late = { ...open, requiredFrom: at(150), onCall: ['kim'] };
    expect(happens(page(), due, late).page.dueAt).toBe(at(150));
    expect(happens(running(2, { daytime: true }), due, late).page.dueAt).toBe(at(150));
    expect(happens(running(2), due, late).page.dueAt).toBe(at(240));
  });

  test('tells the people on call of a further case once a step of theirs has had its turn, not before', () => {
    const news = { ...open, onCall: ['kim'], newTo: ['kim'], gap: null };
    expect(happens(running(2, { daytime: true }), due, news).acts.slice(0, 2)).toEqual(['text kim', 'ring kim 25 s']);
    const [ring, onCall, leads] = byDay.daytime ?? [];
    const deskFirst = policySchema.parse({ ...byDay, daytime: [ring, policy.steps[2], onCall, leads] });
    expect(happens(running(1, { daytime: true }), due, { ...news, policy: deskFirst }).acts).toEqual([
      'text pat',
      'ring pat 30 s',
    ]);
  });
});

describe('a page that begins while somebody has to be on call', () => {
  test('has the ordinary steps, whatever the policy says of the day', () => {
    const { page: next, acts } = happens(page(), due, { policy: byDay });
    expect(acts).toEqual(['text kim', 'ring kim 25 s']);
    expect(next.daytime).toBe(false);
  });

  test('keeps them as the desk opens', () => {
    const { page: next, acts } = happens(running(2), due, open);
    expect(acts).toEqual(['text pat', 'ring pat 30 s']);
    expect(next).toMatchObject({ daytime: false, step: 3 });
  });

  test('is one that was committed while the desk was open and first runs when it is closed', () => {
    const waiting = page({ daytime: true, step: 1 });
    expect(happens(waiting, due, { policy: byDay })).toMatchObject({
      page: { daytime: false, step: 1 },
      acts: ['text kim', 'ring kim 25 s'],
    });
  });
});
