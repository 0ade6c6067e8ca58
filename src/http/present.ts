/** Rows as the API shows them: ISO 8601 instants, no sound, nothing a client need not know. */
import type { z } from 'zod';
import { allOfCase } from '../domain/allowed.ts';
import type {
  callAnswer,
  caseAnswer,
  pageAnswer,
  versionAnswer,
  wholeCallAnswer,
  wholeCaseAnswer,
  wholePageAnswer,
} from '../domain/api.ts';
import type { listedCaseAnswer } from '../domain/caseApi.ts';
import { mayAct, type Role } from '../domain/identity.ts';
import type { Case, Leg, OutboxRow, Page, Recording, Version } from '../domain/records.ts';
import type { WholeCall } from '../store/read/calls.ts';
import type { ListedCase, WholeCase } from '../store/read/cases.ts';
import type { WholePage } from '../store/read/pages.ts';
import { deskBlock } from './deskBlock.ts';
import { iso, isoOrNull } from './iso.ts';

/** @param role of whoever reads it: who only looks sees nobody's number */
export function presentCase(one: Case, role: Role): z.infer<typeof caseAnswer> {
  const { legId: _legId, closedBy: _closedBy, choice: _choice, choiceBy: _choiceBy, ...rest } = one;
  const callBackNumber = mayAct(role, 'technician') ? one.callBackNumber : null;
  const times = { takenAt: isoOrNull(one.takenAt), openedAt: iso(one.openedAt), closedAt: isoOrNull(one.closedAt) };
  return { ...rest, callBackNumber, ...times };
}

/** @param nameOf the name of a directory id */
export function presentListedCase(
  { case: one, promise, recordings }: ListedCase,
  nameOf: (id: string | null) => string,
  role: Role,
): z.infer<typeof listedCaseAnswer> {
  const has = (state: Recording['state']) => recordings.some((recording) => recording.state === state);
  return {
    ...presentCase(one, role),
    takenByName: one.takenBy === null ? null : nameOf(one.takenBy),
    promise: promise && { dueAt: iso(promise.dueAt), state: promise.state },
    recording: (['kept', 'wanted', 'failed', 'gone'] as const).find(has) ?? null,
  };
}

/** @param nameOf the name of a directory id */
export function presentWholeCase(
  whole: WholeCase,
  nameOf: (id: string | null) => string,
): z.infer<typeof wholeCaseAnswer> {
  const one = whole.case;
  const { promise } = whole;
  return {
    case: presentCase(one, 'technician'),
    acts: allOfCase(one.state),
    timeline: whole.events.map((event) => ({ at: iso(event.at), text: event.text })),
    recordings: whole.recordings.map(presentRecording),
    promise: promise
      ? {
          givenAt: iso(promise.givenAt),
          dueAt: iso(promise.dueAt),
          owner: promise.owner,
          state: promise.state,
          how: promise.how,
        }
      : null,
    pages: whole.pages.map(presentPage),
    attempts: whole.attempts.map((row) => ({ ...presentAttempt(row), page: row.pageId ?? '' })),
    calls: whole.calls.map((leg) => presentCall(leg, 'technician')),
    names: Object.fromEntries(peopleOf(whole).map((id) => [id, nameOf(id)])),
    deskBlock: deskBlock({
      number: one.number,
      priority: one.priority,
      opened: iso(one.openedAt),
      department: one.department,
      callBackNumber: one.callBackNumber,
      takenBy: one.takenBy === null ? null : nameOf(one.takenBy),
      expectation: one.expectation,
      transcript: whole.recordings.find((recording) => recording.transcript !== null)?.transcript ?? null,
    }),
  };
}

function peopleOf({ case: { takenBy }, promise, pages, attempts }: WholeCase): string[] {
  const ids = [
    takenBy,
    promise?.owner ?? null,
    ...pages.map((page) => page.acceptedBy),
    ...attempts.map((row) => row.person),
  ];
  return [...new Set(ids)].filter((id) => id !== null);
}

function presentRecording({ sid, seconds, state, transcript, error }: Recording) {
  return { sid, seconds, state, transcript, error };
}

export function presentPage(page: Page): z.infer<typeof pageAnswer> {
  const { id, team, state, step, round, acceptedBy } = page;
  return {
    id,
    team,
    state,
    step,
    round,
    acceptedBy,
    dueAt: isoOrNull(page.dueAt),
    createdAt: iso(page.createdAt),
    startedAt: isoOrNull(page.startedAt),
    endedAt: isoOrNull(page.endedAt),
  };
}

export function presentWholePage(whole: WholePage): z.infer<typeof wholePageAnswer> {
  return {
    page: presentPage(whole.page),
    attempts: whole.attempts.map(presentAttempt),
    cases: whole.cases.map((row) => ({ number: row.caseNumber, state: row.state, joinedAt: iso(row.joinedAt) })),
  };
}

function presentAttempt(row: OutboxRow): z.infer<typeof wholePageAnswer>['attempts'][number] {
  const { id, kind, purpose, state, person, outcome, tries, errorCode, error } = row;
  return {
    id,
    kind,
    purpose,
    state,
    person,
    outcome,
    tries,
    errorCode,
    error,
    createdAt: iso(row.createdAt),
    sentAt: isoOrNull(row.sentAt),
    settledAt: isoOrNull(row.settledAt),
  };
}

/** @param role of whoever reads it: who only looks sees nobody's number */
export function presentCall(leg: Leg, role: Role): z.infer<typeof callAnswer> {
  const { caseNumber, department, team, outcome } = leg;
  return {
    sid: leg.callSid,
    leg: leg.id,
    number: mayAct(role, 'technician') ? leg.number : null,
    caseNumber,
    department,
    team,
    flow: leg.flow,
    step: leg.state.step,
    startedAt: iso(leg.startedAt),
    endedAt: isoOrNull(leg.endedAt),
    outcome,
  };
}

export function presentWholeCall(whole: WholeCall): z.infer<typeof wholeCallAnswer> {
  return {
    call: presentCall(whole.leg, 'technician'),
    turns: whole.turns.map((turn) => ({
      n: turn.n,
      at: iso(turn.at),
      event: turn.event.kind === 'keys' ? `keys ${turn.event.keys}` : turn.event.kind,
      heard: (turn.reply?.say ?? []).flatMap((word) => ('say' in word ? [word.say] : [])).join(' '),
      effects: turn.effects,
    })),
    case: whole.case ? presentCase(whole.case, 'technician') : null,
    recordings: whole.recordings.map(presentRecording),
  };
}

export function presentVersion(version: Version): z.infer<typeof versionAnswer> {
  const { id, kind, name, hash, state, why, changes, acceptedBy } = version;
  return {
    id,
    kind,
    name,
    hash,
    state,
    why,
    changes,
    seenAt: iso(version.seenAt),
    inForceAt: state === 'inForce' ? iso(version.inForceAt) : null,
    decidedAt: isoOrNull(version.decidedAt),
    acceptedBy,
  };
}
