/** Why somebody is not on call. */
import type { Instant } from '../domain/conversation.ts';
import type { Beaten, ShiftSource } from '../domain/rota.ts';
import { OVERRIDE_LEVEL } from './readEvent.ts';
import type { RotaIndex } from './rotaIndex.ts';
import { segmentAt } from './whoIsOnCall.ts';

export interface WhyNot {
  /** Directory id, or null when the rota names nobody we know. */
  person: string | null;
  /** A sentence. */
  why: string;
  /** The event of the shift that the sentence is about. */
  source: ShiftSource | null;
}

/**
 * Everybody in the rota who is not on call at an instant, each once: first those whose shift is beaten, then those whose
 * shift is taken out, then those who come next, soonest first, and those who were on call last, latest first. Whoever
 * has shifts, but never one that counts, comes at the end. Outside the time that was worked out there is nothing to say:
 * where that ends, no duty does.
 * @param writeTime an instant in words
 */
export function whyNotOthers(index: RotaIndex, at: Instant, writeTime: (at: Instant) => string): WhyNot[] {
  const segment = segmentAt(index, at);
  if (segment === null) return [];
  const crew = index.crews[index.crewOf[segment] ?? 0];
  const told = new Set(crew?.people);
  const others: WhyNot[] = [];
  const tell = (person: string | null, why: string, source: ShiftSource) => {
    if (person !== null && told.has(person)) return;
    if (person !== null) told.add(person);
    others.push({ person, why, source });
  };
  for (const beaten of crew?.beaten ?? []) tell(beaten.person, whyBeaten(beaten), beaten.source);
  for (const { start, end, people, why, source } of index.takenOut) {
    if (start > at) break;
    if (at < end) for (const person of people.length > 0 ? people : [null]) tell(person, why, source);
  }
  for (const { person, start, source } of nextTurns(index, at))
    tell(person, `Is on call next from ${writeTime(start)}.`, source);
  for (const { person, end, source } of lastTurns(index, at))
    tell(person, `Was on call last until ${writeTime(end)}.`, source);
  for (const { person, source } of neverCounted(index))
    if (person !== null)
      tell(person, 'Has no shift that counts: others are on call instead, or it is taken out.', source);
  return others;
}

function whyBeaten({ by: { level, line, file } }: Beaten): string {
  return level === OVERRIDE_LEVEL
    ? `The override at line ${line} of ${file} counts instead.`
    : `Its level is lower than that of the event at line ${line} of ${file}.`;
}

/** Somebody's being on call in one segment. */
interface Turn {
  person: string;
  start: Instant;
  end: Instant;
  source: ShiftSource;
}

/** Of everybody the first turn that begins after an instant, in that order. */
function nextTurns(index: RotaIndex, at: Instant): Turn[] {
  const turns = new Map<string, Turn>();
  for (let i = 0; i < index.crewOf.length; i++) {
    const start = index.borders[i] ?? at;
    if (start > at) addTurns(turns, index, i);
  }
  return [...turns.values()];
}

/** Of everybody the last turn that was over at an instant, the latest first. */
function lastTurns(index: RotaIndex, at: Instant): Turn[] {
  const turns = new Map<string, Turn>();
  for (let i = index.crewOf.length - 1; i >= 0; i--) {
    const end = index.borders[i + 1] ?? at;
    if (end <= at) addTurns(turns, index, i);
  }
  return [...turns.values()];
}

function addTurns(turns: Map<string, Turn>, { borders, crewOf, crews }: RotaIndex, segment: number): void {
  const crew = crews[crewOf[segment] ?? 0];
  for (const [place, person] of crew?.people.entries() ?? []) {
    const source = crew?.decidedBy[place];
    if (!source || turns.has(person)) continue;
    turns.set(person, { person, start: borders[segment] ?? 0, end: borders[segment + 1] ?? 0, source });
  }
}

/** Everybody whose shifts are beaten or taken out somewhere. */
function* neverCounted({ crews, takenOut }: RotaIndex): Generator<{ person: string | null; source: ShiftSource }> {
  for (const { beaten } of crews) yield* beaten;
  for (const { people, source } of takenOut) for (const person of people) yield { person, source };
}
