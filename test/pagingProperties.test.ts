import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyStep } from '../src/domain/directory.ts';
import { limits } from '../src/domain/limits.ts';
import type { Page } from '../src/domain/records.ts';
import { advance, isOver, type PageEffect, type PageEvent, type PageFacts } from '../src/paging/advance.ts';
import { frozen } from './anyLeg.ts';
import { due, event, people, world } from './anyPage.ts';
import { at, facts, page, running, t0 } from './pagingRules.ts';

describe('whatever happens, in whatever order', () => {
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
      major: false,
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

describe('from its first event to long after its end', () => {
  const left = fc.integer({ min: 0, max: 1 });
  const anything: fc.Arbitrary<PageEvent> = fc.oneof(
    { weight: 12, arbitrary: event },
    fc.integer({ min: 0, max: 240 }).map((deadManSeconds): PageEvent => ({ kind: 'caseJoined', deadManSeconds })),
    fc.constant<PageEvent>({ kind: 'closed' }),
    left.map((some): PageEvent => ({ kind: 'caseWithdrawn', left: some })),
    fc.tuple(fc.constantFrom(...people), left).map(([by, some]): PageEvent => {
      return { kind: 'casesTaken', by, taken: ['CS0000001'], left: some };
    }),
  );
  const step = fc.record({
    event: anything,
    world,
    // Late, on its second, twice at once, or an hour later.
    wait: fc.oneof(fc.constantFrom('until due', 'not at all', 'an hour'), fc.integer({ min: 0, max: 600 })),
    // A lead may stand twice among the leads.
    twice: fc.boolean(),
  });
  /** Both nights on which the clocks of Chicago change, some minutes before, and an ordinary one. */
  const nights = fc.constantFrom(t0, Date.UTC(2026, 10, 1, 6, 50), Date.UTC(2027, 2, 14, 7, 50));

  interface Moment {
    before: Page;
    event: PageEvent;
    facts: PageFacts;
    next: Page;
    effects: PageEffect[];
  }

  const onAnyPage = (see: (moments: readonly Moment[]) => void) =>
    fc.assert(
      fc.property(nights, fc.array(step, { maxLength: 30, size: 'max' }), (start, steps) => {
        let before = page({ createdAt: start, dueAt: start + limits.deadManSeconds * 1000 });
        let now = start;
        const moments = steps.map(({ event: happening, world: things, wait, twice }): Moment => {
          if (wait === 'an hour') now += 3_600_000;
          else if (wait === 'until due') now = Math.max(now, before.dueAt ?? now);
          else if (wait !== 'not at all') now += wait * 1000;
          const gap = things.onCall.length === 0 ? 'Nobody is on the rota.' : null;
          const leads = twice ? [...things.leads, ...things.leads] : things.leads;
          const known = frozen({ ...things, leads, gap, now });
          const moment = { before: frozen(before), event: frozen(happening), facts: known };
          const { page: next, effects } = advance(before, happening, known);
          before = next;
          return { ...moment, next, effects };
        });
        see(moments);
      }),
      { numRuns: 300 },
    );

  const isDue = ({ before, event: happening, facts: { now } }: Moment) =>
    happening.kind === 'due' && before.dueAt !== null && before.dueAt <= now;
  const tried = ({ effects }: Moment) =>
    effects.flatMap((one) => (one.kind === 'text' || one.kind === 'ring' ? [one.person] : []));

  /** Whom a step may try, by its words alone. */
  const named = ({ before, facts: known }: Moment, { who }: PolicyStep) => {
    const desk = known.desk === null ? [] : [known.desk];
    const all = { 'on-call': known.onCall, lead: [known.lead], leads: known.leads, desk }[who];
    return all.filter((person) => !before.passedBy.includes(person));
  };
  const canBeReached = ({ facts: known }: Moment, { text, ringSeconds }: PolicyStep, person: string) =>
    !(ringSeconds > 0 && known.rungTwice.includes(person)) &&
    ((text && !known.textRefused.includes(person)) || (ringSeconds > 0 && !known.ringRefused.includes(person)));

  test('it ends by its first ending alone, is due within 30 minutes until then, and does nothing afterwards', () => {
    onAnyPage((moments) => {
      let ended: Partial<Page> | null = null;
      for (const { before, event: happening, facts: known, next, effects } of moments) {
        if (ended !== null) {
          expect(next).toBe(before);
          expect(effects).toEqual([]);
          continue;
        }
        const endedAt = known.now;
        if (happening.kind === 'closed') ended = { state: 'closed', acceptedBy: null, endedAt, dueAt: null };
        if (happening.kind === 'caseWithdrawn' && happening.left === 0)
          ended = { state: 'withdrawn', acceptedBy: null, endedAt, dueAt: null };
        if (happening.kind === 'casesTaken' && happening.left === 0)
          ended = { state: 'accepted', acceptedBy: happening.by, endedAt, dueAt: null };
        expect(isOver(next)).toBe(ended !== null);
        if (ended !== null) expect(next).toMatchObject(ended);
        else {
          expect(next).toMatchObject({ acceptedBy: null, endedAt: null });
          expect(next.dueAt).not.toBeNull();
          expect((next.dueAt ?? Number.NaN) - known.now).toBeLessThanOrEqual(limits.pageSilenceSeconds * 1000);
        }
        expect(effects.some(({ kind }) => kind === 'cancelAttempts')).toBe(
          next.state === 'accepted' || next.state === 'closed',
        );
      }
    });
  });

  test('a step with nobody to try moves on at once, and the last one reaches somebody or raises an alarm', () => {
    onAnyPage((moments) => {
      for (const moment of moments.filter(isDue)) {
        const { before, facts: known, next, effects } = moment;
        const steps = (next.daytime && known.policy.daytime) || known.policy.steps;
        const alarms = effects.filter(({ kind }) => kind === 'alarm').length;
        const begins = next.daytime !== before.daytime;
        const first = begins ? 0 : Math.min(before.step, steps.length - 1);
        // Every step that is passed over is noted, and so are an alarm and a page that begins again.
        const beginsAgain = begins && before.state === 'running' ? 1 : 0;
        const at = first + effects.filter(({ kind }) => kind === 'note').length - alarms - beginsAgain;
        for (const skipped of steps.slice(first, at))
          expect(named(moment, skipped).filter((person) => canBeReached(moment, skipped, person))).toEqual([]);
        const here = steps[at];
        if (here === undefined) throw new Error('it has run past the last step');
        const isLast = at === steps.length - 1;
        // A ring that has to wait counts as tried, but a last step is never left to that.
        const spared = isLast ? [] : known.ringThrottled;
        const reached = [...known.beingRung, ...known.beingTexted, ...spared, ...tried(moment)];
        expect(next.round).toBe(isLast ? before.round + 1 : before.round);
        const asked = isLast ? [...known.leads, known.desk ?? ''] : named(moment, here);
        if (!isLast || alarms === 0) expect(asked.some((person) => reached.includes(person))).toBe(true);
        // It stands still only while our own ring still holds every phone.
        if (!isLast && next.step === at) expect(known.beingRung).toEqual(expect.arrayContaining(named(moment, here)));
      }
    });
  });

  test('a page begins by what is required then, keeps its list, and comes to the ordinary steps once they are required', () => {
    onAnyPage((moments) => {
      for (const moment of moments) {
        const { before, facts: known, next } = moment;
        if (!isDue(moment)) expect(next.daytime).toBe(before.daytime);
        else if (before.state === 'waiting' || known.required || known.policy.daytime === undefined)
          expect(next.daytime).toBe(
            before.state === 'running' && !before.daytime
              ? false
              : !known.required && known.policy.daytime !== undefined,
          );
        else expect(next.daytime).toBe(before.daytime);
      }
    });
  });

  test('nobody who passed is tried again before the last step or another case, and nobody twice at once', () => {
    onAnyPage((moments) => {
      let passedBy: string[] = [];
      for (const moment of moments) {
        const { event: happening, effects, facts: known, next } = moment;
        for (const kind of ['text', 'ring']) {
          const people = effects.flatMap((one) => (one.kind === kind && 'person' in one ? [one.person] : []));
          expect(people).toEqual([...new Set(people)]);
        }
        // Only its time tries somebody, and another case that is brought forward.
        if (happening.kind === 'broughtForward') expect(known.onCall).toEqual(expect.arrayContaining(tried(moment)));
        else if (!isDue(moment)) expect(tried(moment)).toEqual([]);
        else if (next.round === moment.before.round)
          expect(tried(moment).filter((person) => passedBy.includes(person))).toEqual([]);
        if (happening.kind === 'passed') passedBy = [...passedBy, happening.person];
        if (happening.kind === 'caseJoined') passedBy = [];
      }
    });
  });

  test('the same event again on the same page gives the same answer, and changes nothing that went in', () => {
    onAnyPage((moments) => {
      for (const { before, event: happening, facts: known, next, effects } of moments)
        expect(advance(before, happening, known)).toEqual({ page: next, effects });
    });
  });
});
