/** What may be done in which state, shared by the server and every client: an act is refused with its reason, never hidden. */
import type { CaseState, PageState } from './records.ts';

export const caseActs = {
  take: ['open'],
  close: ['open', 'accepted'],
} as const satisfies Record<string, readonly CaseState[]>;

export const pageActs = {
  accept: ['waiting', 'running'],
  pass: ['waiting', 'running'],
  close: ['waiting', 'running'],
} as const satisfies Record<string, readonly PageState[]>;

/** null when the act is allowed, else the reason as a sentence. */
export function whyNotCase(act: keyof typeof caseActs, state: CaseState): string | null {
  const allowed: readonly CaseState[] = caseActs[act];
  return allowed.includes(state)
    ? null
    : `The case is ${state}; "${act}" needs a case that is ${allowed.join(' or ')}.`;
}

/** null when the act is allowed, else the reason as a sentence. */
export function whyNotPage(act: keyof typeof pageActs, state: PageState): string | null {
  const allowed: readonly PageState[] = pageActs[act];
  return allowed.includes(state)
    ? null
    : `The page is ${state}; "${act}" needs a page that is ${allowed.join(' or ')}.`;
}
