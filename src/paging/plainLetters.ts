/** The letters of a text message: the default alphabet of GSM 03.38 and its extension (3GPP TS 23.038, 6.2.1). */
const basic =
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '^{}\\[~]|€';
const letters = new Set(basic + extension);

/** What Unicode does not take apart into plain letters by itself. */
const alike: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["'", '‘’‚‛‹›′ʹʻʼ`´'],
    ['"', '“”„‟«»″'],
    ['-', '‐‑‒–—―−•·'],
    ['/', '⁄∕÷'],
    ['x', '×'],
    ['L', 'Ł'],
    ['l', 'ł'],
    ['D', 'ĐÐ'],
    ['d', 'đð'],
    ['H', 'Ħ'],
    ['h', 'ħ'],
    ['T', 'Ŧ'],
    ['t', 'ŧ'],
    ['i', 'ı'],
    ['u', 'μ'],
    ['OE', 'Œ'],
    ['oe', 'œ'],
    ['Th', 'Þ'],
    ['th', 'þ'],
    ['SS', 'ẞ'],
    ['(c)', '©'],
    ['(r)', '®'],
  ].flatMap(([plain = '', others = '']) => [...others].map((letter) => [letter, plain])),
);

/**
 * Writes a text in letters that a text message has room for: one letter of another kind, and the whole message is sent
 * in UCS-2, with 67 letters in a segment and not 153 (Twilio, "What is GSM-7 Character Encoding?").
 * @returns one line: quotes, dashes and spaces made plain, accents that GSM-7 lacks taken away, control characters gone,
 *   and "?" for every other letter
 */
export function plainLetters(text: string): string {
  const line = text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
  return [...line].map(plainLetter).join('').replace(/ {2,}/g, ' ');
}

function plainLetter(letter: string): string {
  if (letters.has(letter)) return letter;
  const apart = alike[letter] ?? letter.normalize('NFKD').replace(/\p{M}/gu, '');
  const plain = [...apart].map((part) => (letters.has(part) ? part : alike[part]));
  return plain.includes(undefined) ? '?' : plain.join('');
}

/** Septets of a text in plain letters: those of the extension are sent as an escape and a letter. */
export function septetsOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (extension.includes(letter) ? 2 : 1), 0);
}
