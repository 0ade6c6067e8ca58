/** Sorts shifts into the index. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Beaten, ShiftSource } from '../domain/rota.ts';
import type { Window } from './expandRule.ts';
import type { Crew, Segments } from './rotaIndex.ts';

/** What one event puts on one person; all shifts of it share it. */
export interface Duty {
  /** Directory id, or null when the event names nobody we know. */
  person: string | null;
  /** The sentence why its person is nobody we know; null when it is somebody. */
  reason: string | null;
  source: ShiftSource;
  /** Of its event among all events of the rota: people on call together are named in it. */
  order: number;
}

/** One shift of a duty, half open. */
export interface DutyShift {
  start: Instant;
  end: Instant;
  duty: Duty;
}

/**
 * Sorts shifts into segments.
 * @param shifts in any order; people on call together are named in the order of their events in the file
 * @param window what is covered; shifts are cut to it
 */
export function indexShifts(shifts: readonly DutyShift[], window: Window): Segments {
  const duties = listDuties(shifts);
  const changes = listChanges(shifts, duties, window);
  const active = new ActiveDuties(duties.length);
  const crews = new CrewTable(duties);
  const borders: number[] = [window.from];
  const crewOf: number[] = [];
  let next = 0;
  for (let at = window.from; at < window.to; at = changes[next]?.at ?? window.to) {
    for (let change = changes[next]; change?.at === at; change = changes[++next]) active.take(change);
    const crew = crews.numberOf(active.orders);
    if (crew === crewOf.at(-1)) continue;
    if (crewOf.length > 0) borders.push(at);
    crewOf.push(crew);
  }
  borders.push(window.to);
  return {
    borders: Float64Array.from(borders),
    crewOf: Uint32Array.from(crewOf),
    changesAt: findChanges(crewOf, crews.list),
    crews: crews.list,
  };
}

/** In the order of the file; the people of one event stay in the order in which it names them. */
function listDuties(shifts: readonly DutyShift[]): Duty[] {
  return [...new Set(shifts.map(({ duty }) => duty))].sort((a, b) => a.order - b.order);
}

/** A duty begins or ends; `duty` is its place in the list of duties. */
interface Change {
  at: Instant;
  begins: boolean;
  duty: number;
}

function listChanges(shifts: readonly DutyShift[], duties: readonly Duty[], { from, to }: Window): Change[] {
  const places = new Map(duties.map((duty, place) => [duty, place]));
  const changes: Change[] = [];
  for (const shift of shifts) {
    const duty = places.get(shift.duty);
    const start = Math.max(shift.start, from);
    const end = Math.min(shift.end, to);
    if (duty === undefined || start >= end) continue;
    changes.push({ at: start, begins: true, duty }, { at: end, begins: false, duty });
  }
  return changes.sort((a, b) => a.at - b.at);
}

/** The duties of one instant, in the order of the file. */
class ActiveDuties {
  readonly orders: number[] = [];
  /** How many shifts of each duty are running: those of one event may overlap. */
  private readonly running: Int32Array;

  constructor(duties: number) {
    this.running = new Int32Array(duties);
  }

  take({ begins, duty }: Change): void {
    const before = this.running[duty] ?? 0;
    const after = before + (begins ? 1 : -1);
    this.running[duty] = after;
    const at = firstNotBelow(this.orders, duty);
    // A shift may end at the instant at which the next of the same duty begins, and either may be counted first.
    if (after > 0 && this.orders[at] !== duty) this.orders.splice(at, 0, duty);
    if (after <= 0 && this.orders[at] === duty) this.orders.splice(at, 1);
  }
}

function firstNotBelow(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every crew once, however many segments have it. */
class CrewTable {
  readonly list: Crew[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly people = new Map<string, string[]>();
  private readonly duties: readonly Duty[];

  constructor(duties: readonly Duty[]) {
    this.duties = duties;
  }

  numberOf(orders: readonly number[]): number {
    const counted = orders.length > limits.rotaAtOnce ? this.foremost(orders) : orders;
    const key = `${counted.join()}${orders.length > counted.length ? ' and more' : ''}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const crew = crewFrom(
      counted.flatMap((order) => this.duties[order] ?? []),
      this.people,
    );
    if (orders.length > counted.length)
      crew.warnings = crew.warnings.concat(
        `More than ${limits.rotaAtOnce} are on the rota at this time; the others are left out.`,
      );
    this.numbers.set(key, this.list.length);
    this.list.push(crew);
    return this.list.length - 1;
  }

  /** As many as the limit allows, those of higher levels first, and then in the order of the file again. */
  private foremost(orders: readonly number[]): number[] {
    const levelOf = (order: number) => this.duties[order]?.source.level ?? 0;
    return [...orders]
      .sort((a, b) => levelOf(b) - levelOf(a) || a - b)
      .slice(0, limits.rotaAtOnce)
      .sort((a, b) => a - b);
  }
}

/**
 * The people of the highest level are on call, whatever it names; everybody below is beaten by its first shift.
 * @param shared lists of people that crews have in common, and of nothing: there may be a crew for each shift
 */
function crewFrom(duties: readonly Duty[], shared: Map<string, string[]>): Crew {
  const level = duties.reduce((highest, { source }) => Math.max(highest, source.level), 0);
  const counted = duties.filter(({ source }) => source.level === level);
  const people: string[] = [];
  const decidedBy: ShiftSource[] = [];
  for (const { person, source } of counted) {
    if (person === null || people.includes(person)) continue;
    people.push(person);
    decidedBy.push(source);
  }
  const by = counted[0]?.source;
  const below = by && counted.length < duties.length ? duties.filter(({ source }) => source.level < level) : [];
  const beaten = by && below.length > 0 ? below.map(({ person, source }) => ({ person, source, by })) : noBeaten;
  const reasons = [...new Set(counted.flatMap(({ reason }) => reason ?? []))];
  const gap = people.length > 0 ? null : reasons.length > 0 ? reasons.join(' ') : NOBODY;
  const key = people.join('\0');
  const same = shared.get(key) ?? people;
  shared.set(key, same);
  const warnings = gap === null && reasons.length > 0 ? reasons : noWarnings;
  // A list that was pushed to has room for more; a copy has none.
  return { people: same, decidedBy: decidedBy.slice(), gap, warnings, beaten };
}

const noBeaten: Beaten[] = [];
const noWarnings: string[] = [];
const NOBODY = 'Nobody is on the rota at this time.';

/** For each segment the first later one whose people, or whose reason for having none, differ. */
export function findChanges(crewOf: readonly number[], crews: readonly Crew[]): Uint32Array {
  const changesAt = new Uint32Array(crewOf.length);
  const answers = crews.map(({ people, gap }) => JSON.stringify([people, gap]));
  for (let i = crewOf.length - 1; i >= 0; i--) {
    const same = answers[crewOf[i] ?? 0] === answers[crewOf[i + 1] ?? -1];
    changesAt[i] = same ? (changesAt[i + 1] ?? crewOf.length) : i + 1;
  }
  return changesAt;
}
