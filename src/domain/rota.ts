/** What the rota engine answers: shifts, and who is on call, and why. */
import type { Instant } from './conversation.ts';

/** What a file of a rota is: one whose shifts count, or one whose shifts take the place of all others. */
export type RotaRole = 'base' | 'override';

/** Where a shift comes from: the event of the rota file that made it. */
export interface ShiftSource {
  /** Name of the file. */
  file: string;
  uid: string;
  summary: string;
  /** Line of its BEGIN:VEVENT, from 1. */
  line: number;
  /** Of the shifts of one instant those of the highest level count: 0, or n of a summary that begins with "[Ln]"; of an override 10. */
  level: number;
  /** Of the file's text: its hash; '' when whoever had the rota worked out gave none. */
  version: string;
  repeats: Repeats;
}

/** Is it one shift (a swap is), does it go on without an end, or does it end (UNTIL, COUNT, or only RDATE)? */
export type Repeats = 'once' | 'endless' | 'ends';

/** One stretch of duty, half open: [start, end). `person` is a directory id, or null when the rota names nobody we know. */
export interface Shift {
  start: Instant;
  end: Instant;
  person: string | null;
  source: ShiftSource;
}

/** Something wrong with a rota that a lead must hear of; `line` is 0 when it concerns the whole file. */
export interface RotaProblem {
  /** Name of the file. */
  file: string;
  line: number;
  uid: string | null;
  message: string;
  /** A name that is unknown or ambiguous, anything else that loses something, or a hint. */
  kind: 'person' | 'event' | 'hint';
  /** True when an event, a shift or a person is lost by it; false when it is a hint, and everything written counts. */
  loses: boolean;
}

/** The answer to "who is on call". */
export interface OnCall {
  /** Directory ids; empty is a gap. */
  people: string[];
  /** When this answer changes next; null when it does not change within the window that was worked out. */
  until: Instant | null;
  /** The events that decided it, one per person. */
  decidedBy: ShiftSource[];
  /** Why there is nobody, as a sentence; null when there is somebody. */
  gap: string | null;
  warnings: string[];
}

/** A shift that does not count at an instant, because one of a higher level is there. */
export interface Beaten {
  /** Directory id, or null when the rota names nobody we know. */
  person: string | null;
  source: ShiftSource;
  /** The first shift of the level that counts. */
  by: ShiftSource;
}

/** A shift that its rota takes out: by an exception, by a swap, or because its event is cancelled. Half open: [start, end). */
export interface TakenOut {
  start: Instant;
  end: Instant;
  /** Directory ids of those whom it would put on call; empty when the rota names nobody we know. */
  people: string[];
  /** The event whose shift it is. */
  source: ShiftSource;
  /** A sentence. */
  why: string;
}

/** The end of a series that does not go on for ever. */
export interface SeriesEnd {
  /** The event that made its last shift. */
  source: ShiftSource;
  /** Directory ids of those whom that event names; empty when it names nobody we know. */
  people: string[];
  /** When its last shift ends. */
  endsAt: Instant;
}

/** A person as far as a rota needs to know them. */
export interface RotaPerson {
  id: string;
  name: string;
  phone: string;
  /** All their numbers, the first one included. */
  phones?: readonly string[];
  email?: string | undefined;
  aliases: string[];
}
