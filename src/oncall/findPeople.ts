/** Finds the people a rota names in the directory. */
import { limits } from '../domain/limits.ts';
import type { RotaPerson } from '../domain/rota.ts';
import { type NameBook, nameBook } from './nameBook.ts';
import type { Attendee, RotaEvent } from './readEvent.ts';
import { searchText } from './searchText.ts';

/** One person of an event: a directory id, or null and the sentence why nobody was found. */
export interface Named {
  person: string | null;
  reason: string | null;
  /** True when the rota says on purpose that it is nobody. */
  declared?: boolean;
  /** The name of a person who has declined the event's invitation: the rota counts, not the answer to it. */
  declinedBy?: string;
}

/** Finds whom an event names, in the order it names them; never empty. */
export type FindPeople = (event: RotaEvent) => readonly Named[];

/** What people write between two names, in a text with single spaces: in one with many it would look for ever. */
const BETWEEN_NAMES = / ?[/,;&+] ?| and /i;

/** What an override says that leaves a time to nobody, whoever is invited to it. */
const NOBODY = /^(nobody|no one|no-one|none|-|–|—)\.?$/i;

/** What an override says that leaves a time to nobody when nobody is invited to it. */
const NOTHING = /^\.?$/;

/** What may stand before a name in a DESCRIPTION. */
const LABEL =
  /^(on[- ]?call|primary|secondary|backup|person|people|who|name|duty|engineer|technician|assignee)\s*:\s*/i;

/**
 * Prepares the search. A person is found by id, name, alias, e-mail address or telephone number, in any case of letters.
 * An event names people by ATTENDEE (the address, else the name beside it), only when none of these is known by SUMMARY,
 * and only when that names nobody known by the lines of its DESCRIPTION.
 */
export function findPeople(people: readonly RotaPerson[]): FindPeople {
  const book = nameBook(people);
  const known = new Map<string, readonly Named[]>();
  return (event) => {
    const summary = event.summary.replace(/^\[L\d\]\s*/i, '');
    const { attendees, description, role, line } = event;
    const addresses = attendees.map(({ address, name, hasDeclined }) =>
      hasDeclined ? `${address}\0${name}\0declined` : `${address}\0${name}`,
    );
    // A text of the file has no zero in it.
    const key = [role, summary, description, ...addresses].join('\0');
    const found = known.get(key) ?? findIn(book, event, summary);
    known.set(key, found);
    if (found.length > 0) return found;
    if (role !== 'override') return [{ person: null, reason: `The event at line ${line} of the rota names nobody.` }];
    const reason = `Nobody is on call, as the override at line ${line} of ${event.file} says.`;
    return [{ person: null, reason, declared: true }];
  };
}

/** Empty when the event names nobody. */
function findIn(book: NameBook, { attendees, description, role }: RotaEvent, summary: string): Named[] {
  if (role === 'override' && (NOBODY.test(summary) || (NOTHING.test(summary) && attendees.length === 0))) return [];
  const byAddress = attendees.map((attendee) => findAttendee(book, attendee));
  if (byAddress.some(isKnown)) return byAddress;
  const bySummary = readSummary(book, withSingleSpaces(summary));
  if (bySummary.some(isKnown)) return bySummary;
  const byDescription = linesOf(description).flatMap((line) => readWholeNames(book, line.replace(LABEL, '')));
  if (byDescription.some(isKnown)) return byDescription;
  return byAddress.length > 0 ? byAddress : bySummary;
}

function isKnown({ person }: Named): boolean {
  return person !== null;
}

/** By the address, else by the name beside it. */
function findAttendee(book: NameBook, { address, name, hasDeclined }: Attendee): Named {
  const byAddress = findName(book, address);
  const isByName = byAddress.person === null && name !== null;
  const named = isByName ? findName(book, name) : byAddress;
  if (named.person === null || !hasDeclined) return named;
  return { ...named, declinedBy: book.find(isByName ? name : address)[0]?.name ?? named.person };
}

/** A text that is a name as a whole. */
function findName(book: NameBook, text: string): Named {
  const found = book.find(text);
  const [first, second] = found;
  if (first && second) {
    const names = found.map(({ name }) => name).join(' or ');
    return { person: null, reason: `The rota names "${text}", who could be ${names}.` };
  }
  if (first) return { person: first.id, reason: null };
  return { person: null, reason: `The rota names "${text}", whom the directory does not know.` };
}

function withSingleSpaces(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** The first lines; a long one is none that is nothing but names. */
function linesOf(description: string): string[] {
  return description
    .split('\n', limits.rotaDescriptionLines)
    .map(withSingleSpaces)
    .filter((line) => line.length <= limits.rotaNameCharacters);
}

function readSummary(book: NameBook, summary: string): Named[] {
  if (summary === '') return [];
  const whole = readWholeNames(book, summary);
  if (whole.some(isKnown)) return whole;
  if (book.find(summary).length > 0) return [findName(book, summary)];
  // People write names first.
  const begun = summary.slice(0, limits.rotaNameCharacters);
  const inside = searchText(book, begun);
  // A text in which no part is a name is quoted whole: its parts would only puzzle.
  return inside.length > 0 ? inside : [findName(book, begun)];
}

/**
 * A name, or several with "/", "," or "and" between them, of any length; empty when one of them is not known. Of more than
 * may be on call at once, one more is read, so that the index says that there are more.
 */
function readWholeNames(book: NameBook, text: string): Named[] {
  if (text === '') return [];
  const whole = findName(book, text);
  if (isKnown(whole)) return [whole];
  const parts = text
    .split(BETWEEN_NAMES, limits.rotaAtOnce + 1)
    .filter((part) => part !== '')
    .map((part) => findName(book, part));
  return parts.every(isKnown) ? parts : [];
}
