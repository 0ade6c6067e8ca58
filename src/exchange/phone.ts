import type { Call, EndStatus } from './call.ts';
import type { Network } from './network.ts';
import { rules, speakingTime } from './rules.ts';
import { takeInbound } from './takeInbound.ts';

/**
 * What a phone does by itself when it is rung:
 * manual rings until somebody answers; voicemail answers with a greeting, records, never presses; busy; unreachable
 * (the call fails); declines after three seconds; screens answers, asks name and reason, and listens.
 */
export type Behaviour = 'manual' | 'voicemail' | 'busy' | 'unreachable' | 'declines' | 'screens';

export interface PhoneSettings {
  behaviour: Behaviour;
  /** When voicemail, screening or declining begins; 15, 2 and 3 by default. */
  afterSeconds?: number;
  /** What voicemail or screening says. */
  greeting?: string;
  /** screens: how long it listens, and whether the person then takes the call. */
  listensSeconds?: number;
  connects?: boolean;
  /** voicemail: how long it records before it hangs up. */
  recordsSeconds?: number;
}

export interface Ring {
  from: string;
  at: number;
  /** ringing, answered, or how the ring ended. */
  outcome: 'ringing' | 'answered' | 'declined' | 'busy' | 'no-answer' | 'canceled' | 'failed';
}

export interface ReceivedText {
  from: string;
  body: string;
  at: number;
}

export interface DialOptions {
  forwardedFrom?: string | undefined;
  withheld?: boolean | undefined;
}

const greetings = {
  voicemail: 'You have reached my voicemail. Please leave a message after the tone.',
  screens: 'The person you are calling is using a screening service. Please say your name and why you are calling.',
};

/** A telephone, with a hand and an ear: what is called on it happens now, and the exchange goes on from there by itself. */
export class Phone {
  readonly number: string;
  settings: PhoneSettings;
  /** Everything spoken to it. Words that were interrupted end with a dash. */
  readonly heard: string[] = [];
  readonly texts: ReceivedText[] = [];
  readonly rings: Ring[] = [];
  /** What its voicemail has kept, one entry per message. */
  readonly voicemail: string[] = [];
  /** The machine, not the person, has the line. */
  machine = false;
  #call: Call | null = null;
  #recording: string[] | null = null;
  #speaksUntil = 0;
  #lastSaid = '';
  readonly #network: Network;

  constructor(network: Network, number: string, settings: PhoneSettings) {
    this.#network = network;
    this.number = number;
    this.settings = settings;
  }

