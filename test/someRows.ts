/** Rows for tests that need some: valid, and changed where the test says so. */
import type { CarrierEvent, Case, Leg, OutboxRow, Page, Recording, Version } from '../src/domain/records.ts';

/** Saturday 21 November 2026, noon in Chicago. */
export const noon = Date.UTC(2026, 10, 21, 18);

export function aLeg(id: string, more: Partial<Leg> = {}): Leg {
  return {
    id,
    kind: 'caller',
    flow: 'hotline',
    flowHash: 'hash',
    state: {
      version: 1,
      step: 'welcome',
      tries: 0,
      unclear: 0,
      waitingSince: null,
      keyed: '',
      pressed: false,
      over: false,
    },
    turn: 0,
    callSid: null,
    account: null,
    number: '+16085550142',
    caseNumber: null,
    department: null,
    team: null,
    person: null,
    outboxId: null,
    pageId: null,
    joinedLeg: null,
    joiningSince: null,
    joinsFailed: 0,
    will: 'undecided',
    bridged: false,
    fromDesk: false,
    deskRing: null,
    handedTo: null,
    toldOf: null,
    inHand: null,
    startedAt: noon,
    lastTurnAt: noon,
    endedAt: null,
    outcome: null,
    ...more,
  };
}

export function aCase(number: string, more: Partial<Case> = {}): Case {
  return {
    number,
    legId: 'leg_1',
    urgency: 'critical',
    priority: 'P2',
    state: 'open',
    queue: 'EAST',
    team: 'aims',
    department: null,
    callBackNumber: '+16085550142',
    choice: null,
    choiceBy: null,
    expectation: null,
    takenBy: null,
    takenAt: null,
    openedAt: noon,
    closedAt: null,
    closedBy: null,
    ...more,
  };
}

export function aPage(id: string, more: Partial<Page> = {}): Page {
  return {
    id,
    team: 'aims',
    state: 'waiting',
    directoryHash: 'hash',
    daytime: false,
    step: 0,
    round: 0,
    dueAt: noon,
    heldUntil: null,
    lastStepSince: null,
    passedBy: [],
    acceptedBy: null,
    createdAt: noon,
    startedAt: null,
    endedAt: null,
    ...more,
  };
}

export function anOutboxRow(id: string, more: Partial<OutboxRow> = {}): OutboxRow {
  return {
    id,
    kind: 'text',
    purpose: 'page',
    state: 'waiting',
    dueAt: noon,
    deadlineAt: null,
    tries: 0,
    wantedAt: noon,
    claimedAt: null,
    account: null,
    fromNumber: null,
    refusedFrom: [],
    checkAt: null,
    looks: 0,
    pageId: null,
    step: null,
    round: null,
    legId: null,
    person: 'kim',
    toNumber: '+16085550111',
    body: 'A case waits.',
    ringSeconds: null,
    code: null,
    versionId: null,
    cases: [],
    sid: null,
    outcome: null,
    errorCode: null,
    error: null,
    createdAt: noon,
    sentAt: null,
    settledAt: null,
    ...more,
  };
}

export function aCarrierEvent(id: string, more: Partial<CarrierEvent> = {}): CarrierEvent {
  return {
    id,
    key: `key of ${id}`,
    kind: 'call',
    path: '/outbox/out_1/status',
    fields: { CallStatus: 'completed' },
    receivedAt: noon,
    appliedAt: null,
    ...more,
  };
}

export function aRecording(sid: string, more: Partial<Recording> = {}): Recording {
  return {
    sid,
    account: null,
    legId: 'leg_1',
    caseNumber: 'CS0000001',
    seconds: 12,
    state: 'wanted',
    dueAt: noon,
    tries: 0,
    contentType: null,
    transcript: null,
    error: null,
    createdAt: noon,
    ...more,
  };
}

export function aVersion(id: string, hash: string, more: Partial<Version> = {}): Version {
  return {
    id,
    kind: 'flow',
    name: 'hotline',
    hash,
    text: `the text of ${hash}`,
    state: 'inForce',
    why: null,
    changes: [],
    seenAt: noon,
    decidedAt: null,
    inForceAt: noon,
    acceptedBy: 'start',
    judgedBy: '',
    together: [],
    ...more,
  };
}
