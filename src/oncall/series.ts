/** A series that is being worked out: its starts within the window, and those that were taken out. */
import type { Instant } from '../domain/conversation.ts';
import { dayOf, type Start } from './expandRule.ts';
import type { RotaEvent } from './readEvent.ts';
import type { Moment } from './readMoment.ts';
import { DAY_MS, type WallTime } from './zoneNamed.ts';

export interface Series {
  master: RotaEvent;
  starts: Start[];
  /** The starts that were taken out, each with the sentence why. */
  gone: Map<Start, string>;
  /** Made when they are first looked into. */
  byInstant?: Map<Instant, Start>;
  byDay?: Map<WallTime, Start[]>;
}

/**
 * The starts that an EXDATE or RECURRENCE-ID means: instants are compared, whatever their zones; days where the series
 * or the moment is one. A time without a zone is in that of the series, else in that of the calendar.
 */
export function findStarts(series: Series, moment: Moment): readonly Start[] {
  const { start } = series.master;
  if (moment.isDate || start.isDate) return startsByDay(series).get(dayOf(moment, start)) ?? [];
  series.byInstant ??= new Map(series.starts.map((one) => [one.at, one]));
  for (const zone of moment.floating ? [start.zone, moment.zone] : [moment.zone]) {
    const found = series.byInstant.get(zone.instantOf(moment.wall));
    if (found) return [found];
  }
  return [];
}

function startsByDay(series: Series): Map<WallTime, Start[]> {
  if (series.byDay) return series.byDay;
  const byDay = new Map<WallTime, Start[]>();
  for (const start of series.starts) {
    const day = Math.floor(start.wall / DAY_MS) * DAY_MS;
    const same = byDay.get(day);
    if (same) same.push(start);
    else byDay.set(day, [start]);
  }
  series.byDay = byDay;
  return byDay;
}

/** The wall time of a series that a moment means; of only a day, in a series of times, the hour of DTSTART. */
export function wallIn(moment: Moment, series: Moment): WallTime {
  if (series.isDate) return dayOf(moment, series);
  if (moment.isDate) return moment.wall + (series.wall - Math.floor(series.wall / DAY_MS) * DAY_MS);
  if (moment.floating || moment.zone === series.zone) return moment.wall;
  return series.zone.wallOf(moment.zone.instantOf(moment.wall));
}
