import type { Call } from './call.ts';
import type { Faults } from './faults.ts';
import type { Flight } from './flight.ts';
import type { Journal } from './journal.ts';
import type { Messages } from './messages.ts';
import type { Phone } from './phone.ts';
import type { Queues } from './queues.ts';
import type { Recordings } from './recordings.ts';
import type { Webhook, WebhookAnswer } from './webhook.ts';

/** Time as the exchange needs it: given from outside, so that a test can move it. */
export interface ExchangeClock {
  /** UTC milliseconds. */
  now(): number;
  after(delayMs: number, fn: () => void): { cancel(): void };
  /** Real milliseconds, for measuring how long an answer took. */
  elapsedMs(): number;
}

/** A number of the account, with the addresses that are set on it at the carrier. */
export interface AccountNumber {
  number: string;
  voiceUrl: string;
  /** Without it the end of an inbound call is never reported. */
  statusCallback?: string | undefined;
  smsUrl?: string | undefined;
  fallbackUrl?: string | undefined;
}

/** The parameters of one request; a list is sent as a repeated key. */
export type Fields = Record<string, string | string[]>;

/** Everything the parts of the exchange share. */
export interface Office {
  accountSid: string;
  authToken: string;
  clock: ExchangeClock;
  /** 34 characters: the prefix and 32 hexadecimal digits. */
  newSid(prefix: string): string;
  numbers: ReadonlyMap<string, AccountNumber>;
  flight: Flight;
  faults: Faults;
  journal: Journal;
  phones: ReadonlyMap<string, Phone>;
  /** The phone with this number; one nobody asked for before rings until somebody answers it. */
  phone(number: string): Phone;
  calls: Map<string, Call>;
  queues: Queues;
  recordings: Recordings;
  messages: Messages;
  /** Sends a signed webhook. Never throws: what went wrong is in the answer. */
  post(webhook: Webhook): Promise<WebhookAnswer>;
  /** Runs `work` in flight; an unforeseen error becomes a violation. */
  start(what: string, work: () => Promise<void>): void;
  /** Where the exchange listens, for the addresses it hands out. */
  url(): string;
  closed(): boolean;
}

/** RFC 2822 with a numeric zone, as Twilio writes every date. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
