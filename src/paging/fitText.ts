import { limits } from '../domain/limits.ts';
import { plainLetters, septetsOf } from './plainLetters.ts';

/** Septets of one of several segments, beside the header that joins them (3GPP TS 23.040, 9.2.3.24.1). */
const septetsPerSegment = 153;

/** An escape is never parted from its letter, so that every end of a segment but the last may leave a septet unused. */
const room = limits.textSegments * septetsPerSegment - (limits.textSegments - 1);

/** Writes a name or department in plain letters, and as short as it must be. */
export type Shorten = (name: string) => string;

/**
 * Writes a text that has room in `limits.textSegments` segments of GSM-7. Names give way first, then cases; all other
 * words stay. A text that is too long even so is left so: three segments are better than a page without its code.
 * @param most how many cases the text names at the most
 * @param write the text that names so many cases and writes each name by `short`
 */
export function fitText(most: number, write: (cases: number, short: Shorten) => string): string {
  const written = (cases: number, characters: number) =>
    plainLetters(write(cases, (name) => shortened(name, characters)));
  const fits = (cases: number, characters: number) => septetsOf(written(cases, characters)) <= room;
  let cases = Math.max(most, 1);
  while (cases > 1 && !fits(cases, limits.shortNameCharacters)) cases -= 1;
  // No name longer than the whole room has room; in between, half of what is left is ruled out by each look.
  let characters: number = limits.shortNameCharacters;
  let tooMany = room + 1;
  while (tooMany - characters > 1) {
    const middle = Math.floor((characters + tooMany) / 2);
    if (fits(cases, middle)) characters = middle;
    else tooMany = middle;
  }
  return written(cases, characters);
}

/** Does a text have room as it is? */
export function hasRoom(text: string): boolean {
  return septetsOf(plainLetters(text)) <= room;
}

function shortened(name: string, characters: number): string {
  const plain = plainLetters(name) || '?';
  return plain.length <= characters ? plain : `${plain.slice(0, characters - 3).trimEnd()}...`;
}
