/** Which of its policy's lists a page walks: the ordinary steps, or those of the day. */
import type { Policy, PolicyStep } from '../domain/directory.ts';
import type { Page } from '../domain/records.ts';
import type { PageEffect, PageFacts } from './advance.ts';

/** The list a page walks. */
export function stepsOf(page: Page, policy: Policy): readonly PolicyStep[] {
  return (page.daytime ? policy.daytime : undefined) ?? policy.steps;
}

/**
 * A page keeps the list it begins with, since its step counts in that list. But a daytime page that is still open when
 * somebody has to be on call again begins anew with the ordinary steps: the daytime ones may never come to that person.
 */
export function chooseSteps(page: Page, facts: PageFacts, effects: PageEffect[]): Page {
  const daytime = facts.policy.daytime !== undefined && !facts.required;
  if (page.state === 'waiting') return { ...page, daytime, step: daytime === page.daytime ? page.step : 0 };
  if (!page.daytime || daytime) return page;
  const text = facts.required
    ? 'Somebody has to be on call from now on: the page begins again with the steps for that.'
    : 'The policy has no daytime steps any more: the page begins again with the ordinary ones.';
  effects.push({ kind: 'note', text });
  return { ...page, daytime, step: 0, lastStepSince: null };
}

/** A daytime page does not sleep over the moment from which somebody has to be on call. */
export function notBeyondDay(page: Page, { now, requiredFrom }: PageFacts): Page {
  if (!page.daytime || page.dueAt === null || requiredFrom === null || requiredFrom <= now) return page;
  return { ...page, dueAt: Math.min(page.dueAt, requiredFrom) };
}

/** The first step that tries a lead. */
export function leadStep(steps: readonly PolicyStep[]): number {
  const found = steps.findIndex(({ who }) => who === 'lead' || who === 'leads');
  return Math.max(found, 0);
}
