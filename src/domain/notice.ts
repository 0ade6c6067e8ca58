import type { Instant } from './conversation.ts';

/** What callers of the hotline hear after the greeting, for a time. */
export interface Notice {
  id: string;
  /** A sentence, without its full stop. */
  text: string;
  fromAt: Instant;
  untilAt: Instant;
  setBy: string;
  setAt: Instant;
  /** null unless somebody ended it before its time. */
  endedAt: Instant | null;
  endedBy: string | null;
}

/** A notice without its full stop, on one line. */
export function noticeWords(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!\s]+$/, '');
}
