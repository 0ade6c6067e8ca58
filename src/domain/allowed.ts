/** What may be done in which state, shared by the server and every client: an act is refused with its reason, never hidden. */
import type { CaseState, PageState, Version } from './records.ts';

export const caseActs = {
  take: ['open'],
  close: ['open', 'accepted'],
  // Of whoever has it.
  call: ['accepted'],
  pass: ['accepted'],
  lead: ['accepted'],
  done: ['accepted'],
} as const satisfies Record<string, readonly CaseState[]>;

export const pageActs = {
  accept: ['waiting', 'running'],
  pass: ['waiting', 'running'],
  close: ['waiting', 'running'],
} as const satisfies Record<string, readonly PageState[]>;

export const versionActs = {
  approve: ['quarantined'],
  reject: ['quarantined', 'unreadable'],
} as const satisfies Record<string, readonly Version['state'][]>;

export type VersionAct = keyof typeof versionActs;

const versionStates = {
  inForce: 'came into force already',
  quarantined: 'is held back',
  unreadable: 'cannot be read; correct its file',
  rejected: 'was rejected already',
  superseded: 'is over, because its file has changed since',
} as const satisfies Record<Version['state'], string>;

/** null when the act is allowed, else the reason as a sentence. */
export function whyNotVersion(act: VersionAct, state: Version['state']): string | null {
  const allowed: readonly Version['state'][] = versionActs[act];
  return allowed.includes(state) ? null : `This version ${versionStates[state]}; there is nothing to ${act}.`;
}

/** Every act on a version: null when it is allowed, else why not. */
export function allOfVersion(state: Version['state']): Record<VersionAct, string | null> {
  return { approve: whyNotVersion('approve', state), reject: whyNotVersion('reject', state) };
}

export type CaseAct = keyof typeof caseActs;

/** null when the act is allowed, else the reason as a sentence. */
export function whyNotCase(act: CaseAct, state: CaseState): string | null {
  const allowed: readonly CaseState[] = caseActs[act];
  return allowed.includes(state)
    ? null
    : `The case is ${state}; "${act}" needs a case that is ${allowed.join(' or ')}.`;
}

/** Why a technician does not close a case that is not theirs: callers were promised that somebody is looked for. */
export const whyNotClosed = 'Only a lead closes a case that nobody, or somebody else, has.';

/** Every act on a case: null when it is allowed, else why not. */
export function allOfCase(state: CaseState): Record<CaseAct, string | null> {
  const of = (act: CaseAct) => whyNotCase(act, state);
  return {
    take: of('take'),
    close: of('close'),
    call: of('call'),
    pass: of('pass'),
    lead: of('lead'),
    done: of('done'),
  };
}

/** null when the act is allowed, else the reason as a sentence. */
export function whyNotPage(act: keyof typeof pageActs, state: PageState): string | null {
  const allowed: readonly PageState[] = pageActs[act];
  return allowed.includes(state)
    ? null
    : `The page is ${state}; "${act}" needs a page that is ${allowed.join(' or ')}.`;
}
