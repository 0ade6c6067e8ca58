import type { Bridge } from './bridge.ts';
import type { CallEvent } from './callEvents.ts';
import type { Office } from './office.ts';
import type { Phone } from './phone.ts';
import { reportStatus } from './reportStatus.ts';
import { rules } from './rules.ts';

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled';
export type EndStatus = Exclude<CallStatus, 'queued' | 'ringing' | 'in-progress'>;

/** Thrown into whatever a call is doing when it ends. */
export class CallEnded extends Error {
  override name = 'CallEnded';
}

/** The verb that takes keys and words at the moment. */
export interface Listener {
  key(key: string): void;
  words(text: string): void;
}

export interface StatusCallback {
  url: string;
  method: 'GET' | 'POST';
  /** Of initiated, ringing, answered, completed. */
  events: ReadonlySet<string>;
}

export interface CallSettings {
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  from: string;
  to: string;
  phone: Phone;
  parent?: Call | undefined;
  forwardedFrom?: string | undefined;
  statusCallback?: StatusCallback | undefined;
  fallbackUrl?: string | undefined;
  fallbackMethod?: 'GET' | 'POST' | undefined;
}

/** One call resource: a connection between one phone and the exchange. */
export class Call {
  readonly sid: string;
  readonly direction: CallSettings['direction'];
  readonly from: string;
  readonly to: string;
  readonly phone: Phone;
  readonly parent: Call | null;
  readonly forwardedFrom: string | null;
  readonly createdAt: number;
  statusCallback: StatusCallback | null;
  fallbackUrl: string | null;
  readonly fallbackMethod: 'GET' | 'POST';
  status: CallStatus;
  /** When it changed last, was answered and ended. */
  updatedAt: number;
  answeredAt: number | null = null;
  endedAt: number | null = null;
  /** SequenceNumber of the next status callback. */
  sequence = 0;
  /** Status callbacks go out one after the other. */
  news: Promise<void> = Promise.resolve();
  bridge: Bridge | null = null;
  listener: Listener | null = null;
  documents = 0;
  /** The requests made about it, oldest first. */
  readonly events: CallEvent[] = [];
  /** What is requested after a hang-up: the action of a verb that asks for it even then. */
  lastRequest: (() => Promise<void>) | null = null;
  /** What happens when the phone answers. */
  onAnswered: (() => void) | null = null;
  /** What happens at once when the call ends, before anything is sent. */
  onEnded: (() => void) | null = null;
  ringTimer: { cancel(): void } | null = null;
  /** It has left the queue; before that a cancellation is silent. */
  initiated = false;
  #typedAhead: { key: string; at: number }[] = [];
  #asleep: ((error: Error) => void) | null = null;
  #pending: Error | null = null;
  readonly #office: Office;

  constructor(office: Office, settings: CallSettings) {
    this.#office = office;
    this.sid = office.newSid('CA');
    this.direction = settings.direction;
    this.from = settings.from;
    this.to = settings.to;
    this.phone = settings.phone;
    this.parent = settings.parent ?? null;
    this.forwardedFrom = settings.forwardedFrom ?? null;
    this.statusCallback = settings.statusCallback ?? null;
    this.fallbackUrl = settings.fallbackUrl ?? null;
    this.fallbackMethod = settings.fallbackMethod ?? 'POST';
    this.status = settings.direction === 'inbound' ? 'ringing' : 'queued';
    this.createdAt = office.clock.now();
    this.updatedAt = this.createdAt;
    office.calls.set(this.sid, this);
  }

  get over(): boolean {
    return this.endedAt !== null;
  }

  /** Whole seconds since the answer; 0 when there was none. */
  get seconds(): number {
    if (this.answeredAt === null) return 0;
    return Math.round(((this.endedAt ?? this.#office.clock.now()) - this.answeredAt) / 1000);
  }

  setStatus(status: CallStatus): void {
    this.status = status;
    this.updatedAt = this.#office.clock.now();
  }

  /** The far end, or the carrier for an inbound call, picks up. */
  answer(): void {
    if (this.over || this.answeredAt !== null) return;
    this.setStatus('in-progress');
    this.answeredAt = this.#office.clock.now();
    this.ringTimer?.cancel();
    this.#office.start('telling of an answer', () => reportStatus(this.#office, this, 'answered'));
    this.onAnswered?.();
  }

  /**
   * Ends the call, from either side; a second end changes nothing.
   * @param silently for a call cancelled while queued, which has no callback
   */
  end(status: EndStatus, silently = false): void {
    if (this.over) return;
    this.setStatus(status);
    this.endedAt = this.#office.clock.now();
    this.ringTimer?.cancel();
    const last = this.lastRequest;
    this.lastRequest = null;
    this.#office.start('ending a call', async () => {
      const overtakes = this.#office.faults.completedOvertakes;
      if (!silently && overtakes) await reportStatus(this.#office, this, 'completed');
      if (last) await last();
      if (!silently && !overtakes) await reportStatus(this.#office, this, 'completed');
    });
    this.bridge?.end();
    this.phone.released(this, status);
    this.onEnded?.();
    this.interrupt(new CallEnded('the call has ended'));
  }

  key(key: string): void {
    if (this.bridge) this.bridge.key(this, key);
    else if (this.listener) this.listener.key(key);
    else if (!this.over) {
      this.#typedAhead.push({ key, at: this.#office.clock.now() });
      if (this.#typedAhead.length > rules.typeAheadKeys) this.#typedAhead.shift();
    }
  }

  words(text: string): void {
    if (this.bridge) this.bridge.words(this, text);
    else this.listener?.words(text);
  }

  /** Empties the type-ahead. @returns its keys that are not too old */
  typedAhead(): string {
    const since = this.#office.clock.now() - rules.typeAhead;
    const keys = this.#typedAhead.filter((typed) => typed.at >= since).map((typed) => typed.key);
    this.#typedAhead = [];
    return keys.join('');
  }

  /**
   * Waits for the clock, a human or another call; meanwhile the call is not in flight.
   * @param begin starts the wait and returns what undoes it; `done` ends it
   * @throws what `interrupt` was given
   */
  async sleep<T>(begin: (done: (value: T) => void) => () => void): Promise<T> {
    this.checkpoint();
    const value = await new Promise<T>((resolve, reject) => {
      let woken = false;
      let undo: (() => void) | null = null;
      const wake = (then: () => void) => {
        if (woken) return;
        woken = true;
        this.#asleep = null;
        this.#office.flight.enter();
        undo?.();
        then();
      };
      this.#asleep = (error) => wake(() => reject(error));
      undo = begin((value) => wake(() => resolve(value)));
      // `done` may have been called within `begin`.
      if (woken) undo();
      this.#office.flight.leave();
    });
    this.checkpoint();
    return value;
  }

  async pause(ms: number): Promise<void> {
    await this.sleep<void>((done) => {
      const timer = this.#office.clock.after(ms, () => done());
      return () => timer.cancel();
    });
  }

  /** Breaks off what the call is doing: at once when it waits, else after the answer it waits for. */
  interrupt(error: Error): void {
    if (this.#asleep) this.#asleep(error);
    else this.#pending = error;
  }

  /** Throws what broke the call off since. */
  checkpoint(): void {
    const pending = this.#pending;
    this.#pending = null;
    if (this.over) throw new CallEnded('the call has ended');
    if (pending) throw pending;
  }
}
