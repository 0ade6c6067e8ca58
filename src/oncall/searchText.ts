/** Looks for names within a longer text, such as "On Call - Kim Lee - AIMS". */
import type { RotaPerson } from '../domain/rota.ts';
import type { Named } from './findPeople.ts';
import type { NameBook } from './nameBook.ts';

/** A name that was found. */
interface Match {
  from: number;
  to: number;
  people: readonly RotaPerson[];
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}@.'’_+-]*/gu;

/** What people write between two names: both are meant then, and so is what is not known on the other side of one. */
const BOTH = String.raw`(?:\s*[/&+,;]\s*|\s+and\s+)`;
const ONLY_BOTH = new RegExp(`^${BOTH}$`, 'i');
const BEGINS_WITH_BOTH = new RegExp(`^${BOTH}`, 'i');
const ENDS_WITH_BOTH = new RegExp(`${BOTH}$`, 'i');
const EACH_BOTH = new RegExp(BOTH, 'i');
const OTHER_PUNCTUATION = /[-–—:|()[\]]/;

/** Words beside a name that may mean that the person is just not on call. */
const AWAY = new RegExp(
  String.raw`\b(?:${[
    'vacations?|vac|holidays?|ooo|oof|out of (?:the )?office|away|absent|leave|sick|pto|unavailable|off',
    'not|no|without|instead|except|was|swap|swapped|cancell?ed|declined|free|tbd|tentative',
    'meeting|birthday|training',
  ].join('|')})\b`,
  'i',
);

/**
 * The people named in a text. A name of one word counts when punctuation or the text's ends delimit it, or when it is
 * spelt as the directory has it: "Will" is no "will". Two people without a "/", "," or "and" between them are not
 * clearly meant, nor is anybody in a text that speaks of absence: those are answered with a reason.
 * @param text a short one: what it costs grows with the square of its length
 * @returns empty when there is no name in it
 */
export function searchText(book: NameBook, text: string): Named[] {
  const matches = findMatches(book, text);
  const [first] = matches;
  if (!first) return [];
  const unclear = (why: string): Named[] => [{ person: null, reason: `The rota says "${text}", ${why}.` }];
  const people = new Set(matches.flatMap((match) => match.people));
  const names = [...people].map(({ name }) => name);
  if (matches.some((match) => match.people.length > 1)) return unclear(`which could be ${names.join(' or ')}`);
  if (AWAY.test(restOf(text, matches)))
    return unclear(`which may mean that ${names.join(' and ')} is not on call; write the name alone`);
  const unknown = namesBeside(text, matches);
  if (unknown === null) return unclear(`which does not say clearly which of ${names.join(' and ')} is meant`);
  return [
    ...[...people].map(({ id }) => ({ person: id, reason: null })),
    ...unknown.map((name) => ({
      person: null,
      reason: `The rota names "${name}", whom the directory does not know.`,
    })),
  ];
}

/**
 * The names beside those that are known, with a "/", "," or "and" between them.
 * @returns null when two names of different people have something else between them
 */
function namesBeside(text: string, matches: readonly Match[]): string[] | null {
  const names: string[] = [];
  const add = (some: string) =>
    names.push(
      ...some
        .split(EACH_BOTH)
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    );
  const before = text.slice(0, matches[0]?.from).split(OTHER_PUNCTUATION).at(-1) ?? '';
  if (ENDS_WITH_BOTH.test(before)) add(before);
  for (const [i, match] of matches.entries()) {
    const next = matches[i + 1];
    if (!next || next.people[0] === match.people[0]) continue;
    const between = text.slice(match.to, next.from);
    if (ONLY_BOTH.test(between)) continue;
    if (!BEGINS_WITH_BOTH.test(between) || !ENDS_WITH_BOTH.test(between)) return null;
    add(between);
  }
  const after = text.slice(matches.at(-1)?.to).split(OTHER_PUNCTUATION)[0] ?? '';
  if (BEGINS_WITH_BOTH.test(after)) add(after);
  return names;
}

/** The text without the names in it. */
function restOf(text: string, matches: readonly Match[]): string {
  let rest = '';
  let from = 0;
  for (const match of matches) {
    rest += `${text.slice(from, match.from)} , `;
    from = match.to;
  }
  return rest + text.slice(from);
}

/** The longest names first, from left to right, none within another. */
function findMatches(book: NameBook, text: string): Match[] {
  const words = [...text.matchAll(WORD)].map((found) => {
    const word = found[0].replace(/[.'’-]+$/, '');
    return { from: found.index, to: found.index + word.length };
  });
  const matches: Match[] = [];
  for (let i = 0; i < words.length; i++) {
    for (let count = Math.min(book.words, words.length - i); count > 0; count--) {
      const from = words[i]?.from ?? 0;
      const to = words[i + count - 1]?.to ?? 0;
      const people = book.find(text.slice(from, to));
      if (people.length === 0 || (count === 1 && !isDelimited(book, text, from, to))) continue;
      matches.push({ from, to, people });
      i += count - 1;
      break;
    }
  }
  return matches;
}

function isDelimited(book: NameBook, text: string, from: number, to: number): boolean {
  const name = text.slice(from, to);
  // An address or a number is nothing else.
  if (book.isSpelt(name) || /[@\d]/.test(name)) return true;
  return (
    /(?:^|[-–—:|/,;()[\]&+"])\s*$/.test(text.slice(0, from)) && /^\s*(?:$|[-–—:|/,;()[\]&+".])/.test(text.slice(to))
  );
}
