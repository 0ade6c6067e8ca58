/** Pages, facts and policies as the tests of the page machine begin with them. */
import { type Policy, policySchema } from '../src/domain/directory.ts';
import type { Page } from '../src/domain/records.ts';
import { advance, type PageEvent, type PageFacts } from '../src/paging/advance.ts';

export const t0 = Date.UTC(2026, 10, 21, 8, 0, 0);
export const at = (seconds: number) => t0 + seconds * 1000;

/** On call by text and ring, again by ring, the team's lead, and all leads. */
export const policy: Policy = policySchema.parse({
  steps: [
    { who: 'on-call', text: true, ringSeconds: 25, thenAfterSeconds: 90 },
    { who: 'on-call', ringSeconds: 25, thenAfterSeconds: 90 },
    { who: 'lead', text: true, ringSeconds: 30, thenAfterSeconds: 120 },
    { who: 'leads', text: true, ringSeconds: 25 },
  ],
});

/** A page that has been committed at t0 and waits for its dead man's time. */
export function page(over: Partial<Page> = {}): Page {
  return {
    id: 'page_1',
    team: 'aims',
    state: 'waiting',
    directoryHash: 'hash',
    daytime: false,
    step: 0,
    round: 0,
    dueAt: at(120),
    heldUntil: null,
    lastStepSince: null,
    passedBy: [],
    acceptedBy: null,
    createdAt: t0,
    startedAt: null,
    endedAt: null,
    ...over,
  };
}

/** A page whose step `step` comes next, at 120 s. */
export const running = (step: number, over: Partial<Page> = {}) =>
  page({ state: 'running', step, startedAt: t0, ...over });

/** The world 120 s later: kim is on call, pat leads, the desk is closed, nobody has refused anything. */
export function facts(over: Partial<PageFacts> = {}): PageFacts {
  return {
    now: at(120),
    policy,
    onCall: ['kim'],
    newTo: [],
    gap: null,
    required: true,
    requiredFrom: null,
    lead: 'pat',
    leads: ['pat', 'robin'],
    desk: null,
    beingRung: [],
    beingTexted: [],
    textRefused: [],
    ringRefused: [],
    ringThrottled: [],
    rungTwice: [],
    major: false,
    stepAttempts: [],
    ...over,
  };
}

/** What an event does, its effects in short words. */
export function happens(start: Page, event: PageEvent, over: Partial<PageFacts> = {}): { page: Page; acts: string[] } {
  const { page: next, effects } = advance(start, event, facts(over));
  const acts = effects.map((effect) => {
    if (effect.kind === 'text') return `text ${effect.person}`;
    if (effect.kind === 'ring') return `ring ${effect.person} ${effect.ringSeconds} s`;
    if (effect.kind === 'leftOut') return `leave out ${effect.way} ${effect.person}`;
    if (effect.kind === 'tellOthers') return `tell all but ${effect.by ?? 'nobody'}`;
    if (effect.kind === 'alarm') return `alarm: ${effect.text}`;
    return effect.kind === 'note' ? `note: ${effect.text}` : 'cancel';
  });
  return { page: next, acts };
}
