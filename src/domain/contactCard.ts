/** The hotline as a contact of a telephone, so that its rings and texts can be let through. */
import type { PhoneNumber } from './phone.ts';

/** Octets of one line (RFC 6350, 3.2). */
const lineOctets = 75;

/**
 * A vCard 4.0 (RFC 6350).
 * @param hotline what the hotline calls itself; a phone sorts it without its "the"
 */
export function contactCard(hotline: string, numbers: readonly PhoneNumber[]): string {
  const name = escaped(hotline.replace(/^the /i, ''));
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'KIND:org',
    `FN:${name}`,
    `ORG:${name}`,
    ...numbers.map((number) => `TEL;VALUE=uri;TYPE="work,voice,text":tel:${number}`),
    `NOTE:${escaped('Pages come from these numbers. Let them ring when "do not disturb" is on.')}`,
    'END:VCARD',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function escaped(text: string): string {
  return text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** Longer lines go on in the next one, behind a space; no letter is cut in two. */
function folded(line: string): string {
  const parts: string[] = [];
  let octets = 0;
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (octets + size > lineOctets) {
      parts.push('\r\n ');
      octets = 1;
    }
    parts.push(letter);
    octets += size;
  }
  return parts.join('');
}
