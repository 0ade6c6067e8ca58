/** The lifeboat: static documents kept elsewhere, which ring whoever was on call when they were written. */
import type { Instant } from './conversation.ts';
import { outsideLimits } from './outsideLimits.ts';

/** Its documents, the one that is asked first at the front. */
export const lifeboatDocuments = ['answer', 'screen', 'accepted', 'done'] as const;

export interface CrewMember {
  /** Directory id. */
  person: string;
  phone: string;
}

/** Whom it rings: all on call at once, then all leads. Only those whose entry in the directory says `lifeboat: true`. */
export interface Crew {
  onCall: CrewMember[];
  leads: CrewMember[];
}

/** What it was last written for. There is one row at the most. */
export interface Lifeboat {
  name: 'lifeboat';
  writtenAt: Instant;
  crew: Crew;
  /** Of each document, by `lifeboatDocuments` and with a blank between, to know them again where they are kept. */
  answerHash: string;
  /** Since when it rings others than it would if it were written now, as far as was looked. */
  wrongSince: Instant | null;
  toldAt: Instant | null;
  /** When it is looked at next. */
  nextAt: Instant;
}

/** @returns what is wrong with it; a hand-over leaves an hour to write it anew, and so does the end of a day */
export function lifeboatFault({ wrongSince, writtenAt }: Lifeboat, now: Instant): 'people' | 'age' | null {
  const grace = outsideLimits.lifeboatGraceSeconds * 1000;
  if (wrongSince !== null && now - wrongSince >= grace) return 'people';
  return now - writtenAt >= outsideLimits.lifeboatHours * 3_600_000 + grace ? 'age' : null;
}

/** How a fault is told, after "The lifeboat". */
export const lifeboatFaultWords = {
  people: 'does not ring those who would be rung now',
  age: `was written more than ${outsideLimits.lifeboatHours} hours ago`,
} as const;
