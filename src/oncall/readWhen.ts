import type { Instant } from '../domain/conversation.ts';
import { weekdays } from '../domain/hours.ts';
import { DAY_MS, type Zone, zoneNamed } from './zoneNamed.ts';

const HOUR_MS = 3_600_000;

/** "2026-11-21 07:00", or a time with the day it is on: "tomorrow 7:00", "Mon 7 am", "noon". */
const written = new RegExp(
  `^(?:(\\d{4}-\\d\\d-\\d\\d|today|tomorrow|(?:${weekdays.join('|')})[a-z]*)[ T]+)?` +
    '(?:(noon|midnight)|(\\d{1,2})(?::(\\d\\d))?(?: ?([ap])\\.?m\\.?)?)$',
  'i',
);

/**
 * A time as people write it, by the clocks of a zone.
 * @param after a time without its day is the first one later than this
 * @returns null when it cannot be read; "7" alone is no time
 */
export function readWhen(text: string, after: Instant, zoneName: string): Instant | null {
  const zone = zoneNamed(zoneName);
  const found = written.exec(text.trim());
  if (!zone || !found) return null;
  const [, day, word, hour, minute, half] = found;
  const clock = clockOf(word, hour, minute, half);
  if (clock === null) return null;
  const today = Math.floor(zone.wallOf(after) / DAY_MS) * DAY_MS;
  if (day === undefined) return firstAfter(zone, today, clock, after);
  if (/^\d/.test(day)) {
    const date = Date.parse(`${day}T00:00:00Z`);
    return Number.isNaN(date) ? null : zone.instantOf(date + clock);
  }
  if (/^to/i.test(day)) return zone.instantOf(today + (/^tod/i.test(day) ? 0 : DAY_MS) + clock);
  for (let days = 0; days <= 7; days++) {
    const midnight = today + days * DAY_MS;
    // 1 January 1970 was a Thursday, the fourth of the weekdays.
    const name = weekdays[(midnight / DAY_MS + 3) % 7];
    const at = zone.instantOf(midnight + clock);
    if (name !== undefined && day.toLowerCase().startsWith(name) && at > after) return at;
  }
  return null;
}

function firstAfter(zone: Zone, today: number, clock: number, after: Instant): Instant {
  const at = zone.instantOf(today + clock);
  return at > after ? at : zone.instantOf(today + DAY_MS + clock);
}

/** Milliseconds after midnight; null for what no clock shows. */
function clockOf(word = '', hour = '', minute = '', half = ''): number | null {
  if (word !== '') return word.toLowerCase() === 'noon' ? 12 * HOUR_MS : 0;
  if (minute === '' && half === '') return null;
  const hours = Number(hour);
  if (hours > (half === '' ? 23 : 12) || (half !== '' && hours === 0) || Number(minute || '0') > 59) return null;
  const of24 = half === '' ? hours : (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return of24 * HOUR_MS + Number(minute || '0') * 60_000;
}
