/** Reads a rota file into its calendars and their events, each on its own, so that a bad one costs only itself. */
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';
import { cutLine, type KnownParameters, type Property } from './cutLine.ts';
import { type ContentLine, readLines } from './readLines.ts';
import { RotaRefused } from './rotaRefused.ts';

export interface EventText {
  /** Line of its BEGIN:VEVENT, from 1. */
  line: number;
  /** What says who is on call, and when; the others are left out. */
  properties: Property[];
}

/** A VTIMEZONE: what it calls itself, and its parts. */
export interface ZoneText {
  properties: Property[];
  parts: { kind: 'STANDARD' | 'DAYLIGHT'; properties: Property[] }[];
}

/** One VCALENDAR. */
export interface Calendar {
  events: EventText[];
  zones: ZoneText[];
  /** The calendar's own time zone (X-WR-TIMEZONE, which Google and Apple write), or null. */
  zoneName: string | null;
}

/** The properties of an event that are looked at; of any other it is only asked that it be a line. */
const ofEvents = new Set(
  'dtstart dtend duration rrule exrule rdate exdate recurrence-id uid sequence dtstamp last-modified status summary description attendee'
    .split(' ')
    .flatMap((name) => [name, name.toUpperCase()]),
);

const MAY_BE_MARK = /^[\sBbEe]/;
const MARK = /^\s*(BEGIN|END):\s*([\w-]+)\s*$/i;

/** What the name of a property ends before. */
const AFTER_NAME = /[;:]/;
const NAME = /^[A-Za-z0-9._-]+$/;

/**
 * Splits a rota file into its calendars.
 * @throws RotaRefused when the file is no calendar, is cut off, or is larger than the limits allow
 */
export function readCalendars(
  file: string,
  bytes: Uint8Array | string,
): { calendars: Calendar[]; problems: RotaProblem[] } {
  const { lines, hints } = readLines(file, bytes);
  requireCalendar(file, lines);
  const reader = new CalendarReader(file);
  for (const line of lines) reader.take(line);
  const problems = [...hints, ...reader.problems];
  if (reader.calendars.every(({ events }) => events.length === 0) && reader.problems.length === 0)
    problems.push({
      file,
      line: 0,
      uid: null,
      message: 'The calendar has no events, so nobody is ever on call; export it again with its events.',
      kind: 'event',
      loses: true,
    });
  return { calendars: reader.calendars, problems };
}

function requireCalendar(file: string, lines: readonly ContentLine[]): void {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) throw new RotaRefused(file, 1, 'Line 1: the file is empty. Save or fetch the calendar again.');
  if (!isLine(first.text, 'BEGIN:VCALENDAR'))
    throw new RotaRefused(
      file,
      first.line,
      `Line ${first.line} is "${excerpt(first.text)}", not BEGIN:VCALENDAR: this is no calendar. Save it as iCalendar (.ics).`,
    );
  if (!isLine(last.text, 'END:VCALENDAR'))
    throw new RotaRefused(
      file,
      last.line,
      `Line ${last.line} is the last, and it is not END:VCALENDAR: the file is cut off. Save or fetch it again.`,
    );
}

/** Walks through BEGIN and END lines and keeps what belongs to events and time zones. */
class CalendarReader {
  readonly calendars: Calendar[] = [];
  readonly problems: RotaProblem[] = [];
  private readonly file: string;
  private calendar: Calendar = { events: [], zones: [], zoneName: null };
  /** Components begun and not ended, innermost last. */
  private readonly open: string[] = [];
  private event: EventText | null = null;
  private zone: ZoneText | null = null;
  private events = 0;
  private readonly known: KnownParameters = new Map();
  /** What is wrong with the event that is being read; the first thing counts. */
  private fault: RotaProblem | null = null;

  constructor(file: string) {
    this.file = file;
  }

  take(content: ContentLine): void {
    const { text, line } = content;
    // Most lines are neither, and most of them do not begin with a letter of either.
    const mark = MAY_BE_MARK.test(text) ? MARK.exec(text) : null;
    const component = mark?.[2]?.toUpperCase();
    if (component === undefined) this.property(content);
    else if (mark?.[1]?.toUpperCase() === 'BEGIN') this.begin(component, line);
    else this.end(component, line);
  }

