/** Reads one event of a rota into what the engine works with, or says what is wrong with it. */
import { limits } from '../domain/limits.ts';
import type { EventText, Property } from './readCalendar.ts';
import { type Rule, readRule } from './readRule.ts';
import { DAY_MS, type WallTime, type Zone, zoneNamed } from './zoneNamed.ts';

/** A date or a time as an event writes it. */
export interface Moment {
  /** A DATE is its midnight. */
  wall: WallTime;
  isDate: boolean;
  zone: Zone;
}

/** Whom an ATTENDEE line names: an address without its scheme, and the name beside it (CN). */
export interface Attendee {
  address: string;
  name: string | null;
}

/** How long each shift is: first on the clock on the wall, then in exact time. */
export interface Length {
  wallMs: number;
  exactMs: number;
  /** Counted from the hour that is written (DTEND), or from the one the clocks show, should they skip that (DURATION). */
  countedFrom: 'written' | 'shown';
}

export interface RotaEvent {
  uid: string;
  summary: string;
  /** Line of its BEGIN:VEVENT, from 1. */
  line: number;
  attendees: Attendee[];
  /** SEQUENCE: of two versions of the same event the higher counts. */
  sequence: number;
  cancelled: boolean;
  start: Moment;
  length: Length;
  rule: Rule | null;
  /** UNTIL of the rule. */
  until: Moment | null;
  /** EXDATE: the instances that do not take place. */
  except: Moment[];
  /** RECURRENCE-ID: the instance of the series with the same UID that this event replaces. */
  replaces: Moment | null;
}

