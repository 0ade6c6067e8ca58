/** The rows, as the rooms see them. Instants are UTC milliseconds; ids are ours and safe in a URL. */
import type { Instant, State, Urgency } from './conversation.ts';
import type { Purpose } from './purposes.ts';

/** One connection to one phone that we answer TwiML for. */
export interface Leg {
  id: string;
  kind: 'caller' | 'page';
  flow: string;
  flowHash: string;
  state: State;
  /** The turn we wait for; a request for another one is answered from the log. */
  turn: number;
  /** The carrier's CallSid; null until a phone that we ring answers. */
  callSid: string | null;
  /** The carrier's account it runs over: queues and recordings belong to one account. null until it is known. */
  account: string | null;
  /** The caller's number (null when withheld), or the number we ring. */
  number: string | null;
  /** caller legs: the reserved case number. */
  caseNumber: string | null;
  /** caller legs: the partner's department and team by the directory, or the team chosen by key. */
  department: string | null;
  team: string | null;
  /** page legs: whom we ring, for which attempt and page. */
  person: string | null;
  outboxId: string | null;
  pageId: string | null;
  /** page legs: the caller's leg this one is being, or was last, joined to; and since when it has been joining. */
  joinedLeg: string | null;
  joiningSince: Instant | null;
  joinsFailed: number;
  /** page legs, after accepting: what this person is about to do. */
  will: 'undecided' | 'talkNow' | 'callLater';
  /** caller legs: was the caller ever connected to a person. */
  bridged: boolean;
  /** caller legs: the call came back from the day desk, so that the desk is not rung for it. */
  fromDesk: boolean;
  /** caller legs, while the day desk is being rung for them: the row of that ring, or 'dial' where the carrier dials it. */
  deskRing: string | null;
  /** caller legs: who took them over. */
  handedTo: 'desk' | 'helpDesk' | null;
  /** caller legs: the notice at which they hung up. */
  toldOf: string | null;
  /** caller legs of somebody of the directory: the case of theirs that it goes on about; null until it is one. */
  inHand: string | null;
  startedAt: Instant;
  /** When its last turn was taken; a leg that has been quiet for long is taken for gone even if its end was never reported. */
  lastTurnAt: Instant;
  endedAt: Instant | null;
  /** caller legs: one of `domain/outcome.ts`, once the leg has ended. */
  outcome: string | null;
}

export type CaseState = 'open' | 'accepted' | 'closed';
export type Priority = 'P1' | 'P2' | 'P3' | 'P4';

export interface Case {
  number: string;
  legId: string;
  urgency: Urgency;
  priority: Priority;
  state: CaseState;
  /** Where the desk finds it: the queue, for what can wait. */
  queue: string;
  team: string | null;
  department: string | null;
  callBackNumber: string | null;
  /** Which team it is for, asked of leadership: asked, and what was decided; null when it never was. */
  choice: 'asked' | 'team' | 'both' | 'canWait' | null;
  /** Directory id of whoever decided. */
  choiceBy: string | null;
  /** What the caller was told to expect, in plain words; null until it has been said. */
  expectation: string | null;
  takenBy: string | null;
  takenAt: Instant | null;
  openedAt: Instant;
  closedAt: Instant | null;
  /** caller: the caller said that it is solved, which can be taken back for a while. null: it is not closed, or a person of ours closed it. */
  closedBy: 'caller' | null;
}

/** One line of a case's timeline, in plain words. */
export interface CaseEvent {
  caseNumber: string;
  at: Instant;
  text: string;
}

/** waiting: committed, not begun. running: being tried. The others are over. */
export type PageState = 'waiting' | 'running' | 'accepted' | 'closed' | 'withdrawn';

export interface Page {
  id: string;
  team: string;
  state: PageState;
  /** Hash of the directory version whose policy and people it uses. */
  directoryHash: string;
  /** It walks the policy's daytime steps: it began while nobody had to be on call. */
  daytime: boolean;
  /** The policy's step to try next, and how often the last one has been repeated. */
  step: number;
  round: number;
  /** When it moves on; null when it is over. */
  dueAt: Instant | null;
  /** Leadership is asked whether it is for this team: until then nothing hastens it. null once it has begun. */
  heldUntil: Instant | null;
  /** When its last step first ran. */
  lastStepSince: Instant | null;
  /** Directory ids of those who said no. */
  passedBy: string[];
  acceptedBy: string | null;
  createdAt: Instant;
  startedAt: Instant | null;
  endedAt: Instant | null;
}

export interface PageCase {
  pageId: string;
  caseNumber: string;
  /** waiting: nobody has it. taken: somebody has, on this page or another. withdrawn: not this team's after all. */
  state: 'waiting' | 'taken' | 'withdrawn';
  joinedAt: Instant;
}

/** waiting -> sending -> sent -> done; or refused, unknown (may have happened), dropped (no longer wanted before it was sent). */
export type OutboxState = 'waiting' | 'sending' | 'sent' | 'done' | 'refused' | 'unknown' | 'dropped';

