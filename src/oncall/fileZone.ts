/** A time zone as the VTIMEZONE of a file describes it (RFC 5545 3.6.5). */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { ZoneText } from './readCalendars.ts';
import { readRule } from './readRule.ts';
import { ruleWalls } from './ruleWalls.ts';
import { type WallTime, type Zone, zoneFrom } from './zoneNamed.ts';

/** The years whose changes are worked out; before and after them the clocks stay as they are. */
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

/** The clocks change at an instant from one offset to another. */
interface Change {
  at: Instant;
  fromMs: number;
  toMs: number;
}

/** @returns null when it does not say how the clocks go, or says it in a way that cannot be read */
export function fileZone(name: string, text: ZoneText): Zone | null {
  let changes: Change[];
  try {
    changes = text.parts.flatMap(readChanges).sort((a, b) => a.at - b.at);
  } catch {
    return null;
  }
  const [first] = changes;
  if (!first || changes.length > limits.zoneChanges) return null;
  const instants = Float64Array.from(changes, ({ at }) => at);
  return zoneFrom(name, (at) => {
    let low = -1;
    let high = instants.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((instants[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low < 0 ? first.fromMs : (changes[low]?.toMs ?? 0);
  });
}

/**
 * The changes that one part describes. Of two parts of a kind whose rules never end the later takes the place of the
 * earlier: Exchange writes the rules of past years so.
 */
function readChanges(part: ZoneText['parts'][number], _: number, parts: ZoneText['parts']): Change[] {
  const fromMs = readOffset(textOf(part, 'tzoffsetfrom'));
  const toMs = readOffset(textOf(part, 'tzoffsetto'));
  const start = readWall(textOf(part, 'dtstart'));
  const laterStarts = parts
    .filter((other) => other.kind === part.kind && /FREQ=/i.test(textOf(other, 'rrule')))
    .map((other) => readWall(textOf(other, 'dtstart')))
    .filter((other) => other > start);
  const walls = new Set([start]);
  for (const { name, value } of part.properties) {
    if (name === 'rdate') for (const one of value.split(',')) walls.add(readWall(one.trim()));
    if (name !== 'rrule') continue;
    const rule = readRule(value);
    // UNTIL is in UTC (RFC 5545 3.6.5); a date counts to its end.
    const until = rule.until === null ? Math.min(LAST, ...laterStarts) : readUntil(rule.until, fromMs);
    for (const wall of ruleWalls(rule, start, FIRST, LAST)) if (wall <= until) walls.add(wall);
  }
  return [...walls].map((wall) => ({ at: wall - fromMs, fromMs, toMs }));
}

function textOf({ properties }: ZoneText['parts'][number], name: string): string {
  return properties.find((property) => property.name === name)?.value.trim() ?? '';
}

function readUntil(text: string, fromMs: number): WallTime {
  const wall = readWall(text);
  if (/^\d{8}$/.test(text)) return wall + 86_399_999;
  return /Z$/i.test(text) ? wall + fromMs : wall;
}

function readWall(text: string): WallTime {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?$/i.exec(text);
  if (!match) throw new Error(`"${text}" is no time`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  // Exchange begins its rules in the year 1, which Date.UTC would read as 1901.
  return new Date(Date.UTC(2000, 0, 1, hour, minute, second)).setUTCFullYear(year, month - 1, day);
}

/** "+0200", "-053000" in milliseconds. */
function readOffset(text: string): number {
  const match = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(text);
  if (!match) throw new Error(`"${text}" is no offset`);
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((digits) => Number(digits ?? 0));
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return match[1] === '-' ? -size : size;
}
