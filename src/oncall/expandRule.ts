/** Works out when a repeating event starts. */
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { EventFault, type Moment, type RotaEvent } from './readEvent.ts';
import { DAY_MS, type WallTime } from './zoneNamed.ts';

/** Half open: [from, to). */
export interface Window {
  from: Instant;
  to: Instant;
}

export interface Starts {
  walls: WallTime[];
  /** DTSTART is in the window and the rule does not lead to it: RFC 5545 3.8.5.3 leaves open what that means. */
  startIsOdd: boolean;
}

/**
 * The starts of an event as the clock on the wall shows them, DTSTART always among them, such that the shifts touch
 * the window.
 *
 * The rule runs on the wall's clock (in UTC, for rrule-temporal) and each start is turned into an instant afterwards:
 * so 18:00 stays 18:00 over a change of the clocks, and a start that the clocks skip is kept where a rule engine that
 * knows the zone would leave the shift out.
 * @throws EventFault when the rule cannot be worked out within the limits
 */
export function expandRule(event: RotaEvent, window: Window): Starts {
  const { start, length, rule, until } = event;
  // A day more on either side: the wall differs from UTC by up to 14 hours, and a shift may be an hour longer than written.
  const earliest = window.from - length.wallMs - length.exactMs - DAY_MS;
  const latest = Math.min(window.to, until?.wall ?? Number.POSITIVE_INFINITY) + DAY_MS;
  const startCounts = start.wall >= earliest && start.wall <= latest && startsInTime(event, start.wall);
  if (rule === null || latest < earliest) return { walls: startCounts ? [start.wall] : [], startIsOdd: false };
  const dtstart = Temporal.Instant.fromEpochMilliseconds(start.wall).toZonedDateTimeISO('UTC');
  try {
    const walls = new RRuleTemporal({ ...rule.parts, dtstart, maxIterations: limits.rotaRuleSteps })
      .between(new Date(earliest), new Date(latest), true)
      .map((occurrence) => occurrence.epochMilliseconds)
      .filter((wall) => startsInTime(event, wall));
    const startIsOdd = startCounts && !walls.includes(start.wall);
    return { walls: startIsOdd ? [start.wall, ...walls] : walls, startIsOdd };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EventFault(event.line, `its rule cannot be worked out within ${limits.rotaRuleSteps} steps (${why})`);
  }
}

/** The day a moment means to a series of whole days, as the wall time of its midnight. */
export function dayOf(moment: Moment, series: Moment): WallTime {
  const midnight = moment.wall % DAY_MS === 0;
  // Exchange excepts whole days by a time: midnight in whatever zone means the day that is written.
  const wall = moment.isDate || midnight ? moment.wall : series.zone.wallOf(moment.zone.instantOf(moment.wall));
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

function startsInTime({ start, until }: RotaEvent, wall: WallTime): boolean {
  if (until === null) return true;
  if (start.isDate) return wall <= dayOf(until, start);
  // A date includes its whole day, where RFC 5545 3.3.10 wants the type of DTSTART: many programs write it so.
  if (until.isDate) return wall < until.wall + DAY_MS;
  return start.zone.instantOf(wall) <= until.zone.instantOf(until.wall);
}
