import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policySchema } from '../src/domain/directory.ts';
import { limits } from '../src/domain/limits.ts';
import type { Page } from '../src/domain/records.ts';
import { advance, isOver, type PageEvent, type PageFacts } from '../src/paging/advance.ts';
import { at, facts, page, policy, running, t0 } from './pagingRules.ts';

const due: PageEvent = { kind: 'due' };
const passed = (person: string): PageEvent => ({ kind: 'passed', person });

describe('whatever happens, in whatever order', () => {
  const people = ['kim', 'alex', 'pat', 'robin', 'sam'];
  const some = fc.subarray(people);
  const step = fc.record({
    who: fc.constantFrom('on-call', 'lead', 'leads'),
    text: fc.boolean(),
    ringSeconds: fc.integer({ min: 0, max: 120 }),
    thenAfterSeconds: fc.integer({ min: 10, max: limits.pageSilenceSeconds }),
  });
  const anyPolicy = fc
    .record({
      steps: fc.array(step, { maxLength: 5 }),
      everySeconds: fc.integer({ min: 60, max: limits.pageSilenceSeconds }),
      forSeconds: fc.integer({ min: 60, max: 86_400 }),
      thenEverySeconds: fc.integer({ min: 60, max: limits.pageSilenceSeconds }),
    })
    .map(({ steps, ...repeat }) => policySchema.parse({ steps: [...steps, { who: 'leads', text: true }], repeat }));
  const world = fc.record({
    policy: fc.oneof(fc.constant(policy), anyPolicy),
    onCall: some,
    lead: fc.constantFrom(...people),
    leads: some,
    desk: fc.constantFrom(null, 'desk'),
    beingRung: some,
    beingTexted: some,
    textRefused: some,
    newTo: some,
    ringThrottled: some,
    ringRefused: some,
    stepAttempts: fc.array(
      fc.record({ person: fc.constantFrom(...people), fate: fc.constantFrom('alive', 'tried', 'refused') }),
    ),
  });
  const event: fc.Arbitrary<PageEvent> = fc.oneof(
    { weight: 4, arbitrary: fc.constant(due) },
    fc.constant<PageEvent>({ kind: 'broughtForward' }),
    fc.constant<PageEvent>({ kind: 'attemptOver' }),
    fc.constantFrom(...people).map(passed),
    fc.constant<PageEvent>({ kind: 'caseJoined', deadManSeconds: limits.deadManSeconds }),
    fc.record({
      kind: fc.constant('casesTaken'),
      by: fc.constantFrom(...people),
      taken: fc.constant<readonly string[]>(['CS0000001']),
      left: fc.integer({ min: 1, max: 3 }),
    }),
  );
  const moment = fc.record({ event, world, waitSeconds: fc.integer({ min: 0, max: 4000 }) });
  /** Each moment on the page the last one left; `see` looks at every change. */
  const live = (
    moments: { event: PageEvent; world: Omit<PageFacts, 'now' | 'gap'>; waitSeconds: number }[],
    see: (before: Page, next: Page, now: number) => void,
  ) => {
    let one = page();
    let now = t0;
    for (const { event: happening, world: things, waitSeconds } of moments) {
      now += waitSeconds * 1000;
      const gap = things.onCall.length === 0 ? 'Nobody is on the rota.' : null;
      const next = advance(one, happening, { ...things, gap, now }).page;
      see(one, next, now);
      one = next;
    }
    return one;
  };

  test('a page that nobody accepts or closes is due again, and within 30 minutes once it runs', () => {
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 40 }), (moments) => {
        live(moments, (before, next, now) => {
          expect(isOver(next)).toBe(false);
          expect(next.dueAt).not.toBeNull();
          const dueAt = next.dueAt ?? Number.POSITIVE_INFINITY;
          const dueBefore = before.dueAt ?? Number.POSITIVE_INFINITY;
          // What is not its time never delays it; when it is, the next time is near.
          expect(dueAt).toBeLessThanOrEqual(Math.max(dueBefore, now + limits.pageSilenceSeconds * 1000));
          if (dueBefore > now) expect(dueAt).toBeLessThanOrEqual(dueBefore);
          if (next.state === 'running') expect(dueAt - now).toBeLessThanOrEqual(limits.pageSilenceSeconds * 1000);
        });
      }),
    );
  });

  test('a page that is taken at its time each time tries somebody at least every 30 minutes, though everybody passes', () => {
    const worldWithPhones = world.map((things) => ({
      ...things,
      leads: ['pat', 'robin'],
      textRefused: [],
      newTo: [],
      ringThrottled: [],
      beingRung: [],
      beingTexted: [],
    }));
    fc.assert(
      fc.property(fc.array(worldWithPhones, { minLength: 1, maxLength: 40 }), (worlds) => {
        let one = page({ dueAt: t0, passedBy: people });
        for (const things of worlds) {
          const now = one.dueAt ?? Number.NaN;
          const { page: next, effects } = advance(one, due, { ...things, gap: null, now });
          expect(effects.some(({ kind }) => kind === 'text' || kind === 'ring')).toBe(true);
          expect((next.dueAt ?? Number.NaN) - now).toBeLessThanOrEqual(limits.pageSilenceSeconds * 1000);
          one = next;
        }
      }),
    );
  });

  test('nobody who is not on call, a lead or the desk is tried, and nobody by a way they refused', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 6 }), ({ event: happening, world: things }, index) => {
        const { effects } = advance(running(index), happening, { ...things, gap: null, now: at(120) });
        const known = [...things.onCall, things.lead, ...things.leads, 'desk'];
        // When nobody else is left all are tried in spite of it, with an alarm.
        if (effects.some(({ kind }) => kind === 'alarm')) return;
        for (const effect of effects) {
          if (effect.kind === 'text') expect(known).toContain(effect.person);
          if (effect.kind !== 'ring') continue;
          expect(known).toContain(effect.person);
          expect([...things.ringRefused, ...things.beingRung]).not.toContain(effect.person);
        }
      }),
    );
  });

  test('a page that is over never changes and does nothing', () => {
    const ended = fc.constantFrom<Page['state']>('accepted', 'closed', 'withdrawn');
    const ending: fc.Arbitrary<PageEvent> = fc.constantFrom<PageEvent>(
      { kind: 'closed' },
      { kind: 'casesTaken', by: 'kim', taken: ['CS0000001'], left: 0 },
    );
    fc.assert(
      fc.property(ended, fc.oneof(event, ending), world, (state, happening, things) => {
        const one = running(2, { state, dueAt: null, endedAt: t0 });
        expect(advance(one, happening, { ...things, gap: null, now: at(500) })).toEqual({ page: one, effects: [] });
      }),
    );
  });

  test('only a case taken or a human who closes it ends a page, and either always does', () => {
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 20 }), fc.boolean(), (moments, closes) => {
        const one = live(moments, () => {});
        const ending: PageEvent = closes
          ? { kind: 'closed' }
          : { kind: 'casesTaken', by: 'kim', taken: ['CS0000001'], left: 0 };
        const { page: next, effects } = advance(one, ending, facts());
        expect(next).toMatchObject({
          state: closes ? 'closed' : 'accepted',
          dueAt: null,
          acceptedBy: closes ? null : 'kim',
        });
        expect(effects.map(({ kind }) => kind)).toEqual(['cancelAttempts', 'tellOthers']);
      }),
    );
  });
});
