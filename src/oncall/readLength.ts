/** How long the shifts of an event are. */

import type { CalendarZones } from './calendarZones.ts';
import type { Property } from './cutLine.ts';
import { EventFault } from './eventFault.ts';
import type { EventText } from './readCalendars.ts';
import { type Moment, readMoment } from './readMoment.ts';
import { DAY_MS } from './zoneNamed.ts';

/** How long each shift is: first on the clock on the wall, then in exact time. */
export interface Length {
  wallMs: number;
  exactMs: number;
  /** Counted from the hour that is written (DTEND), or from the one the clocks show, should they skip that (DURATION). */
  countedFrom: 'written' | 'shown';
}

/**
 * The length by DTEND or DURATION; of a whole day without either a day.
 * @param repeats true when DTSTART is not the only start
 * @throws EventFault when there is no length, or it is none
 */
export function readLength(text: EventText, start: Moment, repeats: boolean, zones: CalendarZones): Length {
  const end = text.properties.find(({ name }) => name === 'dtend');
  const duration = text.properties.find(({ name }) => name === 'duration');
  if (end && duration) throw new EventFault(duration.line, 'it has DTEND and DURATION; keep one of them');
  if (!end && !duration) {
    // RFC 5545 3.6.1: a whole day without an end lasts that day; a time without an end lasts no time at all.
    if (start.isDate) return { wallMs: DAY_MS, exactMs: 0, countedFrom: 'written' };
    throw new EventFault(text.line, 'it has no DTEND, so it lasts no time');
  }
  const length = end
    ? lengthByEnd(end, start, repeats, zones)
    : readDuration(duration?.value ?? '', duration?.line ?? text.line);
  if (length.wallMs + length.exactMs <= 0)
    throw new EventFault(end?.line ?? text.line, 'it ends before it begins or lasts no time; correct its DTEND');
  return length;
}

/**
 * DTEND is read as the hour on the wall at which every shift ends (docs/rotas.md): an end in another zone is carried
 * over to the clock of the start. A shift that does not repeat ends at its exact instant.
 */
function lengthByEnd(line: Property, start: Moment, repeats: boolean, zones: CalendarZones): Length {
  // A DTEND that names no zone means the zone of its DTSTART.
  const end = readMoment(line, line.value, zones, start.zone);
  if (end.isDate !== start.isDate)
    throw new EventFault(
      line.line,
      'one of its DTSTART and DTEND is a date and the other a time; write both the same way',
    );
  if (end.zone === start.zone) return { wallMs: end.wall - start.wall, exactMs: 0, countedFrom: 'written' };
  const endAt = end.zone.instantOf(end.wall);
  if (repeats) return { wallMs: start.zone.wallOf(endAt) - start.wall, exactMs: 0, countedFrom: 'written' };
  return { wallMs: 0, exactMs: endAt - start.zone.instantOf(start.wall), countedFrom: 'shown' };
}

/**
 * Reads a DURATION: weeks and days are days on the wall, hours and less are exact (RFC 5545 3.3.6).
 * @param line of the file, for the fault
 * @throws EventFault for what is none, or is negative
 */
export function readDuration(text: string, line: number): Length {
  const match = /^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/i.exec(
    text.trim(),
  );
  if (!match) throw new EventFault(line, `its DURATION "${text.slice(0, 40)}" is none such as P7D or PT13H`);
  if (match[1] === '-') throw new EventFault(line, 'its DURATION is negative');
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((digits) => Number(digits ?? 0));
  return {
    wallMs: (weeks * 7 + days) * DAY_MS,
    exactMs: ((hours * 60 + minutes) * 60 + seconds) * 1000,
    countedFrom: 'shown',
  };
}
