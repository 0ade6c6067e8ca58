/** The days on which a calendar closes a desk. */
import type { RotaProblem } from '../domain/rota.ts';
import { calendarZones } from './calendarZones.ts';
import { EventFault } from './eventFault.ts';
import type { Window } from './expandRule.ts';
import { expandSeries, leftOut } from './expandSeries.ts';
import { type EventText, readCalendars } from './readCalendars.ts';
import { type EventPlace, type RotaEvent, readEvent } from './readEvent.ts';
import { DAY_MS, zoneNamed } from './zoneNamed.ts';

export interface Holidays {
  /** Such as "2026-11-26", each once, in order. */
  dates: string[];
  /** What must be put right, in the order of the file. */
  problems: RotaProblem[];
}

/**
 * Reads the whole-day events of a calendar, with their rules and exceptions. A day is a day of the desk, whatever zone
 * the calendar names: calendars of holidays are often written in UTC.
 * @param window the days that touch it are listed
 * @throws Error when the text is no calendar, or has more in it than the limits allow: a sentence with line and remedy
 */
export function readHolidays(text: string, window: Window): Holidays {
  const utc = zoneNamed('UTC');
  if (!utc) throw new Error('There is no UTC.');
  const { calendars, problems: found } = readCalendars('', text);
  const isEmpty = calendars.every(({ events }) => events.length === 0);
  const problems = isEmpty ? found.filter(({ line }) => line > 0) : [...found];
  if (isEmpty && problems.length === 0)
    problems.push({
      file: '',
      line: 0,
      uid: null,
      message: 'The calendar has no events, so it closes no day; export it again with its events, or name none.',
      kind: 'event',
      loses: true,
    });
  const days = calendars.flatMap((calendar) => {
    const zones = { ...calendarZones(calendar, utc), floating: utc };
    return calendar.events.flatMap((event) => {
      try {
        return readDay(event, { file: '', role: 'base', zones });
      } catch (error) {
        if (!(error instanceof EventFault)) throw error;
        problems.push(leftOut('', event.line, null, error));
        return [];
      }
    });
  });
  // Days are worked out as those of UTC, which a day of the desk begins up to a day before or after.
  const from = Math.floor(window.from / DAY_MS - 1) * DAY_MS;
  const to = Math.ceil(window.to / DAY_MS + 1) * DAY_MS;
  const { stretches, problems: odd } = expandSeries(days, { from, to });
  const dates = new Set<string>();
  for (const { start, end } of stretches)
    for (let day = Math.max(start, from); day < Math.min(end, to); day += DAY_MS)
      dates.add(new Date(day).toISOString().slice(0, 10));
  return { dates: [...dates].sort(), problems: [...problems, ...odd].sort((a, b) => a.line - b.line) };
}

function readDay(text: EventText, place: EventPlace): RotaEvent {
  const event = readEvent(text, place);
  if (!event.start.isDate)
    throw new EventFault(
      text.line,
      'it is no whole day; write DTSTART;VALUE=DATE:20261126, or give other hours under exceptions in hours.yaml',
    );
  return event;
}
