/** From the bytes of a rota file to its unfolded lines, whoever wrote it. */
import { limits } from '../domain/limits.ts';
import type { RotaProblem } from '../domain/rota.ts';
import { RotaRefused } from './rotaRefused.ts';

/** A content line (RFC 5545 3.1), unfolded. */
export interface ContentLine {
  text: string;
  /** Line of the file on which it begins, from 1. */
  line: number;
}

const CR = 13;
const LF = 10;
const SPACE = 32;
const TAB = 9;
/** What Windows-1252 has at 80 to 9F; five of them are free. */
const WINDOWS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
/** Ends a line that was read as Windows-1252, in a text that is kept: no character, and free for such use (Unicode 23.7). */
const MARK = '\uFDD0';

/**
 * Decodes and unfolds a file; CRLF, LF and CR all end a line, and empty lines are dropped. Lines are unfolded as bytes,
 * because a fold may stand within a letter of UTF-8 (RFC 5545 3.1). UTF-16 is seen by its byte order mark or its zeros; a
 * line that is no UTF-8 is read as Windows-1252, which has all of Latin-1.
 * @returns the lines, and a hint when some had to be read as Windows-1252
 * @throws RotaRefused when the file is larger than the limit
 */
export function readLines(file: string, bytes: Uint8Array | string): { lines: ContentLine[]; hints: RotaProblem[] } {
  const size = typeof bytes === 'string' ? bytes.length - count(bytes, MARK) : bytes.length;
  const raw = size > limits.rotaBytes ? null : toUtf8(bytes);
  if (raw === null || raw.length > 2 * limits.rotaBytes)
    throw new RotaRefused(
      file,
      0,
      `The rota is larger than ${limits.rotaBytes} bytes. Export fewer years, or split it.`,
    );
  const { content, numbers } = unfold(raw);
  const { texts, odd } = decode(content);
  const lines: ContentLine[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? '';
    if (!isBlank(text)) lines.push({ text, line: numbers[i] ?? 0 });
  }
  const first = odd[0];
  if (first === undefined) return { lines, hints: [] };
  const line = numbers[first] ?? 0;
  const more = odd.length > 1 ? ` and ${odd.length - 1} more are` : ' is';
  const message = `Line ${line}${more} not in UTF-8, and read as Windows-1252; look at the names, and save the file as UTF-8.`;
  return { lines, hints: [{ file, line, uid: null, message, kind: 'hint', loses: false }] };
}

/**
 * The bytes of a file as a text to keep: `readLines` makes the same lines, line numbers and hint of it.
 * @returns without U+0000, which PostgreSQL cannot store
 */
export function textOfCalendar(bytes: Uint8Array): string {
  const raw = toUtf8(bytes);
  const whole = strictly(raw);
  if (whole !== null) return whole;
  const { content, numbers } = unfold(raw);
  const { texts, odd } = decode(content);
  let kept = '';
  let nextOdd = 0;
  for (let i = 0; i < texts.length; i++) {
    kept += texts[i] ?? '';
    if (odd[nextOdd] === i) {
      kept += MARK;
      nextOdd += 1;
    }
    // The folds of a line go to its end, out of its letters: the lines after it keep their numbers.
    const [line = 0, next = line + 1] = numbers.slice(i, i + 2);
    kept += '\n '.repeat(next - line - 1);
    if (i < texts.length - 1) kept += '\n';
  }
  return kept;
}

function isBlank(text: string): boolean {
  return text.length === 0 || (text.charCodeAt(0) <= SPACE && text.trim() === '');
}

/** The file as UTF-8 without a byte order mark and zeros, as far as it is UTF-8 or UTF-16. */
function toUtf8(bytes: Uint8Array | string): Uint8Array {
  const utf8 = asUtf8(bytes);
  return utf8.includes(0) ? utf8.filter((byte) => byte !== 0) : utf8;
}

function asUtf8(bytes: Uint8Array | string): Uint8Array {
  if (typeof bytes === 'string') return new TextEncoder().encode(bytes.replace(/^\uFEFF/, ''));
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.subarray(3);
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return fromUtf16(bytes, 'utf-16le');
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return fromUtf16(bytes, 'utf-16be');
  return bytes;
}

function fromUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  // The decoder takes the mark away.
  return new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
}

/** Each logical line followed by a line feed, and the number of the first line of each. */
function unfold(raw: Uint8Array): { content: Uint8Array; numbers: number[] } {
  const content = new Uint8Array(raw.length + 1);
  const numbers = [1];
  let length = 0;
  let number = 1;
  let inked = false;
  for (let i = 0; i < raw.length; i++) {
    const byte = raw[i] ?? 0;
    if (byte !== CR && byte !== LF) {
      if (byte !== SPACE && byte !== TAB) inked = true;
      content[length++] = byte;
      continue;
    }
    if (byte === CR && raw[i + 1] === LF) i += 1;
    number += 1;
    const next = raw[i + 1];
    if (inked && (next === SPACE || next === TAB)) {
      i += 1;
      continue;
    }
    content[length++] = LF;
    numbers.push(number);
    inked = false;
  }
  return { content: content.subarray(0, length), numbers };
}

/** @returns null when it is no UTF-8 */
function strictly(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The lines as text, and the places of those that are, or were once, no UTF-8. */
function decode(content: Uint8Array): { texts: string[]; odd: number[] } {
  const whole = strictly(content);
  const texts = whole === null ? decodeEach(content) : whole.split('\n');
  const odd: number[] = [];
  if (whole?.includes(MARK) === false) return { texts, odd };
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? '';
    if (!text.endsWith(MARK)) continue;
    odd.push(i);
    texts[i] = text.slice(0, -1);
  }
  return { texts, odd };
}

/** Each line as UTF-8 or, when it is none, as Windows-1252 and marked. */
function decodeEach(content: Uint8Array): string[] {
  const texts = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content).split('\n');
  // It has a character for each byte, so that places are the same in both.
  const latin = fromWindows(content);
  let from = 0;
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i] ?? '';
    const at = latin.indexOf('\n', from);
    const line = latin.slice(from, at < 0 ? undefined : at);
    // A U+FFFD that does not stand in the file itself is a fault of its UTF-8.
    if (text.includes('\uFFFD') && count(text, '\uFFFD') !== count(line, '\u00EF\u00BF\u00BD'))
      texts[i] = `${line}${MARK}`;
    from += line.length + 1;
  }
  return texts;
}

/** Some versions of Node read what they call Windows-1252 as Latin-1, which has control characters at 80 to 9F. */
function fromWindows(bytes: Uint8Array): string {
  let text = new TextDecoder('latin1').decode(bytes);
  for (let i = 0; i < WINDOWS.length; i++) text = text.replaceAll(String.fromCharCode(0x80 + i), WINDOWS[i] ?? '');
  return text;
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) found += 1;
  return found;
}
