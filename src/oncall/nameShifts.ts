/** Who has the shifts of a file. */
import { limits } from '../domain/limits.ts';
import type { RotaProblem, SeriesEnd, ShiftSource, TakenOut } from '../domain/rota.ts';
import type { Expansion } from './expandSeries.ts';
import type { FindPeople, Named } from './findPeople.ts';
import type { Duty, DutyShift } from './indexShifts.ts';
import type { RotaEvent } from './readEvent.ts';
import { RotaRefused } from './rotaRefused.ts';

export interface NamedShifts {
  /** One per person of a stretch, in the order of their events. */
  shifts: DutyShift[];
  takenOut: TakenOut[];
  seriesEnds: SeriesEnd[];
  problems: RotaProblem[];
}

/** Whom an event names. */
interface NamedEvent {
  source: ShiftSource;
  duties: readonly Duty[];
  named: readonly Named[];
  /** Made when they are first asked for. */
  people?: string[];
}

/**
 * Names the people of all shifts of a file, and those of the shifts that are not there. An event that names nobody we
 * know is reported once, however often it repeats, and not at all when it has no shift.
 * @param version of the file
 * @param ordersBefore the last order of the files before
 * @throws RotaRefused when there are more shifts than the limit
 */
export function nameShifts(
  { stretches, takenOut, lasts }: Expansion,
  find: FindPeople,
  version: string,
  ordersBefore: number,
): NamedShifts {
  const shifts: DutyShift[] = [];
  const byEvent = new Map<RotaEvent, NamedEvent>();
  const namedOf = (event: RotaEvent): NamedEvent => {
    const known = byEvent.get(event);
    if (known) return known;
    const made = nameEvent(event, onePerPerson(find(event)), version, ordersBefore);
    byEvent.set(event, made);
    return made;
  };
  for (const { start, end, event } of stretches) {
    for (const duty of namedOf(event).duties) shifts.push({ start, end, duty });
    if (shifts.length > limits.rotaShifts) throw tooMany(event.file);
  }
  const problems: RotaProblem[] = [];
  for (const [event, { named }] of byEvent) {
    problems.push(...oddLevel(event));
    for (const one of named) problems.push(...problemsOf(event, one));
  }
  return {
    shifts: shifts.sort((a, b) => a.duty.order - b.duty.order),
    takenOut: takenOut.map(({ start, end, event, why }) => {
      const one = namedOf(event);
      return { start, end, people: peopleOf(one), source: one.source, why };
    }),
    seriesEnds: lasts.map(({ end, event }) => {
      const one = namedOf(event);
      return { source: one.source, people: peopleOf(one), endsAt: end };
    }),
    problems,
  };
}

function nameEvent(event: RotaEvent, named: readonly Named[], version: string, ordersBefore: number): NamedEvent {
  const { file, uid, summary, line, level, repeats } = event;
  const source = { file, uid: ownText(uid), summary: ownText(summary), line, level, version, repeats };
  // Events are in the order of their lines, and those of one file after those of the one before.
  const order = ordersBefore + line;
  return {
    source,
    duties: named.map(({ person, reason }) => ({ person, reason, source, order })),
    named,
  };
}

/** One list for all shifts of an event; a list that was put together has room for more, and a copy has none. */
function peopleOf(one: NamedEvent): string[] {
  one.people ??= one.named.flatMap(({ person }) => person ?? []).slice();
  return one.people;
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

function problemsOf({ file, line, uid }: RotaEvent, { reason, declared, declinedBy }: Named): RotaProblem[] {
  if (declinedBy !== undefined) {
    const message = `${declinedBy} has declined the invitation of the event at line ${line}, and is on call all the same; swap the shift, or take them out.`;
    return [{ file, line, uid, message, kind: 'hint', loses: false }];
  }
  if (reason === null || declared) return [];
  const message = `${reason} Correct line ${line} and on, or add the name to the directory (people, aliases).`;
  return [{ file, line, uid, message, kind: 'person', loses: true }];
}

/** Where it does not begin the SUMMARY, or has two digits, a level is none. An override has its own, whatever it says. */
function oddLevel({ file, line, uid, summary, role }: RotaEvent): RotaProblem[] {
  const odd = role === 'override' ? null : /\[L\d+\]/i.exec(summary.replace(/^\[L\d\]/i, ''));
  if (odd === null) return [];
  const message = `"${odd[0].slice(0, 40)}" in the SUMMARY of the event at line ${line} is no level there; a SUMMARY begins with one of [L1] to [L9].`;
  return [{ file, line, uid, message, kind: 'hint', loses: false }];
}

/** The refusal of a rota that repeats too often. */
export function tooMany(file: string): RotaRefused {
  const message = `The rota has more than ${limits.rotaShifts} shifts in the time that is looked at. Repeat less often.`;
  return new RotaRefused(file, 0, message);
}
