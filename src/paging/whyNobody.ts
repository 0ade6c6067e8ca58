import type { PolicyStep } from '../domain/directory.ts';
import type { PageFacts } from './advance.ts';

/** Why a step had nobody to try, as a sentence of the timeline. */
export function whyNobody(step: PolicyStep, people: readonly string[], facts: PageFacts): string {
  if (step.who === 'on-call' && facts.gap)
    return facts.required
      ? `Nobody was on call: ${facts.gap}`
      : 'The desk is open: nobody has to be on call; the next step followed at once.';
  if (step.who === 'desk' && facts.desk === null) return 'The desk is not open; the next step followed at once.';
  if (people.some((person) => facts.rungTwice.includes(person)))
    return `Whoever is left of "${step.who}" has just been rung twice; the next step followed at once.`;
  return `Nobody of "${step.who}" could be tried; the next step followed at once.`;
}
