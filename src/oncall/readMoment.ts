/** Reads dates and times as events write them (RFC 5545 3.3.4, 3.3.5). */

import type { CalendarZones } from './calendarZones.ts';
import type { Property } from './cutLine.ts';
import { EventFault } from './eventFault.ts';
import { DAY_MS, type WallTime, type Zone } from './zoneNamed.ts';

/** A date or a time as an event writes it. */
export interface Moment {
  /** A DATE is its midnight. */
  wall: WallTime;
  isDate: boolean;
  zone: Zone;
  /** It names no zone, and is a date or has no "Z": another property of the event may say what it means. */
  floating: boolean;
}

/**
 * Reads one value of a property. Eight digits are a date even where VALUE=DATE is missing.
 * @param text the value, or one of its values
 * @param floating the zone of a value that names none
 * @throws EventFault for what is no date or time, does not exist in the calendar, or is in a zone that is not known
 */
export function readMoment(property: Property, text: string, zones: CalendarZones, floating = zones.floating): Moment {
  const value = text.trim();
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/i.exec(value);
  if (!match)
    throw new EventFault(
      property.line,
      `its ${nameOf(property)} "${value.slice(0, 40)}" is no date or time such as 20261101T180000`,
    );
  const wall = wallFrom(match);
  if (wall === null)
    throw new EventFault(property.line, `its ${nameOf(property)} "${value}" does not exist in the calendar`);
  const isDate = match[4] === undefined;
  // VALUE=DATE with a time behind it: some programs add the hour of midnight.
  if (property.params.value?.toUpperCase() === 'DATE' && !isDate)
    return { wall: Math.floor(wall / DAY_MS) * DAY_MS, isDate: true, zone: floating, floating: true };
  if (isDate) return { wall, isDate, zone: floating, floating: true };
  const zone = match[7] === '' ? zoneOf(property, zones) : zones.utc;
  return { wall, isDate, zone: zone ?? floating, floating: zone === null };
}

/** The values of a property with a list of them, such as EXDATE. */
export function readMoments(property: Property, zones: CalendarZones, floating: Zone): Moment[] {
  return property.value
    .split(',')
    .filter((value) => value.trim() !== '')
    .map((value) => readMoment(property, value, zones, floating));
}

/** Null when there is no such date or time: 31 February, 24:00. */
function wallFrom(match: RegExpExecArray): WallTime | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits) => Number(digits ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return null;
  let wall = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC reads the year 1 as 1901.
  if (year < 100) wall = new Date(wall).setUTCFullYear(year, month - 1, day);
  const again = new Date(wall);
  return again.getUTCMonth() === month - 1 && again.getUTCDate() === day ? wall : null;
}

function zoneOf(property: Property, zones: CalendarZones): Zone | null {
  const name = property.params.tzid;
  if (name === undefined || name.trim() === '') return null;
  const zone = zones.find(name);
  // Never UTC instead: everybody would be on call hours early or late, and nothing would show it.
  if (zone === null)
    throw new EventFault(
      property.line,
      `its ${nameOf(property)} is in the time zone "${name.slice(0, 60)}", which is not known; write a name such as America/Chicago`,
    );
  return zone;
}

function nameOf(property: Property): string {
  return property.name.toUpperCase();
}
