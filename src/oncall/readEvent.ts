/** Reads one event of a rota into what the engine works with, or says what is wrong with it. */
import { limits } from '../domain/limits.ts';
import type { Repeats, RotaRole } from '../domain/rota.ts';
import type { CalendarZones } from './calendarZones.ts';
import type { Property } from './cutLine.ts';
import { EventFault } from './eventFault.ts';
import type { EventText } from './readCalendars.ts';
import { type Length, readDuration, readLength } from './readLength.ts';
import { type Moment, readMoment, readMoments } from './readMoment.ts';
import { type Rule, readRule } from './readRule.ts';
import { DAY_MS, type Zone } from './zoneNamed.ts';

/** Whom an ATTENDEE line names: an address without its scheme, and the name beside it (CN). */
export interface Attendee {
  address: string;
  name: string | null;
  /** They have declined the invitation (PARTSTAT). */
  hasDeclined: boolean;
}

/** A further start (RDATE), with a length of its own when it is a PERIOD. */
export interface Further {
  moment: Moment;
  length: Length | null;
}

/** RECURRENCE-ID: which instance of the series with the same UID an event replaces, or that one and all later ones. */
export interface Replaces {
  moment: Moment;
  andFuture: boolean;
}

export interface RotaEvent {
  /** Name of the file. */
  file: string;
  uid: string;
  /** As written, with its "[L1]". */
  summary: string;
  description: string;
  /** Line of its BEGIN:VEVENT, from 1. */
  line: number;
  role: RotaRole;
  level: number;
  attendees: Attendee[];
  /** SEQUENCE: of two versions of the same event the higher counts. */
  sequence: number;
  /** When this version was written (LAST-MODIFIED, else DTSTAMP): of the same SEQUENCE the later counts. Compared as text. */
  stamp: string;
  /** The properties of the event, to see whether two are the same. */
  text: EventText;
  cancelled: boolean;
  start: Moment;
  length: Length;
  rule: Rule | null;
  repeats: Repeats;
  /** UNTIL of the rule. */
  until: Moment | null;
  /** EXDATE: the instances that do not take place. */
  except: Moment[];
  further: Further[];
  replaces: Replaces | null;
}

/** Where an event stands. */
export interface EventPlace {
  file: string;
  role: RotaRole;
  zones: CalendarZones;
}

/** The level of an override: it beats every "[Ln]", n being one digit. */
export const OVERRIDE_LEVEL = 10;

/**
 * Reads an event.
 * @throws EventFault for what cannot be read; its message is a clause about the event
 */
export function readEvent(text: EventText, { file, role, zones }: EventPlace): RotaEvent {
  const find = (name: string) => text.properties.find((property) => property.name === name);
  const all = (name: string) => text.properties.filter((property) => property.name === name);
  // To leave it out would put people on call whom the rota does not mean.
  const exrule = find('exrule');
  if (exrule) throw new EventFault(exrule.line, 'it has EXRULE, which is not read; give the exceptions as EXDATE');
  const startLine = find('dtstart');
  if (!startLine) throw new EventFault(text.line, 'it has no DTSTART');
  const start = readMoment(startLine, startLine.value, zones);
  const ruleLine = onlyRule(text);
  const rule = ruleLine ? readEventRule(ruleLine) : null;
  const further = all('rdate').flatMap((line) => readFurther(line, zones, start.zone));
  const replaces = readReplaces(find('recurrence-id'), zones, rule !== null || further.length > 0);
  const repeats = rule !== null || further.length > 0 || replaces?.andFuture === true;
  const length = readLength(text, start, repeats, zones);
  if (repeats && length.wallMs + length.exactMs > limits.rotaShiftDays * DAY_MS)
    throw new EventFault(text.line, `its shifts repeat and are longer than ${limits.rotaShiftDays} days`);
  const summary = find('summary')?.value.trim() ?? '';
  return {
    file,
    // Every event must have a UID (RFC 5545 3.8.4.7); rotas written by hand do without, and then each stands alone.
    uid: find('uid')?.value.trim() || `line-${text.line}`,
    summary,
    description: find('description')?.value ?? '',
    line: text.line,
    role,
    level: role === 'override' ? OVERRIDE_LEVEL : Number(/^\[L(\d)\]/i.exec(summary)?.[1] ?? 0),
    attendees: all('attendee').flatMap(readAttendee),
    sequence: Number.parseInt(find('sequence')?.value ?? '0', 10) || 0,
    stamp: (find('last-modified') ?? find('dtstamp'))?.value.trim() ?? '',
    text,
    cancelled: find('status')?.value.trim().toUpperCase() === 'CANCELLED',
    start,
    length,
    rule,
    repeats: repeatsOf(rule, further),
    until: ruleLine && rule?.until ? readUntil(ruleLine, rule.until, zones, start.zone) : null,
    except: all('exdate').flatMap((line) => readMoments(line, zones)),
    further,
    replaces,
  };
}

