/** Works out when a repeating event starts. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { EventFault } from './eventFault.ts';
import type { RotaEvent } from './readEvent.ts';
import type { Length } from './readLength.ts';
import type { Moment } from './readMoment.ts';
import { ruleWalls } from './ruleWalls.ts';
import { DAY_MS, type WallTime } from './zoneNamed.ts';

/** Half open: [from, to). */
export interface Window {
  from: Instant;
  to: Instant;
}

/** One instance of a series: its hour on the wall of DTSTART's zone, and its instant. */
export interface Start {
  wall: WallTime;
  at: Instant;
  /** Its own length (a PERIOD of RDATE), or null for that of its event. */
  length: Length | null;
}

export interface Starts {
  starts: Start[];
  /** DTSTART is in the window and the rule does not lead to it: RFC 5545 3.8.5.3 leaves open what that means. */
  startIsOdd: boolean;
}

const HOUR_MS = 3_600_000;

/**
 * The starts of an event, each instant once: DTSTART, those its rule leads to, and its RDATEs; all that are in the window
 * or less than `longestMs` before it, and some beside it.
 * @throws EventFault when the rule cannot be worked out within the limits
 */
export function expandRule(event: RotaEvent, window: Window, longestMs: number): Starts {
  const { start, rule, until } = event;
  // A day more on either side: the wall differs from UTC by up to 14 hours, and a shift may be an hour longer than written.
  const earliest = window.from - longestMs - DAY_MS;
  const latest = Math.min(window.to, until === null ? Number.POSITIVE_INFINITY : until.wall + DAY_MS) + DAY_MS;
  const byInstant = new Map<Instant, Start>();
  const add = (one: Start) => {
    const same = byInstant.get(one.at);
    // Where the clocks skip an hour, two starts may be one; the one that the clocks show lasts until its own end.
    if (!same || (same.length === null && start.zone.wallOf(one.at) === one.wall)) byInstant.set(one.at, one);
  };
  const startAt = start.zone.instantOf(start.wall);
  const startCounts = start.wall >= earliest && start.wall <= latest && startsInTime(event, start.wall, startAt);
  for (const further of event.further) {
    const one = furtherStart(event, further.moment, further.length);
    if (one.wall >= earliest && one.wall <= window.to + DAY_MS) add(one);
  }
  let startIsOdd = false;
  if (rule !== null) {
    const led = ruleStarts(event, earliest, latest).filter(({ wall, at }) => startsInTime(event, wall, at));
    startIsOdd = startCounts && !led.some(({ at }) => at === startAt);
    for (const one of led) add(one);
  }
  if (startCounts) add({ wall: start.wall, at: startAt, length: null });
  return { starts: [...byInstant.values()], startIsOdd };
}

function ruleStarts(event: RotaEvent, earliest: WallTime, latest: WallTime): Start[] {
  const { start, rule } = event;
  if (rule === null) return [];
  try {
    if (isPlainHourly(event)) return hourlyStarts(event, earliest, latest);
    return ruleWalls(rule, start.wall, earliest, latest).map((wall) => ({
      wall,
      at: start.zone.instantOf(wall),
      length: null,
    }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EventFault(event.line, `its rule cannot be worked out within ${limits.rotaRuleSteps} steps (${why})`);
  }
}

function isPlainHourly({ rule }: RotaEvent): boolean {
  return rule?.freq === 'HOURLY' && Object.keys(rule.parts).every((part) => /^(freq|interval|count|wkst)$/.test(part));
}

/**
 * Every so many hours on the clock on the wall: hand-overs at 8:00 and 20:00 stay there when the clocks change. A shift
 * every hour takes the hour that the clocks show twice twice, and is an hour long.
 */
function hourlyStarts({ start, rule, length }: RotaEvent, earliest: WallTime, latest: WallTime): Start[] {
  const { interval = 1, count = Number.POSITIVE_INFINITY } = rule?.parts ?? {};
  const stepMs = interval * HOUR_MS;
  const exact: Length = { wallMs: 0, exactMs: length.wallMs + length.exactMs, countedFrom: 'shown' };
  const ownLength = interval === 1 ? exact : null;
  const skipped = Number.isFinite(count) ? 0 : Math.max(0, Math.floor((earliest - start.wall) / stepMs) - 1);
  if (Math.min(count, (latest - start.wall) / stepMs - skipped) > limits.rotaRuleDays)
    throw new Error(`more than ${limits.rotaRuleDays} hours would have to be looked at`);
  const starts: Start[] = [];
  let counted = 0;
  let before = Number.NaN;
  for (let wall = start.wall + skipped * stepMs; wall <= latest && counted < count; wall += stepMs) {
    const at = start.zone.instantOf(wall);
    const again = interval === 1 && start.zone.wallOf(at + HOUR_MS) === wall ? at + HOUR_MS : at;
    // The hour after one that the clocks skip is that hour.
    for (const one of new Set([at, again])) {
      if (one === before || counted >= count) continue;
      counted += 1;
      before = one;
      if (wall >= earliest) starts.push({ wall, at: one, length: ownLength });
    }
  }
  return starts;
}

/** An RDATE; only a day, in a series of times, means the hour of DTSTART on that day. */
function furtherStart({ start }: RotaEvent, moment: Moment, length: Length | null): Start {
  if (start.isDate || moment.isDate) {
    const timeOfDay = start.wall - Math.floor(start.wall / DAY_MS) * DAY_MS;
    const wall = dayOf(moment, start) + timeOfDay;
    return { wall, at: start.zone.instantOf(wall), length };
  }
  const at = moment.zone.instantOf(moment.wall);
  return { wall: moment.zone === start.zone ? moment.wall : start.zone.wallOf(at), at, length };
}

/** The day a moment means to a series, as the wall time of its midnight. */
export function dayOf(moment: Moment, series: Moment): WallTime {
  const midnight = moment.wall % DAY_MS === 0;
  // Exchange excepts whole days by a time: midnight in whatever zone means the day that is written.
  const wall = moment.isDate || midnight ? moment.wall : series.zone.wallOf(moment.zone.instantOf(moment.wall));
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

function startsInTime({ start, until }: RotaEvent, wall: WallTime, at: Instant): boolean {
  if (until === null) return true;
  if (start.isDate) return wall <= dayOf(until, start);
  // A date includes its whole day, where RFC 5545 3.3.10 wants the type of DTSTART: many programs write it so.
  if (until.isDate) return wall < until.wall + DAY_MS;
  return at <= until.zone.instantOf(until.wall);
}
