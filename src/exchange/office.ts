import type { Call } from './call.ts';
import type { Messages } from './messages.ts';
import type { Network } from './network.ts';
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
  /** How each of them is asked; POST when absent. */
  voiceMethod?: Method | undefined;
  statusCallbackMethod?: Method | undefined;
  smsMethod?: Method | undefined;
  fallbackMethod?: Method | undefined;
  /** A TwiML app or a trunk takes the calls, and another app the texts: the addresses above are then not asked. */
  voiceApplicationSid?: string | undefined;
  trunkSid?: string | undefined;
  smsApplicationSid?: string | undefined;
}

export type Method = 'GET' | 'POST';

/** A pool of numbers that send texts together; it takes the texts that come in unless it leaves them to the number. */
export interface MessagingService {
  sid: string;
  numbers: readonly string[];
  inboundUrl: string;
  leavesToNumber: boolean;
}

/** How an account stands with the carrier. */
export interface Standing {
  status: 'active' | 'suspended' | 'closed';
  type: 'Full' | 'Trial';
  balance: string;
  services: readonly MessagingService[];
}

/** The parameters of one request; a list is sent as a repeated key. */
export type Fields = Record<string, string | string[]>;

/** An account as it is given to the exchange. */
export interface Account {
  accountSid: string;
  authToken: string;
  numbers: readonly AccountNumber[];
}

/** What belongs to one account, and through it the network. REST of one account sees nothing of another. */
export interface Office extends Network {
  accountSid: string;
  authToken: string;
  numbers: Map<string, AccountNumber>;
  standing: Standing;
  calls: Map<string, Call>;
  queues: Queues;
  recordings: Recordings;
  messages: Messages;
  /** Sends a signed webhook. Never throws: what went wrong is in the answer. */
  post(webhook: Webhook): Promise<WebhookAnswer>;
}

/** RFC 2822 with a numeric zone, as Twilio writes every date. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