function repeatsOf(rule: Rule | null, further: readonly Further[]): Repeats {
  if (rule === null) return further.length > 0 ? 'ends' : 'once';
  return rule.until === null && rule.parts.count === undefined ? 'endless' : 'ends';
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
function readUntil({ line }: Property, value: string, zones: CalendarZones, zone: Zone): Moment {
  return readMoment({ name: 'until', params: {}, value, line }, value, zones, zone);
}

/** RDATE: dates, times, or periods "start/end" and "start/duration" (RFC 5545 3.3.9). */
function readFurther(line: Property, zones: CalendarZones, zone: Zone): Further[] {
  if (line.params.value?.toUpperCase() !== 'PERIOD')
    return readMoments(line, zones, zone).map((moment) => ({ moment, length: null }));
  return line.value.split(',').map((period) => {
    const [from = '', to = ''] = period.split('/');
    const moment = readMoment(line, from, zones, zone);
    return { moment, length: readPeriodLength(line, moment, to, zones) };
  });
}

function readPeriodLength(line: Property, start: Moment, to: string, zones: CalendarZones): Length {
  if (/^[+-]?P/i.test(to.trim())) return readDuration(to, line.line);
  const end = readMoment(line, to, zones, start.zone);
  const exactMs = end.zone.instantOf(end.wall) - start.zone.instantOf(start.wall);
  if (exactMs <= 0) throw new EventFault(line.line, 'a period of its RDATE ends before it begins or lasts no time');
  return { wallMs: 0, exactMs, countedFrom: 'shown' };
}

function readReplaces(line: Property | undefined, zones: CalendarZones, repeats: boolean): Replaces | null {
  if (!line) return null;
  if (repeats)
    throw new EventFault(line.line, 'it has RECURRENCE-ID and RRULE; one shift of a series cannot itself repeat');
  const range = line.params.range?.trim().toUpperCase();
  if (range !== undefined && range !== 'THISANDFUTURE')
    throw new EventFault(line.line, `its RECURRENCE-ID has RANGE=${range.slice(0, 40)}, where THISANDFUTURE may stand`);
  return { moment: readMoment(line, line.value, zones), andFuture: range !== undefined };
}

/**
 * An attendee without an address or a name is nobody, and so is a room or a thing (RFC 5545 3.2.3), and whoever only is to
 * know of the event (3.2.16).
 */
function readAttendee({ value, params }: Property): Attendee[] {
  if (/^(ROOM|RESOURCE)$/i.test(params.cutype ?? '') || /^NON-PARTICIPANT$/i.test(params.role ?? '')) return [];
  const address = value.trim().replace(/^(mailto|tel|sip):/i, '');
  const name = params.cn?.trim() || null;
  const hasDeclined = params.partstat?.toUpperCase() === 'DECLINED';
  return address === '' && name === null ? [] : [{ address, name, hasDeclined }];
}
