/** Whom a step of a page texts and rings. Pure. */
import type { PolicyStep } from '../domain/directory.ts';
import type { PageEffect, PageFacts } from './advance.ts';

/** Every number of the last step has refused us once. A page must not fall silent for that: all are tried again, and it is told. */
export function tryInSpiteOfRefusals(
  step: PolicyStep,
  people: string[],
  facts: PageFacts,
  effects: PageEffect[],
): void {
  const text = 'Everybody left to try has refused our texts and calls; they are tried all the same.';
  effects.push({ kind: 'note', text }, { kind: 'alarm', text: 'every number of the last step has refused us' });
  attemptsFor(step, people, { ...facts, textRefused: [], ringRefused: [] }, effects, true);
}

/**
 * A ring that a throttle forbids is left out and counts as tried: nobody waits for it. Whoever has just been rung twice for
 * the same is not asked a third time by a step that others follow. In the last step somebody who cannot be texted is rung
 * all the same, since a page must not fall silent.
 * @returns true when at least one attempt is made or one is alive already
 */
export function attemptsFor(
  step: PolicyStep,
  people: string[],
  facts: PageFacts,
  effects: PageEffect[],
  isLast: boolean,
): boolean {
  let tried = false;
  const isAsked = (kind: 'text' | 'ring', person: string) =>
    effects.some((effect) => effect.kind === kind && effect.person === person);
  for (const person of people) {
    if (!isLast && step.ringSeconds > 0 && facts.rungTwice.includes(person)) continue;
    if (step.text && facts.textRefused.includes(person)) leaveOut(person, 'text', effects);
    if (step.ringSeconds > 0 && facts.ringRefused.includes(person)) leaveOut(person, 'ring', effects);
    const takesText = step.text && person !== facts.desk && !facts.textRefused.includes(person);
    if (takesText) {
      if (!facts.beingTexted.includes(person) && !isAsked('text', person)) effects.push({ kind: 'text', person });
      tried = true;
    }
    if (step.ringSeconds === 0 || facts.ringRefused.includes(person)) continue;
    const mayNotRing = facts.ringThrottled.includes(person) || facts.rungTwice.includes(person);
    if (mayNotRing && (takesText || !isLast)) {
      tried = true;
      continue;
    }
    tried = true;
    if (facts.beingRung.includes(person) || isAsked('ring', person)) continue;
    effects.push({ kind: 'ring', person, ringSeconds: step.ringSeconds });
  }
  return tried;
}

function leaveOut(person: string, way: 'text' | 'ring', effects: PageEffect[]): void {
  const isKnown = effects.some((one) => one.kind === 'leftOut' && one.person === person && one.way === way);
  if (!isKnown) effects.push({ kind: 'leftOut', person, way });
}
