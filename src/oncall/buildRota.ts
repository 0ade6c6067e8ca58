/** From the files of a rota to its index: parse, read, repeat, name, sort. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { RotaPerson, RotaProblem, RotaRole, Shift } from '../domain/rota.ts';
import { calendarZones } from './calendarZones.ts';
import { EventFault } from './eventFault.ts';
import type { Window } from './expandRule.ts';
import { expandSeries, leftOut, type Stretch } from './expandSeries.ts';
import { type FindPeople, findPeople, type Named } from './findPeople.ts';
import { type Duty, type DutyShift, indexShifts } from './indexShifts.ts';
import { type Calendar, readCalendars } from './readCalendars.ts';
import { type RotaEvent, readEvent } from './readEvent.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { RotaRefused } from './rotaRefused.ts';
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
  for (const file of files) {
    const read = readFile(file, rotaZone, { from, to }, find, shifts.at(-1)?.duty.order ?? 0);
    problems.push(...read.problems);
    for (const shift of read.shifts) shifts.push(shift);
    if (shifts.length > limits.rotaShifts) throw tooMany(file.name);
  }
  shifts.sort((a, b) => a.start - b.start || a.duty.order - b.duty.order);
  return {
    index: indexShifts(shifts, { from, to }),
    problems,
    shifts: shifts.map(({ start, end, duty }) => ({ start, end, person: duty.person, source: duty.source })),
  };
}

function readFile(file: RotaFile, rotaZone: Zone, window: Window, find: FindPeople, ordersBefore: number) {
  const { name, bytes } = file;
  const { calendars, problems } = readCalendars(name, bytes);
  const events = calendars.flatMap((calendar) => readEvents(calendar, file, rotaZone, problems));
  const { stretches, problems: ofSeries } = expandSeries(events, window);
  problems.push(...ofSeries);
  const shifts = nameShifts(stretches, find, ordersBefore, problems);
  return { shifts, problems: problems.sort((a, b) => a.line - b.line) };
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

/** One shift per person of a stretch. An event that names nobody we know is reported once, however often it repeats. */
function nameShifts(
  stretches: readonly Stretch[],
  find: FindPeople,
  ordersBefore: number,
  problems: RotaProblem[],
): DutyShift[] {
  const shifts: DutyShift[] = [];
  const byEvent = new Map<RotaEvent, Duty[]>();
  for (const { start, end, event } of stretches) {
    let duties = byEvent.get(event);
    if (!duties) {
      const named = find(event);
      const { file, uid, summary, line, level } = event;
      const source = { file, uid: ownText(uid), summary: ownText(summary), line, level };
      // Events are in the order of their lines, and those of one file after those of the one before.
      const order = ordersBefore + line;
      duties = onePerPerson(named).map(({ person, reason }) => ({ person, reason, source, order }));
      byEvent.set(event, duties);
      problems.push(...unknownPeople(event, named));
    }
    for (const duty of duties) shifts.push({ start, end, duty });
    if (shifts.length > limits.rotaShifts) throw tooMany(event.file);
  }
  return shifts.sort((a, b) => a.duty.order - b.duty.order);
}

/** A copy: a piece of a long text keeps the whole of it in memory, and what names a shift is kept for as long as its rota. */
function ownText(piece: string): string {
  return ` ${piece}`.slice(1);
}

/** An event may name somebody twice, by address and by name. */
function onePerPerson(named: readonly Named[]): readonly Named[] {
  if (named.length < 2) return named;
  return named.filter(({ person }, i) => person === null || named.findIndex((other) => other.person === person) === i);
}

function unknownPeople({ file, line, uid }: RotaEvent, named: readonly Named[]): RotaProblem[] {
  return named.flatMap(({ reason, declared }) =>
    reason === null || declared
      ? []
      : {
          file,
          line,
          uid,
          message: `${reason} Correct line ${line} and on, or add the name to the directory (people, aliases).`,
          loses: true,
        },
  );
}

function tooMany(file: string): RotaRefused {
  const message = `The rota has more than ${limits.rotaShifts} shifts in the time that is looked at. Repeat less often.`;
  return new RotaRefused(file, 0, message);
}
