/** What a page would do if nobody accepted: the page machine itself, run through its time. Pure. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Page } from '../domain/records.ts';
import { advance, type PageEffect, type PageFacts } from './advance.ts';
import { isRungTwice, mayRing } from './throttle.ts';

/** Of the facts of a page those that do not come from what it has tried, nor from its cases. */
export type StandingFacts = Omit<
  PageFacts,
  'newTo' | 'major' | 'beingRung' | 'beingTexted' | 'ringThrottled' | 'rungTwice' | 'stepAttempts'
>;

export interface Foreseen {
  at: Instant;
  effect: Extract<PageEffect, { kind: 'text' | 'ring' | 'note' | 'leftOut' }>;
}

/**
 * Begins a page at an instant and lets every step have its turn, until its last step has run once. Every phone rings for
 * its whole time and nobody answers.
 * @param major a major incident is among its cases
 * @returns what it does, in order
 */
export function foresee(page: Page, at: Instant, factsAt: (at: Instant) => StandingFacts, major = false): Foreseen[] {
  const done: Foreseen[] = [];
  let current: Page = { ...page, dueAt: at };
  for (let i = 0; i < limits.foreseenMoves && current.dueAt !== null && current.lastStepSince === null; i++) {
    const now = current.dueAt;
    const facts = factsAt(now);
    const { page: moved, effects } = advance(
      current,
      { kind: 'due' },
      { ...facts, ...triedBy(done, now, facts.onCall), major },
    );
    for (const effect of effects)
      if (effect.kind === 'text' || effect.kind === 'ring' || effect.kind === 'note' || effect.kind === 'leftOut')
        done.push({ at: now, effect });
    current = moved;
  }
  return done;
}

/** What the page knows of its own attempts. */
function triedBy(done: readonly Foreseen[], now: Instant, onCall: readonly string[]) {
  const rings = done.flatMap(({ at, effect }) => (effect.kind === 'ring' ? [{ at, ...effect }] : []));
  const told = new Set(
    done.flatMap(({ effect }) => ('person' in effect && effect.kind !== 'leftOut' ? effect.person : [])),
  );
  const rung = new Set(rings.map(({ person }) => person));
  const timesOf = (person: string) => rings.filter((one) => one.person === person).map((one) => one.at);
  return {
    newTo: onCall.filter((person) => !told.has(person)),
    beingRung: rings.filter(({ at, ringSeconds }) => at + ringSeconds * 1000 > now).map(({ person }) => person),
    beingTexted: [],
    ringThrottled: [...rung].filter((person) => !mayRing(timesOf(person), now, false)),
    rungTwice: [...rung].filter((person) => isRungTwice(timesOf(person).map(asRing), [], now)),
    stepAttempts: [],
  };
}

function asRing(at: Instant) {
  return { at, of: String(at), cases: [] };
}
