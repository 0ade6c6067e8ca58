/** Turns the events of a rota into stretches of duty: rules, exceptions and replaced shifts (RFC 5545 3.8.4.4, 3.8.5). */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';
import { EventFault } from './eventFault.ts';
import { expandRule, type Start, type Window } from './expandRule.ts';
import { type LaterShifts, laterShifts } from './laterShifts.ts';
import { latestVersions } from './latestVersions.ts';
import type { RotaEvent } from './readEvent.ts';
import type { Length } from './readLength.ts';
import type { Moment } from './readMoment.ts';
import { RotaRefused } from './rotaRefused.ts';
import { findStarts, type Series } from './series.ts';
import { DAY_MS, type Zone } from './zoneNamed.ts';

/** One stretch of duty of an event, half open: [start, end). */
export interface Stretch {
  start: Instant;
  end: Instant;
  event: RotaEvent;
}

/** A stretch that does not take place. */
export interface Removed extends Stretch {
  /** A sentence. */
  why: string;
}

export interface Expansion {
  /** Those that touch the window, unsorted. */
  stretches: Stretch[];
  /** Those that would touch it, unsorted; `limits.rotaTakenOut` at the most. */
  takenOut: Removed[];
  /** The last of each series that ends within the window. */
  lasts: Stretch[];
  /** What is wrong with single events. */
  problems: RotaProblem[];
}

/**
 * @param events of one file, in its order; those with the same UID are one series
 * @throws RotaRefused when there are more stretches than the limit
 */
export function expandSeries(events: readonly RotaEvent[], window: Window): Expansion {
  const found: Expansion = { stretches: [], takenOut: [], lasts: [], problems: [] };
  const byUid = new Map<string, RotaEvent[]>();
  for (const event of events) {
    const same = byUid.get(event.uid);
    if (same) same.push(event);
    else byUid.set(event.uid, [event]);
  }
  for (const same of byUid.values()) {
    for (const stretch of expandUid(latestVersions(same, found.problems), window, found)) {
      if (!isInside(stretch, window)) continue;
      if (found.stretches.push(stretch) > limits.rotaShifts)
        throw new RotaRefused(
          stretch.event.file,
          stretch.event.line,
          `Line ${stretch.event.line}: the rota has more than ${limits.rotaShifts} shifts in the time that is looked at. Repeat less often.`,
        );
    }
  }
  return found;
}

/** The clocks may skip a shift from its start to its end: then it takes no time at all. */
function isInside({ start, end }: Stretch, { from, to }: Window): boolean {
  return start < end && end > from && start < to;
}

function expandUid(events: readonly RotaEvent[], window: Window, found: Expansion): Stretch[] {
  const master = events.find(({ replaces }) => replaces === null);
  const swaps = swapsOf(events, master);
  const ownOf = (event: RotaEvent): Stretch[] => {
    const own = stretchOf(event, ownStart(event), null);
    if (!event.cancelled) return [own];
    remember(found, window, own, isCancelled(event));
    return [];
  };
  if (master?.cancelled) rememberCancelled(master, events, window, found);
  // Swaps whose series is not in the file stand alone: busy-only feeds of Google are made of such.
  if (!master || master.cancelled) return swaps.flatMap(ownOf);
  if (!master.rule && master.further.length === 0 && swaps.length === 0 && master.except.length === 0)
    return ownOf(master);
  const later = laterShifts(master, swaps);
  const wider = { from: window.from - later.reachMs, to: window.to + later.reachMs };
  const series = expandMaster(master, events, wider, found.problems);
  const stretches: Stretch[] = [];
  takeOut(series, master, master.except, window, found.problems);
  for (const swap of swaps) {
    const met = swap.replaces ? takeOut(series, swap, [swap.replaces.moment], window, found.problems) : false;
    if (!met || !(swap.cancelled || swap.replaces?.andFuture)) stretches.push(...ownOf(swap));
  }
  const ofSeries: Stretch[] = [];
  for (const start of series.starts) {
    const takenBy = series.gone.get(start);
    const changed = later.changeOf(start);
    const own = stretchOf(master, start, master.start.zone);
    const now = changed === null ? own : stretchOf(changed.event, changed.start, master.start.zone);
    if (takenBy !== undefined) remember(found, window, now.event.cancelled ? own : now, takenBy);
    else if (!now.event.cancelled) ofSeries.push(now);
    if (changed !== null && takenBy === undefined) remember(found, window, own, whyReplaced(changed.event));
  }
  if (master.repeats === 'ends') found.lasts.push(...lastOf(ofSeries, master, later, window));
  for (const stretch of ofSeries) stretches.push(stretch);
  return stretches;
}

