/** Rotas drawn at random, written down in different ways, and worked out once more in the plainest way there is. */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { calendar } from './rotaText.ts';

export const zones = ['America/Chicago', 'Europe/Berlin', 'UTC'] as const;
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** An event as a person would plan it: all times are on the clock on the wall of its zone. */
export interface Plan {
  who: string;
  level: number;
  zone: (typeof zones)[number];
  /** Days after 12 October 2026. */
  day: number;
  hour: number;
  hours: number;
  /** Every so many days or weeks; 0 once only. */
  everyDays: number;
  everyWeeks: number;
  weekdays: readonly string[];
  times: number;
  /** Which starts do not take place, by their place in the series. */
  except: readonly number[];
  /** Which start Sam takes over, so many hours later. */
  swapped: number | null;
  swapHours: number;
}

/** Often those that some clock skips or shows twice. */
const hour = fc.oneof(fc.integer({ min: 0, max: 23 }), fc.constantFrom(1, 2, 3));
/** Often around the days on which the clocks of Berlin and Chicago change: 25 October, 1 November, 14 and 28 March. */
const day = fc.oneof(fc.integer({ min: 0, max: 160 }), fc.constantFrom(12, 13, 19, 20, 152, 153, 166, 167));

export const plan: fc.Arbitrary<Plan> = fc.record({
  who: fc.constantFrom('Kim', 'Lexi', 'Jo'),
  level: fc.constantFrom(0, 0, 0, 1, 2),
  zone: fc.constantFrom(...zones),
  day,
  hour,
  hours: fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constantFrom(1, 2)),
  everyDays: fc.constantFrom(0, 0, 1, 2, 5),
  everyWeeks: fc.constantFrom(0, 1, 2),
  weekdays: fc.uniqueArray(fc.constantFrom(...weekdays), { maxLength: 3 }),
  times: fc.integer({ min: 2, max: 12 }),
  except: fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 3 }),
  swapped: fc.option(fc.integer({ min: 0, max: 11 })),
  swapHours: fc.integer({ min: -20, max: 20 }),
});

const firstDay = Temporal.PlainDateTime.from('2026-10-12T00:00');

/** The starts of a plan before exceptions, on the wall. */
export function startsOfPlan({
  day,
  hour: at,
  everyDays,
  everyWeeks,
  weekdays: days,
  times,
}: Plan): Temporal.PlainDateTime[] {
  const start = firstDay.add({ days: day, hours: at });
  if (everyDays > 0) return Array.from({ length: times }, (_, i) => start.add({ days: i * everyDays }));
  if (everyWeeks === 0) return [start];
  const wanted = days.length > 0 ? days : weekdays.slice(start.dayOfWeek - 1, start.dayOfWeek);
  const monday = start.subtract({ days: start.dayOfWeek - 1 });
  const starts: Temporal.PlainDateTime[] = [];
  for (let i = 0; starts.length < times; i++) {
    const one = start.add({ days: i });
    const week = Math.floor(monday.until(one, { largestUnit: 'days' }).days / 7);
    if (week % everyWeeks === 0 && wanted.includes(weekdays[one.dayOfWeek - 1] ?? '')) starts.push(one);
  }
  return starts;
}

/** DTSTART that its rule does not lead to is read in different ways; such plans are left out. */
export function isInStep(one: Plan): boolean {
  return startsOfPlan(one)[0]?.equals(firstDay.add({ days: one.day, hours: one.hour })) ?? false;
}

export interface Duty {
  who: string;
  level: number;
  start: number;
  end: number;
}

/** Who has which duty by a plan: start for start, with the calendar of Temporal. */
export function dutiesOf(one: Plan): Duty[] {
  const instant = (wall: Temporal.PlainDateTime) => wall.toZonedDateTime(one.zone).epochMilliseconds;
  const duty = (who: string, start: Temporal.PlainDateTime): Duty => ({
    who,
    level: one.level,
    start: instant(start),
    end: instant(start.add({ hours: one.hours })),
  });
  const starts = startsOfPlan(one);
  const swapped = swappedStart(one);
  const duties = starts.flatMap((start, i) =>
    (starts.length > 1 && one.except.includes(i)) || swapped?.equals(start) ? [] : duty(one.who, start),
  );
  if (swapped) duties.push(duty('Sam Diaz', swapped.add({ hours: one.swapHours })));
  return duties.filter(({ start, end }) => start < end);
}

