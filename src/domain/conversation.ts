/** The words of the conversation: what a leg hears, what it may do next, and what must survive a crash. */

/** UTC milliseconds since 1970. */
export type Instant = number;

/** What is said or played now. `play` names a recording of ours. */
export type Words = { say: string } | { pauseSeconds: number } | { play: string };

/** What happened on a leg. 'ended' may overtake the others; a leg that is over still takes a recording. */
export type Event =
  | { kind: 'answered' }
  | { kind: 'keys'; keys: string }
  | { kind: 'speech'; text: string; confidence: number }
  | { kind: 'silence' }
  /** `byKey`: a key ended it, so a person is there. */
  | { kind: 'recorded'; recording: string; seconds: number; hungUp: boolean; byKey?: true }
  | { kind: 'dialled'; outcome: DialOutcome; seconds: number }
  | { kind: 'left'; how: LeftHow }
  | { kind: 'cameBack' }
  | { kind: 'ended' };

/** How a dial or a join ended, as the carrier tells it: never proof that two people spoke (promise 8). */
export type DialOutcome = 'talked' | 'declined' | 'noAnswer' | 'busy' | 'failed';

/** How a caller left the hold queue. */
export type LeftHow = 'bridged' | 'starKey' | 'tooLong' | 'hungUp' | 'error';

/** What the leg does after the words: exactly one way back, or an end. */
export type Then =
  /** `words`: what may be said instead of pressing a key; empty: only keys are listened for. */
  | { do: 'ask'; maxKeys: number; timeoutSeconds: number; words: string[] }
  | { do: 'record'; maxSeconds: number }
  | { do: 'wait'; maxSeconds: number; everySeconds: number }
  | { do: 'join'; leg: string; timeoutSeconds: number }
  | { do: 'dial'; to: string; ringSeconds: number }
  | { do: 'comeBack'; afterSeconds: number }
  /** The leg goes on, in the same turn, with the first step of another flow. */
  | { do: 'continueIn'; flow: string }
  | { do: 'hangUp' };

export interface Reply {
  say: Words[];
  then: Then;
}

/** Where a leg stands. JSON between turns, parsed when it is read back. */
export interface State {
  version: 1;
  step: string;
  /** How often this step has been asked without a usable answer. */
  tries: number;
  /** The same for answers that were not understood, at a step that counts them apart. */
  unclear: number;
  /** When the caller was put on hold, for words that are true and a wait that ends. */
  waitingSince: Instant | null;
  /** The number keyed last where one was asked for; '' before. */
  keyed: string;
  /** Has a key been pressed on this leg: is a person there? */
  pressed: boolean;
  /** After the end: nothing is said any more, a recording is still kept. */
  over: boolean;
}

/**
 * What a step may look at. `values` holds the named facts of `domain/facts.ts` as text: the enumerated ones are
 * branched on, any of them may be spoken as {name}.
 */
export interface Facts {
  now: Instant;
  values: Readonly<Record<string, string>>;
}

export type Urgency = 'critical' | 'routine' | 'helpDesk';

/** What must survive a crash: each becomes rows in the transaction of its turn, and only rows cause acts. */
export type Effect =
  /**
   * Opens the call's reserved case number (once; a second one may only raise the urgency to critical). `major`: a major
   * incident (P1), for every team and its lead. `why`: what the timeline says where the caller did not say so themselves.
   */
  | { kind: 'openCase'; urgency: Urgency; major?: true; why?: string }
  /** Commits a page for the case's team, or for every team while it is unknown; it starts by itself after 120 s. */
  | { kind: 'startPage' }
  /** Names the team; 'both' keeps every page. Another team's page that has told nobody is withdrawn. */
  | { kind: 'chooseTeam'; team: string }
  /** The caller does not know the team: leadership is asked, and the pages wait for it, but not for long. */
  | { kind: 'askLeadership' }
  /** Leadership says by key whom the case is for. */
  | { kind: 'decide'; for: 'first' | 'second' | 'both' | 'canWait' }
  /** The page starts now instead of when its dead man's time is up. */
  | { kind: 'bringPageForward' }
  /** The number that was keyed is the one to call back. */
  | { kind: 'setCallBack' }
  /** The recording belongs to the case and is fetched into our keeping by its sid. */
  | { kind: 'keepRecording'; recording: string; seconds: number; hungUp: boolean }
  /** "A technician will contact you within one hour" has been said. */
  | { kind: 'givePromise' }
  /** This person takes every case that was named on this leg. Only a key or a word may cause it (promise 3). */
  | { kind: 'acceptCases' }
  /** This person does not take it. */
  | { kind: 'passPage' }
  /** It is another team's: the one of this number among those the facts name, or nobody knows whose. Only a key may cause it. */
  | { kind: 'wrongTeam'; to: number | 'lead' }
  /** Somebody of the directory who calls without a code is rung back at that number. Only a key may cause it. */
  | { kind: 'ringBack' }
  /** Somebody whose phone is tried has pressed the key. Only a key may cause it. */
  | { kind: 'noteProof' }
  /** The technician will ring the caller without us. */
  | { kind: 'callLater' }
  /** The technician and the caller spoke. `how` is the evidence in plain words. */
  | { kind: 'keepPromise'; how: string }
  /** Whoever has the case is on it: the clock of its promise goes on without waking anybody. */
  | { kind: 'confirmPromise' }
  /** Whoever has the case wants to be connected, hands it back or to the lead, or says that they have spoken. */
  | { kind: 'after'; act: 'call' | 'pass' | 'lead' | 'done' }
  /** Somebody at the desk has heard what still runs. */
  | { kind: 'deskTold' }
  /** The caller was rung in vain, and is told so by text. */
  | { kind: 'tellRang' }
  /** Whoever was parted from a caller, and has hung up, is offered by text to be connected again. */
  | { kind: 'offerAgain' }
  /** The caller of a case asks for whoever has it: they are rung; while nobody has it, the search goes on at once. */
  | { kind: 'askForOwner' }
  /** The caller says that it is worse: as above, and the case is looked for anew when its owner is not reached. */
  | { kind: 'sayWorse' }
  /** The caller says that it is solved, or not after all. */
  | { kind: 'solveCase' }
  | { kind: 'unsolveCase' }
  /** The call is about something new: it gets a case number of its own. */
  | { kind: 'newCase' }
  /** The caller hangs up at the notice: it was all they wanted to know. */
  | { kind: 'toldNotice' }
  /** The call is about the case whose number was keyed; about its own if there is none such. */
  | { kind: 'joinCase' }
  /** The caller's new case is the same as one of theirs of the last hour, which the call goes on about. */
  | { kind: 'sameCase' }
  /** A message was left: whoever has its case is told by text. */
  | { kind: 'tellOwner' }
  /** The day desk is rung for this caller, who waits. */
  | { kind: 'ringDesk' }
  /** It is not any more. */
  | { kind: 'stopDesk' }
  /** The day desk has the caller, so the call is not the hotline's any more. */
  | { kind: 'deskTook' }
  /** The general help desk has. */
  | { kind: 'helpDeskTook' }
  /** A lead looks at the case: these words about it go out as a text. */
  | { kind: 'tellLead'; text: string }
  /** A line for the case's timeline. */
  | { kind: 'note'; text: string };

export interface Transition {
  state: State;
  /** null when nothing can be heard any more (the leg is over). */
  reply: Reply | null;
  effects: Effect[];
}

/** What a person on hold hears at one tick, and whether the wait ends. */
export interface HoldWords {
  say: Words[];
  leave: boolean;
  /** Seconds until the next look: shorter near the end, so that the wait is over on time. */
  everySeconds: number;
}