/** Of a change of all later shifts there are as many as the series goes on to have. */
function swapsOf(events: readonly RotaEvent[], master: RotaEvent | undefined): RotaEvent[] {
  return events
    .filter(({ replaces }) => replaces !== null)
    .map((event) => (event.replaces?.andFuture && master ? { ...event, repeats: master.repeats } : event));
}

/** All shifts of a series that is cancelled as a whole. What is wrong with it need not be put right. */
function rememberCancelled(master: RotaEvent, events: readonly RotaEvent[], window: Window, found: Expansion): void {
  if (found.takenOut.length >= limits.rotaTakenOut) return;
  const why = isCancelled(master);
  for (const start of expandMaster(master, events, window, []).starts)
    remember(found, window, stretchOf(master, start, master.start.zone), why);
}

function remember({ takenOut }: Expansion, window: Window, stretch: Stretch, why: string): void {
  if (takenOut.length < limits.rotaTakenOut && isInside(stretch, window)) takenOut.push({ ...stretch, why });
}

function isCancelled({ line }: RotaEvent): string {
  return `The event at line ${line} is cancelled.`;
}

/** Why a shift does not take place that a swap is for. */
function whyReplaced({ line, cancelled }: RotaEvent): string {
  return cancelled
    ? `The event at line ${line} is cancelled and takes this shift out.`
    : `The event at line ${line} takes this shift's place.`;
}

/** The last stretch of a series, when it ends within the window and none comes later, as far as a rota is worked out. */
function lastOf(ofSeries: readonly Stretch[], master: RotaEvent, later: LaterShifts, window: Window): Stretch[] {
  const [first] = ofSeries;
  if (!first) return [];
  const last = ofSeries.reduce((latest, one) => (one.end > latest.end ? one : latest), first);
  if (!isInside(last, window) || last.end > window.to) return [];
  try {
    const beyond = { from: window.to, to: window.to + limits.rotaDaysAhead * DAY_MS };
    const goesOn = expandRule(master, beyond, 0).starts.some((start) => {
      const changed = later.changeOf(start) ?? { event: master, start };
      return !changed.event.cancelled && changed.start.at >= window.to;
    });
    return goesOn ? [] : [last];
  } catch (error) {
    if (!(error instanceof EventFault)) throw error;
    return [];
  }
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
        kind: 'hint',
        loses: false,
      });
    if (startIsOdd)
      problems.push({
        file: master.file,
        line: master.line,
        uid: master.uid,
        message: `The event at line ${master.line} has a DTSTART that its RRULE does not lead to; that shift is counted, too. Begin on a day of the rule.`,
        kind: 'hint',
        loses: false,
      });
    return { master, starts, gone: new Map() };
  } catch (error) {
    if (!(error instanceof EventFault)) throw error;
    problems.push(leftOut(master.file, master.line, master.uid, error));
    return { master, starts: [], gone: new Map() };
  }
}

/**
 * Takes instances out of a series, or a day's instances when only a day is named. An instance from which on all are
 * changed stays in: it is one of those.
 * @param by the series itself, for its EXDATE, or a swap, for its RECURRENCE-ID
 * @returns true when every moment met one
 */
function takeOut(
  series: Series,
  by: RotaEvent,
  moments: readonly Moment[],
  window: Window,
  problems: RotaProblem[],
): boolean {
  const odd: Moment[] = [];
  let met = true;
  const property = by.replaces === null ? 'EXDATE' : 'RECURRENCE-ID';
  const why = by.replaces === null ? `EXDATE in the event at line ${by.line} takes this shift out.` : whyReplaced(by);
  for (const moment of moments) {
    const found = findStarts(series, moment);
    if (!by.replaces?.andFuture) for (const start of found) series.gone.set(start, why);
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
  return { file, line, uid, message, kind: 'hint', loses: false };
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
  return { file, line: fault.line, uid, message, kind: 'event', loses: true };
}

function writtenAs({ wall, isDate, zone }: Moment): string {
  const text = new Date(wall).toISOString().slice(0, isDate ? 10 : 16);
  return isDate ? text : `${text.replace('T', ' ')} (${zone.name})`;
}