  private begin(component: string, line: number): void {
    if (this.event !== null && (component === 'VEVENT' || component === 'VCALENDAR')) this.leaveUnended(this.event);
    if (component === 'VCALENDAR') {
      this.open.length = 0;
      this.calendar = { events: [], zones: [], zoneName: null };
      this.calendars.push(this.calendar);
    }
    if (component === 'VEVENT') {
      this.events += 1;
      if (this.events > limits.rotaEvents)
        throw new RotaRefused(
          this.file,
          line,
          `Line ${line}: the rota has more than ${limits.rotaEvents} events. Export fewer years, or split it.`,
        );
      this.event = { line, properties: [] };
      this.fault = null;
    }
    if (component === 'VTIMEZONE') {
      this.zone = { properties: [], parts: [] };
      this.calendar.zones.push(this.zone);
    }
    if (component === 'STANDARD' || component === 'DAYLIGHT')
      this.zone?.parts.push({ kind: component, properties: [] });
    this.open.push(component);
  }

  private end(component: string, line: number): void {
    if (this.event !== null && component === 'VCALENDAR') this.leaveUnended(this.event);
    const at = this.open.lastIndexOf(component);
    if (at < 0) {
      // The event whose BEGIN is missing or misspelt is lost; of anything else, nothing is.
      const loses = component === 'VEVENT';
      const remedy = loses ? 'write BEGIN:VEVENT before its event' : 'the line is ignored';
      this.report(line, `Line ${line} ends ${component}, which has not begun; ${remedy}.`, loses);
      return;
    }
    this.open.length = at;
    if (component === 'VTIMEZONE') this.zone = null;
    if (component !== 'VEVENT' || this.event === null) return;
    if (this.fault) this.problems.push({ ...this.fault, uid: uidOf(this.event) });
    else this.calendar.events.push(this.event);
    this.event = null;
  }

  private leaveUnended(event: EventText): void {
    this.problems.push({
      file: this.file,
      line: event.line,
      uid: uidOf(event),
      message: `The event at line ${event.line} has no END:VEVENT; the event is left out.`,
      kind: 'event',
      loses: true,
    });
    this.event = null;
    this.open.length = this.open.lastIndexOf('VEVENT');
  }

  private property(content: ContentLine): void {
    const inside = this.open.at(-1);
    if (inside === 'VEVENT') this.propertyOfEvent(content);
    else if (inside === 'VTIMEZONE') this.keep(this.zone?.properties, content);
    else if (inside === 'STANDARD' || inside === 'DAYLIGHT') this.keep(this.zone?.parts.at(-1)?.properties, content);
    else if (inside === 'VCALENDAR' || inside === undefined) this.propertyOfCalendar(content);
    // Alarms and to-dos say nothing about who is on call.
  }

  private propertyOfEvent(content: ContentLine): void {
    const name = content.text.slice(0, content.text.search(AFTER_NAME));
    const isWanted = ofEvents.has(name) || ofEvents.has(name.toLowerCase());
    if (!isWanted && NAME.test(name) && content.text.includes(':')) return;
    const property = isWanted ? cutLine(content, this.known) : null;
    if (property !== null) {
      this.event?.properties.push(property);
      return;
    }
    const { text, line } = content;
    const message = `Line ${line} ("${excerpt(text)}") is no iCalendar line; the event at line ${this.event?.line ?? line} is left out.`;
    this.fault ??= { file: this.file, line, uid: null, message, kind: 'event', loses: true };
  }

  private propertyOfCalendar(content: ContentLine): void {
    const { text, line } = content;
    const property = cutLine(content);
    if (property === null)
      this.report(line, `Line ${line} ("${excerpt(text)}") is no iCalendar line; it is ignored.`, false);
    if (property?.name === 'x-wr-timezone' && property.value.trim() !== '')
      this.calendar.zoneName = property.value.trim();
  }

  private keep(properties: Property[] | undefined, content: ContentLine): void {
    const property = cutLine(content);
    if (property !== null) properties?.push(property);
  }

  private report(line: number, message: string, loses: boolean): void {
    this.problems.push({ file: this.file, line, uid: null, message, kind: loses ? 'event' : 'hint', loses });
  }
}

function uidOf(event: EventText): string | null {
  return event.properties.find(({ name }) => name === 'uid')?.value ?? null;
}

function isLine(text: string, wanted: string): boolean {
  return text.trim().toUpperCase() === wanted;
}

function excerpt(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