  get state(): 'idle' | 'ringing' | 'dialling' | 'talking' {
    if (!this.#call) return 'idle';
    if (this.#call.answeredAt !== null) return 'talking';
    return this.#call.direction === 'inbound' ? 'dialling' : 'ringing';
  }

  get ringing(): boolean {
    return this.state === 'ringing';
  }

  /** The number of the phone at the other end, or null. */
  get connectedTo(): string | null {
    const call = this.#call;
    return call?.bridge ? call.bridge.peerOf(call).phone.number : null;
  }

  /** The sid of the call it is in, or null. */
  get callSid(): string | null {
    return this.#call?.sid ?? null;
  }

  get lastText(): ReceivedText | null {
    return this.texts.at(-1) ?? null;
  }

  hears(words: RegExp): boolean {
    return this.heard.some((text) => words.test(text));
  }

  /** Calls a number of the exchange. @throws Error when the phone is in use */
  dial(to: string, options: DialOptions = {}): void {
    if (this.#call) throw new Error(`${this.number} is already in a call`);
    this.#network.journal.add('dials', this.number, '', to);
    this.machine = false;
    this.#call = takeInbound(this.#network, this, to, options);
  }

  /** The person picks up, or takes over from voicemail or screening. @throws Error when nothing rings */
  answer(): void {
    const call = this.#call;
    if (!call || (call.answeredAt !== null && !this.machine)) throw new Error(`${this.number} does not ring`);
    this.machine = false;
    this.#recording = null;
    if (call.answeredAt === null) this.#pickUp(call, 'answered');
    else this.#network.journal.add('answers', this.number, 'the person takes over', call.from);
  }

  /** Lets the phone's call screening take the ring: it answers, asks, listens; `answer` or `hangUp` may follow. */
  screenCall(): void {
    if (!this.ringing || !this.#call) throw new Error(`${this.number} does not ring`);
    this.#screen(this.#call);
  }

  /** Presses keys, one after the other. @throws Error when it is in no call */
  press(keys: string): void {
    const call = this.#inCall();
    this.#network.journal.add('presses', this.number, keys);
    for (const key of keys) call.key(key);
  }

  /** Speaks. @throws Error when it is in no call */
  say(text: string): void {
    const call = this.#inCall();
    this.#network.journal.add('says', this.number, text);
    this.#speaksUntil = Math.max(this.#speaksUntil, this.#network.clock.now()) + speakingTime(text);
    this.#lastSaid = text;
    call.words(text);
  }

  /**
   * What a machine is saying at this moment, or null: it speaks before anybody listens, so a verb that begins meanwhile
   * hears it. A person waits for the prompt.
   */
  get machineSpeech(): string | null {
    return this.machine && this.#speaksUntil > this.#network.clock.now() ? this.#lastSaid : null;
  }

  /** Hangs up, or declines while it rings. @throws Error when there is no call */
  hangUp(): void {
    const call = this.#call;
    if (!call) throw new Error(`${this.number} is in no call`);
    if (call.answeredAt !== null) call.end('completed');
    else if (call.direction === 'inbound') call.end('canceled');
    else this.#decline(call);
  }

  /** Sends a text to a number of the exchange. */
  text(to: string, body: string): void {
    this.#network.journal.add('sends text', this.number, body, to);
    this.#network.officeOf(to)?.messages.receive(this.number, to, body);
  }

  // What follows is the exchange's side of the phone.

  /** A call arrives. @returns how it fails at once, or null when the phone rings */
  offer(call: Call): EndStatus | null {
    const { behaviour } = this.settings;
    const refused = behaviour === 'unreachable' ? 'failed' : behaviour === 'busy' || this.#call ? 'busy' : null;
    if (refused) {
      this.rings.push({ from: call.from, at: this.#network.clock.now(), outcome: refused });
      return refused;
    }
    this.#call = call;
    this.machine = false;
    this.rings.push({ from: call.from, at: this.#network.clock.now(), outcome: 'ringing' });
    this.#network.journal.add('rings', this.number, '', call.from);
    if (behaviour === 'voicemail') this.#later(call, this.settings.afterSeconds ?? 15, () => this.#takeMessage(call));
    if (behaviour === 'declines') this.#later(call, this.settings.afterSeconds ?? 3, () => this.#decline(call));
    if (behaviour === 'screens') this.#later(call, this.settings.afterSeconds ?? 2, () => this.#screen(call));
    return null;
  }

  hear(text: string): void {
    this.heard.push(text);
    if (this.heard.length > rules.keptEntries) this.heard.shift();
    this.#recording?.push(text);
    this.#network.journal.add('hears', this.number, text);
  }

  /** What is being spoken stops after `ms`. */
  cut(ms: number): void {
    const words = this.heard.pop()?.split(' ') ?? [];
    this.heard.push(`${words.slice(0, Math.floor(ms / rules.perWord)).join(' ')} –`.trim());
  }

  hearBeep(): void {
    this.#network.journal.add('beep', this.number, '');
  }

  released(call: Call, status: EndStatus): void {
    if (this.#call !== call) return;
    if (this.ringing) this.#settleRing(status === 'completed' ? 'canceled' : status);
    this.#call = null;
    this.#recording = null;
    this.#speaksUntil = 0;
    this.#network.journal.add('ends', this.number, status);
  }

  #inCall(): Call {
    if (!this.#call || this.ringing) throw new Error(`${this.number} is in no call`);
    return this.#call;
  }

  #settleRing(outcome: Ring['outcome']): void {
    const ring = this.rings.at(-1);
    if (ring?.outcome === 'ringing') ring.outcome = outcome;
  }

  #pickUp(call: Call, how: string): void {
    this.#settleRing('answered');
    this.#network.journal.add('answers', this.number, how, call.from);
    call.answer();
  }

  #decline(call: Call): void {
    // Twilio reports a declined call as busy.
    this.#settleRing('declined');
    call.end('busy');
  }

  /** The machine speaks to whoever is at the other end, which hears a greeting or is recorded by it. */
  #machineSays(call: Call, text: string): void {
    this.machine = true;
    this.#pickUp(call, 'a machine');
    this.say(text);
  }

  #takeMessage(call: Call): void {
    const greeting = this.settings.greeting ?? greetings.voicemail;
    this.#machineSays(call, greeting);
    this.#afterwards(call, speakingTime(greeting), () => {
      const message: string[] = [];
      this.#recording = message;
      const keep = () => {
        if (message.length > 0) this.voicemail.push(message.join(' '));
      };
      const ended = call.onEnded;
      call.onEnded = () => {
        keep();
        ended?.();
      };
      this.#afterwards(call, (this.settings.recordsSeconds ?? 120) * 1000, () => call.end('completed'));
    });
  }

  #screen(call: Call): void {
    const greeting = this.settings.greeting ?? greetings.screens;
    this.#machineSays(call, greeting);
    this.#afterwards(call, speakingTime(greeting) + (this.settings.listensSeconds ?? 8) * 1000, () => {
      if (this.settings.connects) this.answer();
      else call.end('completed');
    });
  }

  /** Later, if the call still rings here. */
  #later(call: Call, seconds: number, then: () => void): void {
    this.#network.clock.after(seconds * 1000, () => {
      if (this.#call === call && call.answeredAt === null && !call.over) then();
    });
  }

  /** Later, if the machine still has the line. */
  #afterwards(call: Call, ms: number, then: () => void): void {
    this.#network.clock.after(ms, () => {
      if (this.#call === call && this.machine && !call.over) then();
    });
  }
}
