/** RECURRENCE-ID;RANGE=THISANDFUTURE: an instance and all later ones of a series are changed alike (RFC 5545 3.8.4.4). */
import type { Instant } from '../domain/conversation.ts';
import type { Start } from './expandRule.ts';
import type { RotaEvent } from './readEvent.ts';
import { wallIn } from './series.ts';

export interface LaterShifts {
  /** How far a start may be moved, in milliseconds. */
  reachMs: number;
  /** The event that a start is changed to, and its new start; null when it stays as it is. */
  changeOf(start: Start): { event: RotaEvent; start: Start } | null;
}

const none: LaterShifts = { reachMs: 0, changeOf: () => null };

/** All starts from an instance on move as far as it does, on the clock on the wall, until the next such change. */
export function laterShifts(master: RotaEvent, swaps: readonly RotaEvent[]): LaterShifts {
  const { zone } = master.start;
  const changes: { event: RotaEvent; from: Instant; moveMs: number }[] = [];
  for (const event of swaps) {
    if (!event.replaces?.andFuture) continue;
    const from = wallIn(event.replaces.moment, master.start);
    const to = event.start.isDate ? event.start.wall : zone.wallOf(event.start.zone.instantOf(event.start.wall));
    changes.push({ event, from: zone.instantOf(from), moveMs: to - from });
  }
  if (changes.length === 0) return none;
  changes.sort((a, b) => a.from - b.from);
  return {
    reachMs: changes.reduce((reach, { moveMs }) => Math.max(reach, Math.abs(moveMs)), 0),
    changeOf: (start) => {
      const change = changes.findLast(({ from }) => from <= start.at);
      if (!change) return null;
      const wall = start.wall + change.moveMs;
      const at = change.moveMs === 0 ? start.at : zone.instantOf(wall);
      return { event: change.event, start: { wall, at, length: null } };
    },
  };
}