/** A fault of one event: where, and a clause that says what and how to put it right. */
export class EventFault extends Error {
  override name = 'EventFault';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Properties that change what an event means and are not read: an event that has one is left out rather than misread. */
const notRead: Readonly<Record<string, string>> = {
  rdate: 'give each further date an event of its own',
  exrule: 'give the exceptions as EXDATE',
};

/**
 * Reads an event.
 * @param calendarZone the zone of times that name none, and of whole days
 * @throws EventFault for what cannot be read; its message is a clause about the event
 */
export function readEvent(text: EventText, calendarZone: Zone): RotaEvent {
  const find = (name: string) => text.properties.find((property) => property.name === name);
  for (const property of text.properties) {
    const instead = notRead[property.name];
    if (instead !== undefined)
      throw new EventFault(property.line, `it has ${property.name.toUpperCase()}, which is not read; ${instead}`);
  }
  const startLine = find('dtstart');
  if (!startLine) throw new EventFault(text.line, 'it has no DTSTART');
  const start = readMoment(startLine, startLine.value, calendarZone);
  const ruleLine = onlyRule(text);
  const rule = ruleLine ? readEventRule(ruleLine) : null;
  const replacesLine = find('recurrence-id');
  if (replacesLine?.params.range !== undefined)
    throw new EventFault(
      replacesLine.line,
      'it has RANGE, which is not read; end the series with UNTIL and begin a new one',
    );
  if (replacesLine && rule)
    throw new EventFault(
      replacesLine.line,
      'it has RECURRENCE-ID and RRULE; one shift of a series cannot itself repeat',
    );
  const length = readLength(text, start, rule !== null, calendarZone);
  if (rule && length.wallMs + length.exactMs > limits.rotaShiftDays * DAY_MS)
    throw new EventFault(text.line, `its shifts repeat and are longer than ${limits.rotaShiftDays} days`);
  return {
    // Every event must have a UID (RFC 5545 3.8.4.7); rotas written by hand do without, and then each stands alone.
    uid: find('uid')?.value.trim() || `line-${text.line}`,
    summary: find('summary')?.value.trim() ?? '',
    line: text.line,
    attendees: text.properties.filter(({ name }) => name === 'attendee').flatMap(readAttendee),
    sequence: Number.parseInt(find('sequence')?.value ?? '0', 10) || 0,
    cancelled: find('status')?.value.trim().toUpperCase() === 'CANCELLED',
    start,
    length,
    rule,
    until: ruleLine && rule?.until ? readUntil(ruleLine, rule.until, start.zone) : null,
    except: text.properties.filter(({ name }) => name === 'exdate').flatMap((line) => readMoments(line, calendarZone)),
    replaces: replacesLine ? readMoment(replacesLine, replacesLine.value, calendarZone) : null,
  };
}

function onlyRule(text: EventText): Property | null {
  const [line, second] = text.properties.filter(({ name }) => name === 'rrule');
  if (second) throw new EventFault(second.line, 'it has a second RRULE; give that rule an event of its own');
  return line ?? null;
}

function readEventRule(line: Property): Rule {
  try {
    return readRule(line.value);
  } catch (error) {
    throw new EventFault(line.line, error instanceof Error ? error.message : String(error));
  }
}

/** UNTIL without a Z is in the zone of DTSTART. */
function readUntil(ruleLine: Property, text: string, zone: Zone): Moment {
  return readMoment({ name: 'until', params: {}, type: 'unknown', value: text, line: ruleLine.line }, text, zone);
}

function readMoments(property: Property, calendarZone: Zone): Moment[] {
  return property.value
    .split(',')
    .filter((value) => value.trim() !== '')
    .map((value) => readMoment(property, value, calendarZone));
}

/** Reads a DATE or DATE-TIME (RFC 5545 3.3.4, 3.3.5). Eight digits are a date even where VALUE=DATE is missing. */
function readMoment(property: Property, text: string, calendarZone: Zone): Moment {
  const name = property.name.toUpperCase();
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/i.exec(text.trim());
  if (!match)
    throw new EventFault(
      property.line,
      `its ${name} "${text.slice(0, 40)}" is no date or time such as 20261101T180000`,
    );
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const wall = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  // Date.UTC carries 31 February over into March, and reads 0001 as 1901.
  const again = new Date(wall).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  if (again.slice(0, 8) !== text.trim().slice(0, 8) || (match[4] && again.slice(9) !== text.trim().slice(9, 15)))
    throw new EventFault(property.line, `its ${name} "${text}" does not exist in the calendar`);
  const isDate = match[4] === undefined;
  if (property.type === 'date' && !isDate)
    return { wall: Math.floor(wall / DAY_MS) * DAY_MS, isDate: true, zone: calendarZone };
  return { wall, isDate, zone: isDate ? calendarZone : zoneOf(property, match[7] !== '', calendarZone) };
}

const utc = zoneNamed('UTC');

function zoneOf(property: Property, isUtc: boolean, calendarZone: Zone): Zone {
  if (isUtc && utc) return utc;
  const name = property.params.tzid;
  if (name === undefined) return calendarZone;
  const zone = zoneNamed(name);
  // Never UTC instead: everybody would be on call hours early or late, and nothing would show it.
  if (!zone)
    throw new EventFault(
      property.line,
      `its ${property.name.toUpperCase()} is in the time zone "${name.slice(0, 60)}", which is not known; write a name such as America/Chicago`,
    );
  return zone;
}

function readLength(text: EventText, start: Moment, repeats: boolean, calendarZone: Zone): Length {
  const end = text.properties.find(({ name }) => name === 'dtend');
  const duration = text.properties.find(({ name }) => name === 'duration');
  if (end && duration) throw new EventFault(duration.line, 'it has DTEND and DURATION; keep one of them');
  const length = end ? lengthByEnd(end, start, repeats, calendarZone) : duration ? lengthByDuration(duration) : null;
  if (length === null) {
    // RFC 5545 3.6.1: a whole day without an end lasts that day; a time without an end lasts no time at all.
    if (start.isDate) return { wallMs: DAY_MS, exactMs: 0, countedFrom: 'written' };
    throw new EventFault(text.line, 'it has no DTEND, so it lasts no time');
  }
  if (length.wallMs + length.exactMs <= 0)
    throw new EventFault(end?.line ?? text.line, 'it ends before it begins or lasts no time; correct its DTEND');
  return length;
}

/**
 * DTEND is read as the hour on the wall at which every shift ends (docs/rotas.md): an end in another zone is carried
 * over to the clock of the start. A shift that does not repeat ends at its exact instant.
 */
function lengthByEnd(line: Property, start: Moment, repeats: boolean, calendarZone: Zone): Length {
  const end = readMoment(line, line.value, calendarZone);
  if (end.isDate !== start.isDate)
    throw new EventFault(
      line.line,
      'one of its DTSTART and DTEND is a date and the other a time; write both the same way',
    );
  // A DTEND that names no zone means the zone of its DTSTART.
  const floating = line.params.tzid === undefined && !/Z$/i.test(line.value.trim());
  if (floating || end.zone.name === start.zone.name)
    return { wallMs: end.wall - start.wall, exactMs: 0, countedFrom: 'written' };
  const endAt = end.zone.instantOf(end.wall);
  if (repeats) return { wallMs: start.zone.wallOf(endAt) - start.wall, exactMs: 0, countedFrom: 'written' };
  return { wallMs: 0, exactMs: endAt - start.zone.instantOf(start.wall), countedFrom: 'shown' };
}

/** Weeks and days are days on the wall, hours and less are exact (RFC 5545 3.3.6). */
function lengthByDuration(line: Property): Length {
  const match = /^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/i.exec(
    line.value.trim(),
  );
  if (!match) throw new EventFault(line.line, `its DURATION "${line.value.slice(0, 40)}" is none such as P7D or PT13H`);
  if (match[1] === '-') throw new EventFault(line.line, 'its DURATION is negative');
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((digits) => Number(digits ?? 0));
  return {
    wallMs: (weeks * 7 + days) * DAY_MS,
    exactMs: ((hours * 60 + minutes) * 60 + seconds) * 1000,
    countedFrom: 'shown',
  };
}

/** An attendee without an address or a name is nobody. */
function readAttendee(property: Property): Attendee[] {
  const address = property.value.trim().replace(/^(mailto|tel|sip):/i, '');
  const name = property.params.cn?.trim() || null;
  return address === '' && name === null ? [] : [{ address, name }];
}
