/** What the rota engine answers: shifts, and who is on call, and why. */
import type { Instant } from './conversation.ts';

/** Where a shift comes from: the event of the rota file that made it. */
export interface ShiftSource {
  uid: string;
  summary: string;
  /** Line of its BEGIN:VEVENT, from 1. */
  line: number;
}

/** One stretch of duty, half open: [start, end). `person` is a directory id, or null when the rota names nobody we know. */
export interface Shift {
  start: Instant;
  end: Instant;
  person: string | null;
  source: ShiftSource;
}

/** Something wrong with a rota that a lead must hear of; `line` is 0 when it concerns the whole file. */
export interface RotaProblem {
  line: number;
  uid: string | null;
  message: string;
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

/** A person as far as a rota needs to know them. */
export interface RotaPerson {
  id: string;
  name: string;
  phone: string;
  email?: string | undefined;
  aliases: string[];
}