/** An intention: committed before it is an act. */
export interface OutboxRow {
  id: string;
  /** ring: a phone. text: an SMS. cancel: stop a ring that is no longer wanted. */
  kind: 'ring' | 'text' | 'cancel';
  purpose: Purpose;
  state: OutboxState;
  dueAt: Instant;
  /** While `sending`: until when the claim is ours. */
  deadlineAt: Instant | null;
  tries: number;
  /** When whatever caused it asked for it: the key that was pressed, or the page's due time. */
  wantedAt: Instant;
  /** The newest claim; what the carrier made for it was made after that. */
  claimedAt: Instant | null;
  /** Over which account and from which of our numbers it was, or is being, sent. */
  account: string | null;
  fromNumber: string | null;
  /** Numbers of ours that cannot carry it, so that another one is tried. */
  refusedFrom: string[];
  /** When the carrier is asked what became of it; null while there is nothing to ask. */
  checkAt: Instant | null;
  /** How often the carrier was asked in vain since it became unknown. */
  looks: number;
  pageId: string | null;
  /** The page's step and round this attempt belongs to. */
  step: number | null;
  round: number | null;
  /** ring: the leg that is answered when the phone is; cancel: the leg to stop. */
  legId: string | null;
  person: string | null;
  toNumber: string;
  body: string | null;
  ringSeconds: number | null;
  /** text of a page: the two digits that accept it; of an alarm about a version: those that approve it. */
  code: number | null;
  versionId: string | null;
  /** The case numbers named to this person by this attempt. */
  cases: string[];
  /** The carrier's sid of the call or message; for a cancel, of the call to stop. */
  sid: string | null;
  /** What the human experienced: answered, noAnswer, busy, failed, canceled, delivered, undelivered, accepted, passed. */
  outcome: string | null;
  errorCode: number | null;
  error: string | null;
  createdAt: Instant;
  sentAt: Instant | null;
  settledAt: Instant | null;
}

/** News from the carrier, raw. `key` makes a second arrival of the same news recognisable. */
export interface CarrierEvent {
  id: string;
  key: string;
  kind: string;
  /** The path it came in on, such as /outbox/out_1/status. */
  path: string;
  fields: Record<string, string | string[]>;
  receivedAt: Instant;
  appliedAt: Instant | null;
}

export interface PromiseRow {
  caseNumber: string;
  givenAt: Instant;
  dueAt: Instant;
  /** Directory id of whoever has to keep it: the lead until somebody accepts. */
  owner: string;
  state: 'open' | 'kept' | 'broken';
  /** How far its clock has come: given, then the owner was reminded by text, then rung, then the case was looked for anew. */
  stage: 'given' | 'reminded' | 'rung' | 'reopened';
  /** When its clock moves next; null when it is settled. */
  nextAt: Instant | null;
  /** When the owner last said, by key, that they are on it. */
  confirmedAt: Instant | null;
  /** The evidence, in plain words. */
  how: string | null;
  settledAt: Instant | null;
}

/** One opening of the desk, noted when a case becomes critical: what still runs by then is told to the desk. */
export interface DeskOpening {
  opensAt: Instant;
  /** When the desk is rung about it next; null when it has heard, or nothing was left to tell. */
  nextAt: Instant | null;
  rings: number;
  heardAt: Instant | null;
}

/** wanted: at the carrier, not yet ours. kept: ours. failed: given up, with the reason in `error`. gone: it was kept long enough. */
export interface Recording {
  sid: string;
  /** The account that has it; null means the first one. */
  account: string | null;
  legId: string;
  caseNumber: string | null;
  seconds: number | null;
  state: 'wanted' | 'kept' | 'failed' | 'gone';
  dueAt: Instant | null;
  tries: number;
  contentType: string | null;
  transcript: string | null;
  error: string | null;
  createdAt: Instant;
}

/** Something that is gone here and is to be gone at the carrier. */
export interface Removal {
  /** The carrier's. */
  sid: string;
  kind: 'recording' | 'transcription' | 'text';
  /** The account that has it; null means the first one. */
  account: string | null;
  dueAt: Instant;
  tries: number;
  error: string | null;
  notedAt: Instant;
}

/** A gap in a team's required cover that its lead was told of. */
export interface GapTold {
  team: string;
  /** 0 when it began before what the rota was worked out for. */
  fromAt: Instant;
  /** The largest instant when no end of it was seen. */
  toAt: Instant;
  toldAt: Instant;
}

export type VersionKind = 'flow' | 'rota' | 'hours' | 'directory';

/** What is in force, and was: files are only how it gets there. */
export interface Version {
  id: string;
  kind: VersionKind;
  /** The flow's or the file's name. */
  name: string;
  hash: string;
  text: string;
  /**
   * inForce: is, or was until the next one. quarantined: held back until a lead decides. unreadable: held back until the
   * file is corrected. The others never were.
   */
  state: 'inForce' | 'quarantined' | 'unreadable' | 'rejected' | 'superseded';
  /** Why it was held back, as a sentence; null when it was not. */
  why: string | null;
  /** What it changes, in words. */
  changes: string[];
  /** When it was first seen; when it came into force; when a human decided. */
  seenAt: Instant;
  inForceAt: Instant;
  decidedAt: Instant | null;
  acceptedBy: string;
  /** What held it back, without times and lines that move from day to day; '' when nothing did. */
  judgedBy: string;
  /** Ids of held versions that come into force with it, or not at all. */
  together: string[];
}
