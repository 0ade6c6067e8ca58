/** Which time zone a calendar means by a name, and by none. */

import { fileZone } from './fileZone.ts';
import type { Calendar, ZoneText } from './readCalendars.ts';
import { windowsZones } from './windowsZones.ts';
import { type Zone, zoneFrom, zoneNamed } from './zoneNamed.ts';

export interface CalendarZones {
  utc: Zone;
  /** The zone of whole days, and of times that name none. */
  floating: Zone;
  /** X-WR-TIMEZONE, if it is written and not known. */
  unknown: string | null;
  /** The zone of a TZID; null when it is not known: then it is an error of the event, and never UTC. */
  find(tzid: string): Zone | null;
}

/**
 * A TZID is looked for as an IANA name, as a Windows name (Unicode CLDR), as "/vendor/Region/City", as an offset such as
 * "UTC+02:00", and last in the VTIMEZONE of the file: many files have short or old rules for a zone that is well known.
 * Times without a zone are in that of X-WR-TIMEZONE, else in the only VTIMEZONE of the calendar, else in that of the rota.
 */
export function calendarZones(calendar: Calendar, rotaZone: Zone): CalendarZones {
  const found = new Map<string, Zone | null>();
  const inFile = new Map<string, ZoneText>();
  for (const zone of calendar.zones) {
    const name = textOf(zone, 'tzid');
    if (name !== null) inFile.set(plainName(name), zone);
  }
  const find = (tzid: string): Zone | null => {
    const known = found.get(tzid);
    if (known !== undefined) return known;
    const name = plainName(tzid);
    const zone = zoneByName(name) ?? zoneInFile(name, inFile.get(name));
    found.set(tzid, zone);
    return zone;
  };
  const named = calendar.zoneName === null ? null : find(calendar.zoneName);
  const [only, second] = inFile.keys();
  const single = only !== undefined && second === undefined ? find(only) : null;
  return {
    utc: zoneNamed('UTC') ?? rotaZone,
    floating: named ?? single ?? rotaZone,
    unknown: named === null ? calendar.zoneName : null,
    find,
  };
}

const byWindowsName = new Map(Object.entries(windowsZones).map(([name, iana]) => [name.toLowerCase(), iana]));

function zoneByName(name: string): Zone | null {
  const iana = zoneNamed(name);
  if (iana) return iana;
  const lower = name.toLowerCase();
  const windows = byWindowsName.get(lower);
  if (windows !== undefined) return zoneNamed(windows);
  // Thunderbird and older programs write "US-Eastern".
  if (lower.startsWith('us-')) return zoneNamed(name.replace('-', '/'));
  if (lower === 'tzone://microsoft/utc' || lower === '(utc) coordinated universal time') return zoneNamed('UTC');
  return name.startsWith('/') ? zoneByTail(name) : zoneByOffset(name);
}

/** "/mozilla.org/20050126_1/America/Argentina/Buenos_Aires": an IANA name has up to three parts. */
function zoneByTail(name: string): Zone | null {
  const parts = name.split('/');
  for (const count of [3, 2, 1]) {
    const zone = parts.length > count ? zoneNamed(parts.slice(-count).join('/')) : null;
    if (zone) return zone;
  }
  return null;
}

/** "UTC+02:00", "GMT-5", "+0530". */
function zoneByOffset(name: string): Zone | null {
  const match = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(name);
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  if (minutes > 14 * 60) return null;
  const offsetMs = (match[1] === '-' ? -minutes : minutes) * 60_000;
  return zoneFrom(name, () => offsetMs);
}

function zoneInFile(name: string, text: ZoneText | undefined): Zone | null {
  if (!text) return null;
  const location = textOf(text, 'x-lic-location');
  return (location === null ? null : zoneNamed(location)) ?? fileZone(name, text);
}

function textOf(zone: ZoneText, name: string): string | null {
  return zone.properties.find((property) => property.name === name)?.value.trim() || null;
}

/** Without the quotes and the escapes that some programs leave in. */
function plainName(tzid: string): string {
  return tzid.replace(/["\\]/g, '').trim();
}
