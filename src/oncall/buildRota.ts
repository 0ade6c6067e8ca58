/** From the text of a rota to its index: parse, read, repeat, name, sort. */
import type { Instant } from '../domain/conversation.ts';
import type { RotaPerson, RotaProblem, RotaRole, Shift } from '../domain/rota.ts';
import { expandSeries, leftOut, type Stretch } from './expandSeries.ts';
import { type FindPeople, findPeople } from './findPeople.ts';
import { indexShifts, type NamedShift } from './indexShifts.ts';
import { type Calendar, readCalendar } from './readCalendar.ts';
import { EventFault, type RotaEvent, readEvent } from './readEvent.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { type Zone, zoneNamed } from './zoneNamed.ts';

export interface Rota {
  index: RotaIndex;
  /** What a lead must put right, in the order of the file. What concerns one event has cost that event only. */
  problems: RotaProblem[];
  /** The shifts that touch the window, uncut, by start. */
  shifts: Shift[];
}

/** One file of a rota (.ics), as it was read. */
export interface RotaFile {
  /** Its name, for problems and sources. */
  name: string;
  bytes: Uint8Array | string;
  role: RotaRole;
}

export interface RotaInput {
  /** In their order; people who are on call together are named in it. */
  files: readonly RotaFile[];
  /** The rota's time zone: of whole days, and of times that name none, unless the calendar names its own. */
  zone: string;
  people: readonly RotaPerson[];
  /** What is worked out: [from, to). */
  from: Instant;
  to: Instant;
}

/**
 * Works out a rota.
 * @throws Error when the text is no calendar, or has more in it than the limits allow: a sentence with line and remedy.
 * @throws RangeError when the zone does not exist or the window is empty
 */
export function buildRota({ files, zone: zoneName, people, from, to }: RotaInput): Rota {
  if (!(from < to)) throw new RangeError('A rota is worked out from an instant to a later one.');
  const rotaZone = zoneNamed(zoneName);
  if (!rotaZone) throw new RangeError(`"${zoneName}" is no time zone; write a name such as America/Chicago.`);
  const problems: RotaProblem[] = [];
  const shifts: NamedShift[] = [];
  for (const { name, bytes, role } of files) {
    const calendar = readCalendar(typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes));
    const found = [...calendar.problems];
    const events = readEvents(calendar, calendarZone(calendar, rotaZone, found), found);
    const series = expandSeries(events, { from, to });
    found.push(...series.problems);
    shifts.push(...nameShifts(series.stretches, name, role, findPeople(people), found));
    problems.push(...found.sort((a, b) => a.line - b.line).map((problem) => ({ ...problem, file: name })));
  }
  return {
    index: indexShifts(shifts, { from, to }),
    problems,
    shifts: shifts.map(({ start, end, person, source }) => ({ start, end, person, source })),
  };
}

function calendarZone({ zoneName }: Calendar, rotaZone: Zone, problems: RotaProblem[]): Zone {
  if (zoneName === null) return rotaZone;
  const zone = zoneNamed(zoneName);
  if (zone) return zone;
  problems.push({
    file: '',
    line: 0,
    uid: null,
    message: `The calendar's X-WR-TIMEZONE "${zoneName.slice(0, 60)}" is not known; ${rotaZone.name} is used for times without a zone.`,
    loses: false,
  });
  return rotaZone;
}

function readEvents(calendar: Calendar, zone: Zone, problems: RotaProblem[]): RotaEvent[] {
  const events: RotaEvent[] = [];
  for (const text of calendar.events) {
    try {
      events.push(readEvent(text, zone));
    } catch (error) {
      if (!(error instanceof EventFault)) throw error;
      const uid = text.properties.find(({ name }) => name === 'uid')?.value ?? null;
      problems.push(leftOut(text.line, uid, error));
    }
  }
  return events;
}

/** One shift per person of a stretch. An event that names nobody we know is reported once, however often it repeats. */
function nameShifts(
  stretches: readonly Stretch[],
  file: string,
  role: RotaRole,
  find: FindPeople,
  problems: RotaProblem[],
): NamedShift[] {
  const shifts: NamedShift[] = [];
  const namedBy = new Map<RotaEvent, ReturnType<FindPeople>>();
  for (const { start, end, event } of stretches) {
    let named = namedBy.get(event);
    if (!named) {
      named = find(event);
      namedBy.set(event, named);
      for (const { reason } of named)
        if (reason !== null)
          problems.push({
            file,
            line: event.line,
            uid: event.uid,
            message: `${reason} Correct line ${event.line} and on, or add the name to the directory (people, aliases).`,
            loses: true,
          });
    }
    const level = role === 'override' ? 10 : Number(/^\[L(\d)\]/.exec(event.summary)?.[1] ?? 0);
    const source = { file, uid: event.uid, summary: event.summary, line: event.line, level };
    for (const { person, reason } of named) shifts.push({ start, end, person, source, reason });
  }
  return shifts.sort((a, b) => a.start - b.start || a.source.line - b.source.line);
}
