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

const MOMENT = /^\d{8}(?:T\d{6}Z?)?$/i;
const DATE_LENGTH = 8;
const ZERO = 48;

/**
 * Reads one value of a property. Eight digits are a date even where VALUE=DATE is missing.
 * @param text the value, or one of its values
 * @param floating the zone of a value that names none
 * @throws EventFault for what is no date or time, does not exist in the calendar, or is in a zone that is not known
 */
export function readMoment(property: Property, text: string, zones: CalendarZones, floating = zones.floating): Moment {
  const value = text.trim();
  if (!MOMENT.test(value))
    throw new EventFault(
      property.line,
      `its ${nameOf(property)} "${value.slice(0, 40)}" is no date or time such as 20261101T180000`,
    );
  const wall = wallFrom(value);
  if (wall === null)
    throw new EventFault(property.line, `its ${nameOf(property)} "${value}" does not exist in the calendar`);
  const isDate = value.length === DATE_LENGTH;
  // VALUE=DATE with a time behind it: some programs add the hour of midnight.
  if (property.params.value?.toUpperCase() === 'DATE' && !isDate)
    return { wall: Math.floor(wall / DAY_MS) * DAY_MS, isDate: true, zone: floating, floating: true };
  if (isDate) return { wall, isDate, zone: floating, floating: true };
  const zone = /Z$/i.test(value) ? zones.utc : zoneOf(property, zones);
  return { wall, isDate, zone: zone ?? floating, floating: zone === null };
}

/** The values of a property with a list of them, such as EXDATE. */
export function readMoments(property: Property, zones: CalendarZones, floating = zones.floating): Moment[] {
  return property.value
    .split(',')
    .filter((value) => value.trim() !== '')
    .map((value) => readMoment(property, value, zones, floating));
}

/** Null when there is no such date or time: 31 February, 24:00. */
function wallFrom(value: string): WallTime | null {
  const isDate = value.length === DATE_LENGTH;
  const year = digits(value, 0, 4);
  const month = digits(value, 4, 6);
  const day = digits(value, 6, 8);
  const hour = isDate ? 0 : digits(value, 9, 11);
  const minute = isDate ? 0 : digits(value, 11, 13);
  const second = isDate ? 0 : digits(value, 13, 15);
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  if (year >= 100 && day <= 28) return wall;
  // Date.UTC reads the year 1 as 1901, and carries 31 February over into March.
  const date = new Date(wall);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCDate() === day ? date.getTime() : null;
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i++) number = number * 10 + text.charCodeAt(i) - ZERO;
  return number;
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
