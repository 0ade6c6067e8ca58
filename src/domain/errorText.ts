import { limits } from './limits.ts';

/** Telephone numbers in the shapes in which they are quoted: +16085550142, 6085550142, 608-555-0142. */
const numbers = /\+\d{6,}|\b\d{7,}\b|\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b/g;

/**
 * Something in quotes (22, 60 and 27 are double, back and single ones). A database quotes names of tables and columns,
 * which may stay; it also quotes values.
 */
const quoted = /\x22[^\x22]*\x22|\x60[^\x60]*\x60|(?<!\w)\x27[^\x27]*\x27(?!\w)/g;
const nameOfOurs = /^.[a-z_][\w.]*.$/;

/**
 * An error for a line of the log: its name, code and message. Messages of databases, parsers and carriers may quote what
 * they were given, so quoted values and telephone numbers are left out, and the length has a limit (promise 10).
 */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? boundText(error) : `a ${typeof error}`;
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? error.code : null;
  return boundText(`${error.name}${code === null ? '' : ` ${code}`}: ${error.message}`);
}

/** The same for a text such as a path. Of a long one both ends stay: a database's error has its reason behind its SQL. */
export function boundText(text: string): string {
  const half = limits.loggedCharacters / 2;
  const safe = text
    .slice(0, limits.fieldCharacters)
    .replace(quoted, (part) => (nameOfOurs.test(part) ? part : '"…"'))
    .replace(numbers, '…');
  return safe.length <= limits.loggedCharacters ? safe : `${safe.slice(0, half)} … ${safe.slice(-half)}`;
}
