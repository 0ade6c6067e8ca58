/** What we send over, how its accounts are doing, and what the carrier calls what was sent. */
import type { Instant } from './conversation.ts';

/** One way out: an account of the carrier, and one of its numbers. */
export interface Line {
  account: string;
  number: string;
}

/** How an account of the carrier is doing, and when it may take the next call and text (its rates are limited). */
export interface AccountRow {
  account: string;
  nextCallAt: Instant;
  nextTextAt: Instant;
  /** Requests in a row that it did not answer. */
  timeouts: number;
  /** Until then another account is asked first, if there is one. */
  outUntil: Instant | null;
}

/** A sid that the carrier gave to an attempt. Several not replaced on one attempt: it was made more than once. */
export interface AttemptSid {
  sid: string;
  outboxId: string;
  notedAt: Instant;
  /** Taken back by us (cancelled in the carrier's queue) and placed anew. */
  replaced: boolean;
}
