/** Turns the events of a rota into stretches of duty: rules, exceptions and replaced shifts (RFC 5545 3.8.4.4, 3.8.5). */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';
import { EventFault } from './eventFault.ts';
import { expandRule, type Start, type Window } from './expandRule.ts';
import { laterShifts } from './laterShifts.ts';
import { latestVersions } from './latestVersions.ts';
import type { RotaEvent } from './readEvent.ts';
import type { Length } from './readLength.ts';
import type { Moment } from './readMoment.ts';
import { RotaRefused } from './rotaRefused.ts';
import { findStarts, type Series } from './series.ts';
import type { Zone } from './zoneNamed.ts';

/** One stretch of duty of an event, half open: [start, end). */
export interface Stretch {
  start: Instant;
  end: Instant;
  event: RotaEvent;
}

/**
 * @param events of one file, in its order; those with the same UID are one series
 * @returns the stretches that touch the window, unsorted, and what is wrong with single events
 * @throws RotaRefused when there are more stretches than the limit
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
      // The clocks may skip a shift from its start to its end: then it takes no time at all.
      if (stretch.start >= stretch.end || stretch.end <= window.from || stretch.start >= window.to) continue;
      if (stretches.push(stretch) > limits.rotaShifts)
        throw new RotaRefused(
          stretch.event.file,
          stretch.event.line,
          `Line ${stretch.event.line}: the rota has more than ${limits.rotaShifts} shifts in the time that is looked at. Repeat less often.`,
        );
    }
  }
  return { stretches, problems };
}

function expandUid(events: readonly RotaEvent[], window: Window, problems: RotaProblem[]): Stretch[] {
  const master = events.find(({ replaces }) => replaces === null);
  const swaps = events.filter((event) => event.replaces !== null);
  const ownOf = (event: RotaEvent): Stretch[] => (event.cancelled ? [] : [stretchOf(event, ownStart(event), null)]);
  // Swaps whose series is not in the file stand alone: busy-only feeds of Google are made of such.
  if (!master) return swaps.flatMap(ownOf);
  if (master.cancelled) return swaps.flatMap(ownOf);
  if (!master.rule && master.further.length === 0 && swaps.length === 0 && master.except.length === 0)
    return ownOf(master);
  const later = laterShifts(master, swaps);
  const series = expandMaster(
    master,
    events,
    { from: window.from - later.reachMs, to: window.to + later.reachMs },
    problems,
  );
  const stretches: Stretch[] = [];
  takeOut(series, master, 'EXDATE', master.except, window, problems);
  for (const swap of swaps) {
    const met = swap.replaces
      ? takeOut(series, swap, 'RECURRENCE-ID', [swap.replaces.moment], window, problems)
      : false;
    if (!(swap.replaces?.andFuture && met)) stretches.push(...ownOf(swap));
  }
  for (const start of series.starts) {
    if (series.gone.has(start)) continue;
    const changed = later.changeOf(start);
    if (changed === null) stretches.push(stretchOf(master, start, master.start.zone));
    else if (!changed.event.cancelled) stretches.push(stretchOf(changed.event, changed.start, master.start.zone));
  }
  return stretches;
}

function expandMaster(
  master: RotaEvent,
  events: readonly RotaEvent[],
  window: Window,
  problems: RotaProblem[],
): Series {
  const lengths = [...events, ...master.further].flatMap(({ length }) => length ?? []);
  const longestMs = lengths.reduce((longest, { wallMs, exactMs }) => Math.max(longest, wallMs + exactMs), 0);
  try {
    const { starts, startIsOdd } = expandRule(master, window, longestMs);
    if (master.rule?.endless)
      problems.push({
        file: master.file,
        line: master.line,
        uid: master.uid,
        message: `The event at line ${master.line} repeats COUNT=-1 times, which is read as without an end; leave COUNT out.`,
        loses: false,
      });
    if (startIsOdd)
      problems.push({
        file: master.file,
        line: master.line,
        uid: master.uid,
        message: `The event at line ${master.line} has a DTSTART that its RRULE does not lead to; that shift is counted, too. Begin on a day of the rule.`,
        loses: false,
      });
    return { master, starts, gone: new Set() };
  } catch (error) {
    if (!(error instanceof EventFault)) throw error;
    problems.push(leftOut(master.file, master.line, master.uid, error));
    return { master, starts: [], gone: new Set() };
  }
}

/**
 * Takes instances out of a series, or a day's instances when only a day is named. An instance from which on all are
 * changed stays in: it is one of those.
 * @returns true when every moment met one
 */
function takeOut(
  series: Series,
  by: RotaEvent,
  property: 'EXDATE' | 'RECURRENCE-ID',
  moments: readonly Moment[],
  window: Window,
  problems: RotaProblem[],
): boolean {
  const odd: Moment[] = [];
  let met = true;
  for (const moment of moments) {
    const found = findStarts(series, moment);
    if (!by.replaces?.andFuture) for (const start of found) series.gone.add(start);
    if (found.length > 0) continue;
    met = false;
    const at = moment.zone.instantOf(moment.wall);
    if (at >= window.from && at < window.to) odd.push(moment);
  }
  for (const moment of odd.slice(0, limits.rotaOddDates))
    problems.push(oddDate(by, `${property} ${writtenAs(moment)}`));
  if (odd.length > limits.rotaOddDates)
    problems.push(oddDate(by, `${odd.length - limits.rotaOddDates} more dates in its ${property}`));
  return met;
}

function oddDate({ file, line, uid }: RotaEvent, what: string): RotaProblem {
  const message = `The event at line ${line} has ${what}, when no shift of its series starts; correct the date and hour.`;
  return { file, line, uid, message, loses: false };
}

function ownStart({ start }: RotaEvent): Start {
  return { wall: start.wall, at: start.zone.instantOf(start.wall), length: null };
}

/** @param zone of the wall time of the start; null for that of the event */
function stretchOf(event: RotaEvent, start: Start, zone: Zone | null): Stretch {
  return { start: start.at, end: endOf(start, start.length ?? event.length, zone ?? event.start.zone), event };
}

function endOf({ wall, at }: Start, { wallMs, exactMs, countedFrom }: Length, zone: Zone): Instant {
  // Without days on the wall the length is exact, also where the clocks show an hour twice.
  if (wallMs === 0) return at + exactMs;
  return zone.instantOf((countedFrom === 'written' ? wall : zone.wallOf(at)) + wallMs) + exactMs;
}

/** The problem of an event that is left out. */
export function leftOut(file: string, line: number, uid: string | null, fault: EventFault): RotaProblem {
  const message = `The event at line ${line} is left out: ${fault.message}.`;
  return { file, line: fault.line, uid, message, loses: true };
}

function writtenAs({ wall, isDate, zone }: Moment): string {
  const text = new Date(wall).toISOString().slice(0, isDate ? 10 : 16);
  return isDate ? text : `${text.replace('T', ' ')} (${zone.name})`;
}
