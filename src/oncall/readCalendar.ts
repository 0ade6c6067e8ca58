/** Reads the text of an iCalendar file into its events, each on its own, so that a bad one costs only itself. */
import ICAL from 'ical.js';
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';

/** One property of an event: its name and parameters in small letters, its value as written (texts unescaped). */
export interface Property {
  name: string;
  params: Readonly<Record<string, string>>;
  /** The VALUE parameter in small letters ("date"), or what ical.js assumes. */
  type: string;
  value: string;
  /** Line of the file on which it begins, from 1. */
  line: number;
}

export interface EventText {
  /** Line of its BEGIN:VEVENT, from 1. */
  line: number;
  properties: Property[];
}

export interface Calendar {
  events: EventText[];
  /** The calendar's own time zone (X-WR-TIMEZONE, which Google and Apple write), or null. */
  zoneName: string | null;
  problems: RotaProblem[];
}

interface ContentLine {
  text: string;
  line: number;
}

/**
 * ical.js is used for one thing: to cut a content line into name, parameters and value (RFC 5545 3.1). Its own
 * readings of dates and rules let wrong ones pass, so every value but a text stays as written.
 */
const rawDesign = {
  value: { text: ICAL.design.icalendar.value.text },
  param: ICAL.design.icalendar.param,
  property: { summary: { defaultType: 'text' }, uid: { defaultType: 'text' } },
  propertyGroups: false,
};

/**
 * Splits a rota file into events.
 * @param text the whole file
 * @throws Error when the text is no calendar, is cut off, or is larger than the limits allow; it says where and what to do
 */
export function readCalendar(text: string): Calendar {
  if (text.length > limits.rotaBytes)
    throw new Error(`The rota is larger than ${limits.rotaBytes} bytes. Export fewer years, or split it.`);
  const lines = unfold(text);
  requireCalendar(lines);
  const reader = new EventReader();
  for (const line of lines) reader.take(line);
  const { calendar } = reader;
  if (calendar.events.length === 0 && calendar.problems.length === 0)
    calendar.problems.push({
      file: '',
      line: 0,
      uid: null,
      message: 'The calendar has no events, so nobody is ever on call; export it again with its events.',
      loses: true,
    });
  return calendar;
}

/** Joins folded lines (RFC 5545 3.1) and drops empty ones; CRLF, LF and CR all end a line. */
function unfold(text: string): ContentLine[] {
  const lines: ContentLine[] = [];
  let folded: string[] = [];
  let start = 0;
  const flush = () => {
    if (folded.length > 0) lines.push({ text: folded.join(''), line: start });
    folded = [];
  };
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .forEach((raw, i) => {
      if (folded.length > 0 && (raw.startsWith(' ') || raw.startsWith('\t'))) {
        folded.push(raw.slice(1));
        return;
      }
      flush();
      if (raw.trim() === '') return;
      folded = [raw];
      start = i + 1;
    });
  flush();
  return lines;
}

function requireCalendar(lines: ContentLine[]): void {
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) throw new Error('Line 1: the file is empty. Save or fetch the calendar again.');
  if (!isLine(first.text, 'BEGIN:VCALENDAR'))
    throw new Error(
      `Line ${first.line} is "${excerpt(first.text)}", not BEGIN:VCALENDAR: this is no calendar. Save it as iCalendar (.ics).`,
    );
  if (!isLine(last.text, 'END:VCALENDAR'))
    throw new Error(
      `Line ${last.line} is the last, and it is not END:VCALENDAR: the file is cut off. Save or fetch it again.`,
    );
}

/** Walks through BEGIN and END lines and keeps what belongs to events. */
class EventReader {
  readonly calendar: Calendar = { events: [], zoneName: null, problems: [] };
  /** Components begun and not ended, innermost last. */
  private readonly open: string[] = [];
  private event: EventText | null = null;
  /** What is wrong with the event that is being read; the first thing counts. */
  private fault: RotaProblem | null = null;

  take({ text, line }: ContentLine): void {
    const mark = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(text);
    const component = mark?.[2]?.toUpperCase();
    if (component === undefined) this.property(text, line);
    else if (mark?.[1]?.toUpperCase() === 'BEGIN') this.begin(component, line);
    else this.end(component, line);
  }

  private begin(component: string, line: number): void {
    if (this.event !== null && (component === 'VEVENT' || component === 'VCALENDAR')) this.leaveUnended(this.event);
    if (component === 'VEVENT') {
      if (this.calendar.events.length >= limits.rotaEvents)
        throw new Error(
          `Line ${line}: the rota has more than ${limits.rotaEvents} events. Export fewer years, or split it.`,
        );
      this.event = { line, properties: [] };
      this.fault = null;
    }
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
    if (component !== 'VEVENT' || this.event === null) return;
    if (this.fault) this.calendar.problems.push({ ...this.fault, uid: uidOf(this.event) });
    else this.calendar.events.push(this.event);
    this.event = null;
  }

  private leaveUnended(event: EventText): void {
    this.calendar.problems.push({
      file: '',
      line: event.line,
      uid: uidOf(event),
      message: `The event at line ${event.line} has no END:VEVENT; the event is left out.`,
      loses: true,
    });
    this.event = null;
    this.open.length = this.open.lastIndexOf('VEVENT');
  }

  private property(text: string, line: number): void {
    const inside = this.open.at(-1);
    // Alarms, zones and to-dos say nothing about who is on call.
    if (inside !== 'VEVENT' && inside !== 'VCALENDAR') return;
    const property = readProperty(text, line);
    if (inside === 'VCALENDAR') {
      if (property === null)
        this.report(line, `Line ${line} ("${excerpt(text)}") is no iCalendar line; it is ignored.`, false);
      if (property?.name === 'x-wr-timezone' && property.value.trim() !== '')
        this.calendar.zoneName = property.value.trim();
      return;
    }
    if (property !== null) this.event?.properties.push(property);
    else
      this.fault ??= {
        file: '',
        line,
        uid: null,
        message: `Line ${line} ("${excerpt(text)}") is no iCalendar line; the event at line ${this.event?.line ?? line} is left out.`,
        loses: true,
      };
  }

  private report(line: number, message: string, loses: boolean): void {
    this.calendar.problems.push({ file: '', line, uid: null, message, loses });
  }
}

function readProperty(text: string, line: number): Property | null {
  if (!/^[A-Za-z0-9-]+[;:]/.test(text)) return null;
  try {
    const [name, params, type, value]: [string, Record<string, string | string[]>, string, string] =
      ICAL.parse.property(text, rawDesign);
    const single: Record<string, string> = {};
    for (const [key, entry] of Object.entries(params))
      single[key] = typeof entry === 'string' ? entry : entry.join(',');
    return { name, params: single, type, value, line };
  } catch {
    return null;
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