/** The duties that a plan takes out: its exceptions, and what Sam takes over. */
export function goneOf(one: Plan): Duty[] {
  const instant = (wall: Temporal.PlainDateTime) => wall.toZonedDateTime(one.zone).epochMilliseconds;
  const starts = startsOfPlan(one);
  const swapped = swappedStart(one);
  return starts
    .filter((start, i) => (starts.length > 1 && one.except.includes(i)) || swapped?.equals(start))
    .map((start) => ({
      who: one.who,
      level: one.level,
      start: instant(start),
      end: instant(start.add({ hours: one.hours })),
    }))
    .filter(({ start, end }) => start < end);
}

function swappedStart(one: Plan): Temporal.PlainDateTime | null {
  const starts = startsOfPlan(one);
  if (one.swapped === null || starts.length < 2 || one.except.includes(one.swapped)) return null;
  return starts[one.swapped] ?? null;
}

/** How a time is written: in which zone, and by which of its names. */
export type Writing = (name: string, wall: Temporal.PlainDateTime, zone: string) => string;

const compact = (wall: Temporal.PlainDateTime) => wall.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

export const byName: Writing = (name, wall, zone) =>
  zone === 'UTC' ? `${name}:${compact(wall)}Z` : `${name};TZID=${zone}:${compact(wall)}`;

export const inUtc: Writing = (name, wall, zone) =>
  `${name}:${compact(wall.toZonedDateTime(zone).withTimeZone('UTC').toPlainDateTime())}Z`;

export const byWindowsName: Writing = (name, wall, zone) =>
  byName(name, wall, zone)
    .replace('Europe/Berlin', 'W. Europe Standard Time')
    .replace('America/Chicago', 'Central Standard Time');

/**
 * The events of a plan.
 * @param series how the times of DTSTART and DTEND are written
 * @param named how exceptions and swaps are
 */
export function eventsOf(one: Plan, uid: string, series: Writing = byName, named: Writing = byName): string[][] {
  const starts = startsOfPlan(one);
  const [first = firstDay] = starts;
  const { zone, hours } = one;
  const level = one.level > 0 ? `[L${one.level}] ` : '';
  const span = (start: Temporal.PlainDateTime, write: Writing) => [
    write('DTSTART', start, zone),
    write('DTEND', start.add({ hours }), zone),
  ];
  const main = [`UID:${uid}`, ...span(first, series), `SUMMARY:${level}${one.who}`];
  if (starts.length < 2) return [main];
  main.push(`RRULE:${ruleOf(one)}`);
  for (const i of one.except) {
    const start = starts[i];
    if (start) main.push(named('EXDATE', start, zone));
  }
  const swapped = swappedStart(one);
  if (!swapped) return [main];
  const moved = span(swapped.add({ hours: one.swapHours }), byName);
  return [main, [`UID:${uid}`, ...moved, `SUMMARY:${level}Sam Diaz`, named('RECURRENCE-ID', swapped, zone)]];
}

function ruleOf({ everyDays, everyWeeks, weekdays: days, times }: Plan, count = times): string {
  if (everyDays > 0) return `FREQ=DAILY;INTERVAL=${everyDays};COUNT=${count}`;
  return `FREQ=WEEKLY;INTERVAL=${everyWeeks};COUNT=${count}${days.length > 0 ? `;BYDAY=${days.join()}` : ''}`;
}

/** A series as two: what some programs make of "this and all following". Each has the exceptions and swaps of its own part. */
export function splitInTwo(one: Plan, at: number): Plan[] {
  const starts = startsOfPlan(one);
  const second = starts[at];
  // A series of one is none.
  if (!second || at < 2 || one.times - at < 2) return [one];
  const day = firstDay.until(second, { largestUnit: 'days' }).days;
  const isSecond = (i: number) => i >= at;
  const { swapped } = one;
  return [
    {
      ...one,
      times: at,
      except: one.except.filter((i) => !isSecond(i)),
      swapped: swapped !== null && isSecond(swapped) ? null : swapped,
    },
    {
      ...one,
      day,
      times: one.times - at,
      except: one.except.filter(isSecond).map((i) => i - at),
      swapped: swapped !== null && isSecond(swapped) ? swapped - at : null,
    },
  ];
}

/** A rota of plans. */
export function textOf(plans: readonly Plan[], series?: Writing, named?: Writing): string {
  return calendar(...plans.flatMap((one, i) => eventsOf(one, `plan-${i}`, series, named)));
}
