/** What the rooms need of the world outside, given to them by the composition root. */
import type { Event, Instant, Reply } from './conversation.ts';
import type { SignInWay } from './identity.ts';
import type { NumberSeen, NumberUrls } from './numberUrls.ts';
import type { Removal } from './records.ts';

export interface Timer {
  cancel(): void;
}

/** Owns now and every timer. Tests move it. */
export interface Clock {
  now(): Instant;
  /** Calls `fn` once, not before `delayMs` have passed on this clock. */
  after(delayMs: number, fn: () => void): Timer;
  /** Real milliseconds from a fixed start, for measuring; never moved by a test. */
  elapsedMs(): number;
}

/** Ids and chance. */
export interface Ids {
  /** A new id such as `leg_k3…`: letters and digits, safe in a URL. */
  next(prefix: string): string;
  /** A number from 10 to 99. */
  twoDigits(): number;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Lines for the operator: ids only, never names, numbers, words of people or recordings (promise 10). */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** look: a question what became of something. */
export type CarrierRequest = 'ring' | 'text' | 'cancel' | 'look' | 'recording' | 'removal';

/** What is counted and timed for the operator; never names or numbers. */
export interface Measures {
  /** One turn of a leg, from its request to its words, in real milliseconds; and whose words they were. */
  turn(milliseconds: number, words: 'flow' | 'lifeline'): void;
  /** From the key, or the due time, that caused an attempt of a page to the carrier's first word that it has it, on the clock. */
  reachedCarrier(kind: 'ring' | 'text', milliseconds: number): void;
  /** One request to the carrier has been answered, or not. */
  askedCarrier(request: CarrierRequest, outcome: 'done' | CarrierError['outcome']): void;
  /** What became of an attempt is not known. */
  becameUnknown(): void;
  /** An attempt that never happened is sent again; or one that was thought lost happened twice. */
  sentAgain(): void;
  madeTwice(): void;
  /** Somebody was not let in: by which way, or with a session that is known. */
  refused(kind: SignInWay | 'session'): void;
}

/** Refused by the carrier, or not heard from; says what may be done next. */
export class CarrierError extends Error {
  override name = 'CarrierError';
  /** `refused`: it did not happen and never will. `busy`: it did not happen, try later. `unknown`: it may have happened. */
  readonly outcome: 'refused' | 'busy' | 'unknown';
  /** The carrier's own error number, or null. */
  readonly code: number | null;
  /** busy: how long the carrier asks us to wait (Retry-After); null when it does not say. */
  readonly retryAfterSeconds: number | null;
  constructor(
    outcome: 'refused' | 'busy' | 'unknown',
    code: number | null,
    message: string,
    options: ErrorOptions & { retryAfterSeconds?: number | null } = {},
  ) {
    super(message, options);
    this.outcome = outcome;
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

export interface PlaceCall {
  account: string;
  to: string;
  from: string;
  /** Where the answered phone asks for its words; absolute. */
  url: string;
  fallbackUrl: string;
  statusUrl: string;
  ringSeconds: number;
}

export interface SendText {
  account: string;
  to: string;
  from: string;
  body: string;
  statusUrl: string;
  validitySeconds: number;
}

/** A call or text as the carrier's own list shows it. */
export interface Seen {
  sid: string;
  /** Made by our own request, not by a document of ours or by a caller. */
  byRequest: boolean;
  /** The carrier's word: queued, ringing, in-progress, completed …; sent, delivered, undelivered … */
  status: string;
  createdAt: Instant;
  /** Texts only. */
  body: string;
  errorCode: number | null;
}

/** Where the lifeboat's documents are kept, as they name one another; and what a recording is told to. */
export interface LifeboatUrls {
  screen: string;
  accepted: string;
  done: string;
  recorded: string;
  callerId: string;
}

/** Texts of the documents: the number's fallback, what a rung phone hears, its key, and a recording's end. */
export interface LifeboatDocuments {
  answer: string;
  screen: string;
  accepted: string;
  done: string;
}

/** How an account stands with the carrier. */
export interface AccountSeen {
  account: string;
  /** active, suspended or closed. */
  status: string;
  /** It reaches verified numbers only. */
  isTrial: boolean;
  /** In whole and parts of the currency; null when the carrier does not tell it, as of a subaccount. */
  balance: number | null;
  currency: string;
  /** What the carrier's clock said when it answered; null when it did not say. */
  carrierTime: Instant | null;
}

/** Addresses a rendered document points back to; all absolute. */
export interface ReplyUrls {
  /** The turn that takes what comes next. */
  turn: string;
  /** The first look of the hold, when the reply waits, and the queue it waits in: one per caller's leg, named by it. */
  hold: string;
  queue: string;
  /** Where recording and transcription news of this leg go. */
  recording: string;
  transcript: string;
  /** The hotline's number, shown when we dial somebody for a technician. */
  callerId: string;
  /** Where a recording of ours is played from. */
  play: (recording: string) => string;
}

/** What a look of the hold points to: the next look, and a sound that is heard meanwhile. */
export interface HoldUrls {
  next: string;
  sound: string;
}

export type CallbackMeaning =
  | {
      about: 'call';
      sid: string;
      status: string;
      sequence: number | null;
      seconds: number | null;
      errorCode: number | null;
    }
  | { about: 'text'; sid: string; status: string; errorCode: number | null }
  | {
      about: 'recording';
      callSid: string;
      /** '' when it did not come. */
      account: string;
      recording: string;
      status: string;
      seconds: number | null;
    }
  | { about: 'transcript'; callSid: string; recording: string; status: string; text: string };

/** Parameters of one form, each value bounded; a repeated key keeps its values. */
export type FormFields = Readonly<Record<string, string | string[]>>;

export interface ArrivingCall {
  sid: string;
  /** The account whose number was called; '' when it did not come. */
  account: string;
  from: string;
  to: string;
  forwardedFrom: string | null;
}

export interface ArrivingText {
  sid: string;
  from: string;
  to: string;
  body: string;
}

/** The telephone network as we use it. Failures are CarrierError; nothing else is thrown. */
export interface Carrier {
  name: 'twilio' | 'exchange';
  placeCall(call: PlaceCall): Promise<{ sid: string }>;
  sendText(text: SendText): Promise<{ sid: string }>;
  /** Ends a call that is queued or ringing; one that has been answered or has ended is left alone. */
  cancelCall(account: string | null, sid: string): Promise<void>;
  /** @param account the one that has it; null for the first */
  fetchRecording(account: string | null, sid: string): Promise<{ sound: Buffer; contentType: string }>;
  /** Removes something that it keeps of ours; what is not there any more is removed. */
  remove(account: string | null, kind: Removal['kind'], sid: string): Promise<void>;
  /** Proves that an account can be reached. */
  ping(account: string): Promise<void>;

  // An account that is null is the first one: rows of before there were several name none.

  /** The newest calls between two numbers, as the carrier lists them: it has no other way to ask for one of ours. */
  findCalls(account: string | null, to: string, from: string): Promise<Seen[]>;
  findTexts(account: string | null, to: string, from: string): Promise<Seen[]>;
  fetchCall(account: string | null, sid: string): Promise<Seen>;
  fetchText(account: string | null, sid: string): Promise<Seen>;
  lookAtAccount(account: string): Promise<AccountSeen>;
  /** What a number points to; null when the account has no such number. */
  lookAtNumber(account: string, number: string): Promise<NumberSeen | null>;
  /** Points a number of the account, by its sid, to these addresses. */
  pointNumber(account: string, sid: string, urls: NumberUrls): Promise<void>;
  /** The addresses of ours that this call has asked for: they carry our ids. */
  addressesOf(account: string | null, callSid: string): Promise<string[]>;

  /** True when the request was signed by the carrier for exactly this address. */
  verify(signature: string | undefined, url: string, fields: FormFields): boolean;
  /** What a turn's request says happened. A field that does not fit counts as absent. */
  readEvent(fields: FormFields, query: FormFields): Event;
  /** Names of fields that are there and do not fit; they count as absent, and are logged by name (promise 6). */
  misfits(fields: FormFields): string[];
  readCall(fields: FormFields): ArrivingCall;
  /** CallSid and AccountSid alone; '' when there is none. */
  readCallSid(fields: FormFields): string;
  readAccount(fields: FormFields): string;
  readText(fields: FormFields): ArrivingText;
  readCallback(kind: CallbackMeaning['about'], fields: FormFields): CallbackMeaning | null;
  /** The reply as a document that cannot run off its end. */
  render(reply: Reply, urls: ReplyUrls): string;
  /** One look of the hold: words, then the same wait again, or leaving it. */
  renderHold(words: Reply['say'], leave: boolean, everySeconds: number, urls: HoldUrls): string;
  /** A document that hangs up without a word, and one for callbacks. */
  renderNothing(): string;
  /** The lifeline: words, then these phones with press-1 screening, then a recording. */
  renderLifeline(phones: string[], urls: { after: string; screen: string; callerId: string }): string;
  renderLifelineRecording(urls: { recorded: string; done: string }): string;
  renderScreen(say: string, url: string): string;
  renderSay(say: string): string;
  /** The lifeboat's documents, to be kept elsewhere: they ring each round at once with a press-1 screening, then record. */
  renderLifeboat(hotlineName: string, rounds: readonly (readonly string[])[], urls: LifeboatUrls): LifeboatDocuments;
}
