/** When somebody has to be on call, and when nobody is although somebody has to be. */
import type { Instant } from '../domain/conversation.ts';
import { findGaps, type Gap } from './findGaps.ts';
import type { DeskHours, Opening } from './openingHours.ts';
import type { RotaIndex } from './rotaIndex.ts';

/** When somebody of a team has to be on call: while its desk is closed, or always. */
export interface Cover {
  covers: 'closed' | 'always';
  desk: Pick<DeskHours, 'isOpen' | 'openings' | 'nextClosing'>;
}

/** Does somebody have to be on call at this instant? */
export function isRequired({ covers, desk }: Cover, at: Instant): boolean {
  return covers === 'always' || !desk.isOpen(at);
}

/** @returns when somebody has to be on call next: `at` while that is so; null when the desk is not seen to close */
export function requiredFrom(cover: Cover, at: Instant): Instant | null {
  return isRequired(cover, at) ? at : cover.desk.nextClosing(at);
}

/**
 * Every stretch between two instants in which somebody has to be on call and nobody is, in order; of two that touch
 * each has its own reason. Time that was not worked out is a gap.
 */
export function requiredGaps(index: RotaIndex, { covers, desk }: Cover, from: Instant, to: Instant): Gap[] {
  const gaps = findGaps(index, from, to);
  return covers === 'always' || gaps.length === 0 ? gaps : takeOut(gaps, desk.openings(from, to));
}

/**
 * The gaps in required cover that are running at `from` or begin before `to`, in order and whole: from where they began
 * to where they end, as far as the rota was worked out. Those that touch are one, with all its reasons.
 */
export function gapsAhead(index: RotaIndex, cover: Cover, from: Instant, to: Instant): Gap[] {
  const first = index.borders[0] ?? from;
  const last = index.borders.at(-1) ?? to;
  const whole: Gap[] = [];
  for (const gap of requiredGaps(index, cover, first, last)) {
    const before = whole.at(-1);
    if (before?.to !== gap.from) whole.push({ ...gap });
    else {
      before.to = gap.to;
      if (!before.reason.includes(gap.reason)) before.reason += ` ${gap.reason}`;
    }
  }
  return whole.filter((gap) => gap.to > from && gap.from < to);
}

/** What is left of the gaps outside the openings. Both are sorted, so each is looked at once. */
function takeOut(gaps: readonly Gap[], openings: readonly Opening[]): Gap[] {
  const left: Gap[] = [];
  let next = 0;
  for (const gap of gaps) {
    let at = gap.from;
    // An opening that lasts beyond this gap is looked at again for the next one.
    for (let opening = openings[next]; opening && opening.start < gap.to; opening = openings[++next]) {
      if (opening.start > at) left.push({ ...gap, from: at, to: opening.start });
      at = Math.max(at, opening.end);
      if (opening.end > gap.to) break;
    }
    if (at < gap.to) left.push({ ...gap, from: at });
  }
  return left;
}

/** For how long somebody has to be on call between two instants, in milliseconds. */
export function requiredMs({ covers, desk }: Cover, from: Instant, to: Instant): number {
  const open = covers === 'always' ? [] : desk.openings(from, to);
  return to - from - open.reduce((sum, { start, end }) => sum + end - start, 0);
}
