/** Reads RRULE values (RFC 5545 3.3.10). */
import type { RRuleOptions } from 'rrule-temporal';
import { limits } from '../domain/limits.ts';

/** A rule as it is given to rrule-temporal; COUNT among its parts, UNTIL beside them, because it needs the event's zone. */
export interface Rule {
  freq: (typeof frequencies)[number];
  parts: Omit<Extract<RRuleOptions, { freq: unknown }>, 'dtstart' | 'until' | 'temporal'>;
  /** UNTIL as written, or null. */
  until: string | null;
  /** COUNT=-1, which Confluence writes for a rule without an end. */
  endless: boolean;
}

type NumberPart = 'byHour' | 'byMinute' | 'bySecond' | 'byMonth' | 'byMonthDay' | 'byYearDay' | 'byWeekNo' | 'bySetPos';

/** The lists of numbers: their name for rrule-temporal, and the range of RFC 5545. `signed` ones count from the end, too. */
const numberParts: Readonly<Record<string, { part: NumberPart; min: number; max: number; signed: boolean }>> = {
  BYSECOND: { part: 'bySecond', min: 0, max: 59, signed: false },
  BYMINUTE: { part: 'byMinute', min: 0, max: 59, signed: false },
  BYHOUR: { part: 'byHour', min: 0, max: 23, signed: false },
  BYMONTHDAY: { part: 'byMonthDay', min: 1, max: 31, signed: true },
  BYYEARDAY: { part: 'byYearDay', min: 1, max: 366, signed: true },
  BYWEEKNO: { part: 'byWeekNo', min: 1, max: 53, signed: true },
  BYMONTH: { part: 'byMonth', min: 1, max: 12, signed: false },
  BYSETPOS: { part: 'bySetPos', min: 1, max: 366, signed: true },
};

const frequencies = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/**
 * Reads a rule.
 * @param text such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU`
 * @throws Error with a sentence that says which part is wrong and what may stand there
 */
export function readRule(text: string): Rule {
  const written = splitParts(text);
  const freq = frequencies.find((name) => name === written.get('FREQ'));
  if (freq === undefined)
    throw new Error(
      `its rule says FREQ=${written.get('FREQ') ?? ''}; a shift repeats by ${frequencies.join(', ')}, not more often`,
    );
  const rule: Rule = { freq, parts: { freq }, until: null, endless: false };
  for (const [name, value] of written) if (name !== 'FREQ') readPart(rule, name, value);
  if (rule.until !== null && rule.parts.count !== undefined)
    throw new Error('its rule has both COUNT and UNTIL; keep one of them');
  const { byHour, byMinute, bySecond } = rule.parts;
  const hours = freq === 'HOURLY' ? 24 : (byHour?.length ?? 1);
  const startsPerDay = hours * (byMinute?.length ?? 1) * (bySecond?.length ?? 1);
  if (startsPerDay > limits.rotaStartsPerDay)
    throw new Error(`its rule starts more than ${limits.rotaStartsPerDay} shifts a day; give fewer hours`);
  return rule;
}

function splitParts(text: string): Map<string, string> {
  const written = new Map<string, string>();
  for (const piece of text.trim().toUpperCase().split(';')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = piece.slice(0, Math.max(0, equals));
    if (name === '') throw new Error(`its rule has "${piece.slice(0, 40)}", where NAME=VALUE is wanted`);
    if (written.has(name)) throw new Error(`its rule has ${name} twice`);
    written.set(name, piece.slice(equals + 1));
  }
  return written;
}

function readPart(rule: Rule, name: string, value: string): void {
  const numbers = numberParts[name];
  if (numbers !== undefined) {
    rule.parts[numbers.part] = value.split(',').map((entry) => readNumber(name, entry, numbers));
    return;
  }
  switch (name) {
    case 'INTERVAL':
      rule.parts.interval = readCount(name, value);
      return;
    case 'COUNT':
      if (value === '-1') rule.endless = true;
      else rule.parts.count = readCount(name, value);
      return;
    case 'UNTIL':
      rule.until = value;
      return;
    case 'WKST':
      if (!/^(MO|TU|WE|TH|FR|SA|SU)$/.test(value)) throw wrong(name, value, 'a day such as MO');
      rule.parts.wkst = value;
      return;
    case 'BYDAY':
      rule.parts.byDay = value.split(',');
      if (!rule.parts.byDay.every((day) => /^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$/.test(day)))
        throw wrong(name, value, 'days such as MO,TU');
      return;
    default:
      // To leave out a part that narrows the rule would put people on call whom the rota does not mean.
      throw new Error(`its rule has ${name.slice(0, 40)}, which is not known`);
  }
}

function readNumber(
  name: string,
  value: string,
  { min, max, signed }: { min: number; max: number; signed: boolean },
): number {
  const number = /^[+-]?\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
  const size = signed ? Math.abs(number) : number;
  if (!(size >= min && size <= max)) throw wrong(name, value, `numbers from ${min} to ${max}`);
  return number;
}

function readCount(name: string, value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw wrong(name, value, 'a number from 1 on');
  return Number(value);
}

function wrong(name: string, value: string, wanted: string): Error {
  return new Error(`its rule says ${name}=${value.slice(0, 40)}, where ${wanted} may stand`);
}
