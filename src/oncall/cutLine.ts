/** Cuts a content line into its name, parameters and value (RFC 5545 3.1). */
import type { ContentLine } from './readLines.ts';

/** One property: its name and the names of its parameters in small letters, its value (texts unescaped). */
export interface Property {
  name: string;
  params: Readonly<Record<string, string>>;
  value: string;
  /** Line of the file on which it begins, from 1. */
  line: number;
}

/** Properties whose value is a text, with "\n", "\," and the like in it (RFC 5545 3.3.11). */
const texts = new Set(['summary', 'description', 'uid', 'tzid', 'status', 'x-wr-timezone', 'x-lic-location']);

/** Properties whose value never has a colon: the last one ends the parameters, also where a zone's name has one unquoted. */
const times = new Set(['dtstart', 'dtend', 'exdate', 'rdate', 'recurrence-id', 'duration', 'due']);

const NAME = /^([A-Za-z0-9._-]+)[;:]/;
/** A parameter with one or more values, each quoted or plain. */
const PARAMETER = /;([A-Za-z0-9_-]+)=((?:"[^"]*"|[^",;:]*)(?:,(?:"[^"]*"|[^",;:]*))*)/y;
/** The same before a value that has no colon: a plain value may have colons, commas and spaces in it. */
const TIME_PARAMETER = /;([A-Za-z0-9_-]+)=("[^"]*"|[^";]*)/y;

const none: Readonly<Record<string, string>> = {};

/** Parameters that were read before: those of most lines of a file are the same few. */
export type KnownParameters = Map<string, Readonly<Record<string, string>>>;

const KNOWN_AT_MOST = 1_000;

/** @returns null when the line is none */
export function cutLine({ text, line }: ContentLine, known?: KnownParameters): Property | null {
  const found = NAME.exec(text)?.[1];
  if (found === undefined) return null;
  const name = found.toLowerCase();
  const isTime = times.has(name);
  const end = text.charCodeAt(found.length) === COLON ? found.length : endOfParameters(text, found.length, isTime);
  if (end < 0) return null;
  const params = end === found.length ? none : parametersOf(text.slice(found.length, end), isTime, known);
  if (params === null) return null;
  const value = text.slice(end + 1);
  return { name, params, value: texts.has(name) && value.includes('\\') ? unescapeText(value) : value, line };
}

const COLON = 58;

/** Where the colon stands that ends the parameters, or -1. */
function endOfParameters(text: string, from: number, isTime: boolean): number {
  if (isTime) {
    const last = text.lastIndexOf(':');
    return last > from ? last : -1;
  }
  PARAMETER.lastIndex = from;
  let end = from;
  // Every round takes one parameter off the line.
  while (PARAMETER.test(text)) end = PARAMETER.lastIndex;
  return text.charCodeAt(end) === COLON ? end : -1;
}

function parametersOf(
  text: string,
  isTime: boolean,
  known: KnownParameters | undefined,
): Readonly<Record<string, string>> | null {
  const key = isTime ? text : ` ${text}`;
  const same = known?.get(key);
  if (same) return same;
  const params = readParameters(text, isTime);
  if (params && known && known.size < KNOWN_AT_MOST) known.set(key, params);
  return params;
}

function readParameters(text: string, isTime: boolean): Record<string, string> | null {
  const params: Record<string, string> = {};
  const pattern = isTime ? TIME_PARAMETER : PARAMETER;
  let end = 0;
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [, name = '', value = ''] = found;
    params[name.toLowerCase()] = readValue(value);
    end = pattern.lastIndex;
  }
  return end === text.length ? params : null;
}

/** Without its quotes, and with "^n", "^'" and "^^" read as RFC 6868 says. */
function readValue(value: string): string {
  const plain = value.includes('"') ? value.replaceAll('"', '') : value;
  if (!plain.includes('^')) return plain;
  return plain.replace(/\^([n'^])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === "'" ? '"' : '^'));
}

function unescapeText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter));
}
