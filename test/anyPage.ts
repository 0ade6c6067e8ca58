/** Whatever may come to a page, and whatever world it may find. */
import fc from 'fast-check';
import { policySchema } from '../src/domain/directory.ts';
import { limits } from '../src/domain/limits.ts';
import type { PageEvent } from '../src/paging/advance.ts';
import { at, policy, t0 } from './pagingRules.ts';

export const due: PageEvent = { kind: 'due' };
const passed = (person: string): PageEvent => ({ kind: 'passed', person });

export const people = ['kim', 'alex', 'pat', 'robin', 'sam'];
const some = fc.subarray(people);
const step = fc.record({
  who: fc.constantFrom('on-call', 'lead', 'leads'),
  text: fc.boolean(),
  ringSeconds: fc.integer({ min: 0, max: 120 }),
  thenAfterSeconds: fc.integer({ min: 10, max: limits.pageSilenceSeconds }),
});
const anyStep = fc.oneof({ weight: 5, arbitrary: step }, fc.constant({ who: 'desk', thenAfterSeconds: 60 }));
const anyPolicy = fc
  .record({
    steps: fc.array(anyStep, { maxLength: 5 }),
    daytime: fc.option(fc.array(anyStep, { maxLength: 5 }), { nil: undefined }),
    everySeconds: fc.integer({ min: 60, max: limits.pageSilenceSeconds }),
    forSeconds: fc.integer({ min: 60, max: 86_400 }),
    thenEverySeconds: fc.integer({ min: 60, max: limits.pageSilenceSeconds }),
  })
  .map(({ steps, daytime, ...repeat }) => {
    const last = { who: 'leads', text: true };
    return policySchema.parse({ steps: [...steps, last], daytime: daytime && [...daytime, last], repeat });
  });
export const world = fc
  .record({
    policy: fc.oneof(fc.constant(policy), anyPolicy),
    onCall: some,
    required: fc.boolean(),
    requiredFrom: fc.option(fc.integer({ min: t0, max: at(6 * 3600) })),
    lead: fc.constantFrom(...people),
    leads: some,
    desk: fc.constantFrom(null, 'desk'),
    beingRung: some,
    beingTexted: some,
    textRefused: some,
    ringThrottled: some,
    rungTwice: some,
    major: fc.boolean(),
    ringRefused: some,
    stepAttempts: fc.array(
      fc.record({ person: fc.constantFrom(...people), fate: fc.constantFrom('alive', 'tried', 'refused') }),
    ),
  })
  // Only people on call can be new to a case, and each of them may be.
  .chain((things) => fc.subarray(things.onCall).map((newTo) => ({ ...things, newTo })));
export const event: fc.Arbitrary<PageEvent> = fc.oneof(
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
