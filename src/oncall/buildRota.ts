/** From the files of a rota to its index: parse, read, repeat, name, sort. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { RotaPerson, RotaProblem, RotaRole, SeriesEnd, Shift, TakenOut } from '../domain/rota.ts';
import { calendarZones } from './calendarZones.ts';
import { EventFault } from './eventFault.ts';
import type { Window } from './expandRule.ts';
import { expandSeries, leftOut } from './expandSeries.ts';
import { type FindPeople, findPeople } from './findPeople.ts';
import { type DutyShift, indexShifts } from './indexShifts.ts';
import { nameShifts, tooMany } from './nameShifts.ts';
import { type Calendar, readCalendars } from './readCalendars.ts';
import { type RotaEvent, readEvent } from './readEvent.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { type Zone, zoneNamed } from './zoneNamed.ts';

export interface Rota {
  index: RotaIndex;
  /** What a lead must put right, in the order of the files and their lines. What concerns one event has cost that event only. */
  problems: RotaProblem[];
  /** The shifts that touch the window, uncut, by start; those of lower levels among them. */
  shifts: Shift[];
}

/** One file of a rota (.ics), as it was read. */
export interface RotaFile {
  /** Its name, for problems and sources. */
  name: string;
  /** The hash of its text, for sources. */
  version?: string;
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
 * @throws RotaRefused when a file is no calendar, or has more in it than the limits allow: a sentence with line and remedy
 * @throws RangeError when the zone does not exist, the window is empty, or there are too many files
 */
export function buildRota({ files, zone: zoneName, people, from, to }: RotaInput): Rota {
  if (!(from < to)) throw new RangeError('A rota is worked out from an instant to a later one.');
  if (files.length > limits.rotaFiles) throw new RangeError(`A rota has ${limits.rotaFiles} files at the most.`);
  const rotaZone = zoneNamed(zoneName);
  if (!rotaZone) throw new RangeError(`"${zoneName}" is no time zone; write a name such as America/Chicago.`);
  const find = findPeople(people);
  const problems: RotaProblem[] = [];
  const shifts: DutyShift[] = [];
  const takenOut: TakenOut[] = [];
  const seriesEnds: SeriesEnd[] = [];
  for (const file of files) {
    const read = readFile(file, rotaZone, { from, to }, find, shifts.at(-1)?.duty.order ?? 0);
    problems.push(...read.problems);
    for (const shift of read.shifts) shifts.push(shift);
    for (const one of read.takenOut) takenOut.push(one);
    for (const one of read.seriesEnds) seriesEnds.push(one);
    if (shifts.length > limits.rotaShifts) throw tooMany(file.name);
  }
  shifts.sort((a, b) => a.start - b.start || a.duty.order - b.duty.order);
  return {
    index: {
      ...indexShifts(shifts, { from, to }),
      takenOut: takenOut.slice(0, limits.rotaTakenOut).sort((a, b) => a.start - b.start),
      seriesEnds: seriesEnds.sort((a, b) => a.endsAt - b.endsAt),
    },
    problems,
    shifts: shifts.map(({ start, end, duty }) => ({ start, end, person: duty.person, source: duty.source })),
  };
}

function readFile(file: RotaFile, rotaZone: Zone, window: Window, find: FindPeople, ordersBefore: number) {
  const { name, bytes, version = '' } = file;
  const { calendars, problems } = readCalendars(name, bytes);
  const events = calendars.flatMap((calendar) => readEvents(calendar, file, rotaZone, problems));
  const expansion = expandSeries(events, window);
  problems.push(...expansion.problems);
  const named = nameShifts(expansion, find, version, ordersBefore);
  problems.push(...named.problems);
  return { ...named, problems: problems.sort((a, b) => a.line - b.line) };
}

function readEvents(
  calendar: Calendar,
  { name, role }: RotaFile,
  rotaZone: Zone,
  problems: RotaProblem[],
): RotaEvent[] {
  const zones = calendarZones(calendar, rotaZone);
  if (zones.unknown !== null)
    problems.push({
      file: name,
      line: 0,
      uid: null,
      message: `The calendar's X-WR-TIMEZONE "${zones.unknown.slice(0, 60)}" is not known; ${zones.floating.name} is used for times without a zone.`,
      kind: 'hint',
      loses: false,
    });
  const events: RotaEvent[] = [];
  for (const text of calendar.events) {
    try {
      events.push(readEvent(text, { file: name, role, zones }));
    } catch (error) {
      if (!(error instanceof EventFault)) throw error;
      const uid = text.properties.find((property) => property.name === 'uid')?.value ?? null;
      problems.push(leftOut(name, text.line, uid, error));
    }
  }
  return events;
}
