/** Turns the events of a rota into stretches of duty: rules, exceptions and replaced shifts (RFC 5545 3.8.4.4, 3.8.5). */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';
import { dayOf, expandRule, type Window } from './expandRule.ts';
import { EventFault, type Moment, type RotaEvent } from './readEvent.ts';
import type { WallTime } from './zoneNamed.ts';

/** One stretch of duty of an event, half open: [start, end). */
export interface Stretch {
  start: Instant;
  end: Instant;
  event: RotaEvent;
}

/** The starts of a series within the window, and those that were taken out. */
interface Series {
  master: RotaEvent;
  starts: WallTime[];
  byInstant: Map<Instant, WallTime>;
  gone: Set<WallTime>;
}

/**
 * @param events in the order of the file; those with the same UID are one series
 * @returns the stretches that touch the window, unsorted, and what is wrong with single events
 * @throws Error when there are more stretches than the limit
 */
export function expandSeries(
  events: readonly RotaEvent[],
  window: Window,
): { stretches: Stretch[]; problems: RotaProblem[] } {
  const stretches: Stretch[] = [];
  const problems: RotaProblem[] = [];
  const byUid = new Map<string, RotaEvent[]>();
  for (const event of events) {
    const same = byUid.get(event.uid);
    if (same) same.push(event);
    else byUid.set(event.uid, [event]);
  }
  for (const same of byUid.values()) {
    for (const stretch of expandUid(latestVersions(same, problems), window, problems)) {
      if (stretch.end <= window.from || stretch.start >= window.to) continue;
      if (stretches.push(stretch) > limits.rotaShifts)
        throw new Error(
          `Line ${stretch.event.line}: the rota has more than ${limits.rotaShifts} shifts in the time that is looked at. Repeat less often.`,
        );
    }
  }
  return { stretches, problems };
}

/** One event per instance: of several the highest SEQUENCE counts, then the last of the file, which is reported. */
function latestVersions(same: readonly RotaEvent[], problems: RotaProblem[]): RotaEvent[] {
  const latest = new Map<string, RotaEvent>();
  for (const event of same) {
    const key = event.replaces ? String(event.replaces.zone.instantOf(event.replaces.wall)) : 'series';
    const other = latest.get(key);
    if (other && other.sequence > event.sequence) continue;
    latest.set(key, event);
    if (other && other.sequence === event.sequence)
      problems.push({
        file: '',
        line: other.line,
        uid: other.uid,
        message: `The event at line ${other.line} is left out: the event at line ${event.line} has the same UID. Give each its own.`,
        loses: true,
      });
  }
  return [...latest.values()];
}

function expandUid(events: readonly RotaEvent[], window: Window, problems: RotaProblem[]): Stretch[] {
  const master = events.find(({ replaces }) => replaces === null);
  const series = master && !master.cancelled ? expandMaster(master, window, problems) : null;
  const stretches: Stretch[] = [];
  for (const event of events) {
    if (event === master) continue;
    if (series && event.replaces) takeOut(series, event.replaces, event, 'RECURRENCE-ID', window, problems);
    // One whose series is not in the file stands alone: busy-only feeds of Google are made of such.
    if (!event.cancelled) stretches.push(stretchFrom(event, event.start.wall));
  }
  if (series)
    for (const wall of series.starts) if (!series.gone.has(wall)) stretches.push(stretchFrom(series.master, wall));
  // The clocks may skip a shift from its start to its end: then it takes no time at all.
  return stretches.filter(({ start, end }) => start < end);
}

function expandMaster(master: RotaEvent, window: Window, problems: RotaProblem[]): Series {
  const series: Series = { master, starts: [], byInstant: new Map(), gone: new Set() };
  try {
    const { walls, startIsOdd } = expandRule(master, window);
    series.starts = walls;
    if (startIsOdd)
      problems.push({
        file: '',
        line: master.line,
        uid: master.uid,
        message: `The event at line ${master.line} has a DTSTART that its RRULE does not lead to; that shift is counted, too. Begin on a day of the rule.`,
        loses: false,
      });
  } catch (error) {
    if (!(error instanceof EventFault)) throw error;
    problems.push(leftOut(master.line, master.uid, error));
  }
  for (const wall of series.starts) series.byInstant.set(master.start.zone.instantOf(wall), wall);
  for (const moment of master.except) takeOut(series, moment, master, 'EXDATE', window, problems);
  return series;
}

/** Takes one instance out of a series, or a day's instances when only a day is named. */
function takeOut(
  series: Series,
  moment: Moment,
  by: RotaEvent,
  property: 'EXDATE' | 'RECURRENCE-ID',
  window: Window,
  problems: RotaProblem[],
): void {
  const { start } = series.master;
  const at = moment.zone.instantOf(moment.wall);
  const met: WallTime[] = [];
  if (moment.isDate || start.isDate) {
    const day = dayOf(moment, start);
    met.push(...series.starts.filter((wall) => dayOf({ ...start, wall, isDate: true }, start) === day));
  } else {
    const wall = series.byInstant.get(at);
    if (wall !== undefined) met.push(wall);
  }
  for (const wall of met) series.gone.add(wall);
  if (met.length > 0 || at < window.from || at >= window.to) return;
  problems.push({
    file: '',
    line: by.line,
    uid: by.uid,
    message: `The event at line ${by.line} has ${property} ${writtenAs(moment)}, when no shift of its series starts; correct the date and hour.`,
    loses: false,
  });
}

function stretchFrom(event: RotaEvent, wall: WallTime): Stretch {
  const { zone } = event.start;
  const { wallMs, exactMs, countedFrom } = event.length;
  const start = zone.instantOf(wall);
  // Without days on the wall the length is exact, also where the clocks show an hour twice.
  const lastDay =
    wallMs === 0 ? start : zone.instantOf((countedFrom === 'written' ? wall : zone.wallOf(start)) + wallMs);
  return { start, end: lastDay + exactMs, event };
}

/** The problem of an event that is left out. */
export function leftOut(line: number, uid: string | null, fault: EventFault): RotaProblem {
  return {
    file: '',
    line: fault.line,
    uid,
    message: `The event at line ${line} is left out: ${fault.message}.`,
    loses: true,
  };
}

function writtenAs({ wall, isDate, zone }: Moment): string {
  const text = new Date(wall).toISOString().slice(0, isDate ? 10 : 16);
  return isDate ? text : `${text.replace('T', ' ')} (${zone.name})`;
}
