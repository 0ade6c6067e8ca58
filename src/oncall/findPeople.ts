/** Finds the people a rota names in the directory. */
import type { RotaPerson } from '../domain/rota.ts';
import type { RotaEvent } from './readEvent.ts';

/** One person of an event: a directory id, or null and the sentence why nobody was found. */
export interface Named {
  person: string | null;
  reason: string | null;
}

/** Finds whom an event names, in the order it names them; never empty. */
export type FindPeople = (event: RotaEvent) => Named[];

/** What people write between two names. */
const BETWEEN_NAMES = /\s*[/,;&+]\s*|\s+and\s+/i;

/**
 * Prepares the search. A person is found by id, name, alias, e-mail address or telephone number, in any case of letters.
 * An event names people by ATTENDEE (the address, else the name beside it), and only when none of these is known by
 * SUMMARY: a name, or several with "/", "," or "and" between them.
 */
export function findPeople(people: readonly RotaPerson[]): FindPeople {
  const byKey = new Map<string, Set<RotaPerson>>();
  for (const person of people)
    for (const text of [person.id, person.name, person.phone, person.email ?? '', ...person.aliases])
      for (const key of keysOf(text)) byKey.set(key, (byKey.get(key) ?? new Set()).add(person));
  const find = (text: string): Named => {
    const found = new Set(keysOf(text).flatMap((key) => [...(byKey.get(key) ?? [])]));
    const [first, second] = found;
    if (first && second) {
      const names = [...found].map(({ name }) => name).join(' or ');
      return { person: null, reason: `The rota names "${text}", who could be ${names}.` };
    }
    if (first) return { person: first.id, reason: null };
    return { person: null, reason: `The rota names "${text}", whom the directory does not know.` };
  };
  return (event) => {
    const attendees = event.attendees.map(({ address, name }) => {
      const byAddress = find(address);
      if (byAddress.person !== null || name === null) return byAddress;
      return find(name);
    });
    if (attendees.some(({ person }) => person !== null)) return attendees;
    const bySummary = readSummary(event.summary, find);
    if (bySummary.some(({ person }) => person !== null)) return bySummary;
    if (attendees.length > 0) return attendees;
    if (bySummary.length > 0) return bySummary;
    return [{ person: null, reason: `The event at line ${event.line} of the rota names nobody.` }];
  };
}

function readSummary(summary: string, find: (text: string) => Named): Named[] {
  if (summary === '') return [];
  const whole = find(summary);
  if (whole.person !== null) return [whole];
  const parts = summary
    .split(BETWEEN_NAMES)
    .filter((part) => part !== '')
    .map(find);
  // A text in which no part is a name is quoted whole: its parts would only puzzle.
  return parts.some(({ person }) => person !== null) ? parts : [whole];
}

/** A text as it is compared: small letters and single spaces; for a telephone number its digits, too. */
function keysOf(text: string): string[] {
  const key = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (key === '') return [];
  const digits = /^\+?[\d\s().-]{7,20}$/.test(key) ? key.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '') : '';
  return digits === '' ? [key] : [key, `tel ${digits}`];
}
