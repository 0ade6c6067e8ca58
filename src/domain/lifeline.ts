/** What the lifeline keeps outside the database, so that a call served while it is gone becomes a case when it is back. */
import type { Instant } from './conversation.ts';

export interface LifelineEntry {
  at: Instant;
  callSid: string;
  /** The carrier's account; '' when it is not known. */
  account: string;
  /** The caller's number; '' when withheld. */
  from: string;
  /** Sid of the recording at the carrier; null for the line that says the call was served. */
  recording: string | null;
  /** Did a technician press 1 on the screened phone? */
  screened: boolean;
}

/** A small file of lines, each safe on the disk before the phone is answered. */
export interface LifelineLog {
  /** Never throws: a disk that fails as well must not cost the caller the words. */
  append(entry: LifelineEntry): void;
  /** @throws when a line could not be kept now */
  prove(): void;
  hasEntries(): boolean;
  entries(): LifelineEntry[];
  /** Forgets the first `count` entries, once they are in the database. */
  forget(count: number): void;
}
