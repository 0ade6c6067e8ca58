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

/**
 * Decodes and unfolds a file; CRLF, LF and CR all end a line, and empty lines are dropped. Lines are unfolded as bytes,
 * because a fold may stand within a letter of UTF-8 (RFC 5545 3.1). UTF-16 is seen by its byte order mark or its zeros; a
 * line that is no UTF-8 is read as Windows-1252, which has all of Latin-1.
 * @returns the lines, and a hint when some had to be read as Windows-1252
 * @throws RotaRefused when the file is larger than the limit
 */
export function readLines(file: string, bytes: Uint8Array | string): { lines: ContentLine[]; hints: RotaProblem[] } {
  const size = bytes.length;
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

function isBlank(text: string): boolean {
  return text.length === 0 || (text.charCodeAt(0) <= SPACE && text.trim() === '');
}

/** The file as UTF-8 without a byte order mark, as far as it is UTF-8 or UTF-16. */
function toUtf8(bytes: Uint8Array | string): Uint8Array {
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

/** The lines as text, and the places of those that are no UTF-8. */
function decode(content: Uint8Array): { texts: string[]; odd: number[] } {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return { texts: withoutNul(utf8.decode(content)).split('\n'), odd: [] };
  } catch {
    const odd: number[] = [];
    const texts: string[] = [];
    const latin = new TextDecoder('windows-1252');
    for (let from = 0; from <= content.length; ) {
      const at = content.indexOf(LF, from);
      const line = content.subarray(from, at < 0 ? content.length : at);
      try {
        texts.push(withoutNul(utf8.decode(line)));
      } catch {
        odd.push(texts.length);
        texts.push(withoutNul(latin.decode(line)));
      }
      from = from + line.length + 1;
    }
    return { texts, odd };
  }
}

function withoutNul(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
}
