import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { dayWalls } from '../src/oncall/dayWalls.ts';
import { readRule } from '../src/oncall/readRule.ts';
import { calendar, shiftsOf } from './rotaText.ts';

/** The first starts of a rule as its zone's clocks show them, such as "09-02 9:00". */
function startsBy(rule: string, start = '19970902T090000', zone = 'America/New_York', count = 8): string[] {
  const event = [`DTSTART;TZID=${zone}:${start}`, 'DURATION:PT15M', `RRULE:${rule}`, 'SUMMARY:Kim'];
  const year = Number(start.slice(0, 4));
  return shiftsOf(calendar(event), `${year}-01-01T00:00:00Z`, `${year + 12}-01-01T00:00:00Z`)
    .slice(0, count)
    .map((text) => {
      const there = Temporal.Instant.from(`${text.slice(0, 16)}:00Z`).toZonedDateTimeISO(zone);
      return `${there.year === year ? '' : `${there.year}-`}${there.toPlainDate().toString().slice(5)} ${there.hour}:${String(there.minute).padStart(2, '0')}`;
    });
}

describe('the rules that RFC 5545 (3.8.5.3) gives as examples, from Tuesday 2 September 1997, 9:00', () => {
  test.each([
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', ['09-02', '09-12', '09-22', '10-02', '10-12']],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=4', ['09-02', '09-16', '09-30', '10-14']],
    [
      'FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH',
      ['09-02', '09-04', '09-09', '09-11', '09-16', '09-18', '09-23', '09-25'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH',
      ['09-02', '09-04', '09-16', '09-18', '09-30', '10-02', '10-14', '10-16'],
    ],
    ['FREQ=MONTHLY;COUNT=4;BYMONTHDAY=2,15', ['09-02', '09-15', '10-02', '10-15']],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=TU;COUNT=6', ['09-02', '09-09', '09-16', '09-23', '09-30', '11-04']],
    ['FREQ=YEARLY;COUNT=3;BYMONTH=6,9;BYMONTHDAY=2', ['09-02', '1998-06-02', '1998-09-02']],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=1', ['09-02', '10-01', '11-04']],
  ])('%s', (rule, expected) => {
    expect(startsBy(rule)).toEqual(expected.map((day) => `${day} 9:00`));
  });

  test('WKST decides which weeks are skipped', () => {
    const every = (wkst: string) =>
      startsBy(`FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${wkst}`, '19970805T090000').map((text) =>
        text.slice(0, 5),
      );
    expect(every('MO')).toEqual(['08-05', '08-10', '08-19', '08-24']);
    expect(every('SU')).toEqual(['08-05', '08-17', '08-19', '08-31']);
  });

  test('a day that a month has not is left out (3.3.10)', () => {
    expect(startsBy('FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', '20070115T090000')).toEqual([
      '01-15 9:00',
      '01-30 9:00',
      '02-15 9:00',
      '03-15 9:00',
      '03-30 9:00',
    ]);
  });
});

describe('days that are chosen by several parts of a yearly rule are those that all of them choose', () => {
  test.each([
    // 30 December is in week 1 of the next year when that week begins on 29 or 30 December.
    [
      'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1',
      '20241230T090000',
      ['12-30', '2025-12-30', '2030-12-30', '2031-12-30'],
    ],
    // 7 April is a Saturday.
    ['FREQ=YEARLY;BYYEARDAY=97;BYDAY=SA', '20010407T090000', ['04-07', '2007-04-07']],
    ['FREQ=YEARLY;BYYEARDAY=97;BYDAY=14SA;COUNT=2', '20010407T090000', ['04-07', '2007-04-07']],
    ['FREQ=YEARLY;INTERVAL=2;BYYEARDAY=97;BYMONTHDAY=7', '20010407T090000', ['04-07', '2003-04-07', '2005-04-07']],
    ['FREQ=YEARLY;BYMONTH=4;BYYEARDAY=97;BYDAY=-4SA', '20010407T090000', ['04-07', '2007-04-07']],
  ])('%s', (rule, start, expected) => {
    expect(startsBy(rule, start, 'Europe/Berlin', expected.length)).toEqual(expected.map((day) => `${day} 9:00`));
  });
});

describe('hand-overs by the hour', () => {
  test('stay at their hours on the wall when the clocks change', () => {
    expect(startsBy('FREQ=HOURLY;INTERVAL=12;COUNT=6', '20270313T080000', 'America/Chicago')).toEqual([
      '03-13 8:00',
      '03-13 20:00',
      '03-14 8:00',
      '03-14 20:00',
      '03-15 8:00',
      '03-15 20:00',
    ]);
  });

  test('every hour follow each other without a hole and without an overlap, also where the clocks change', () => {
    for (const [start = '', first] of [
      ['20261031T220000', '2026-11-01T03'],
      ['20270313T220000', '2027-03-14T04'],
    ]) {
      const event = [
        `DTSTART;TZID=America/Chicago:${start}`,
        `DTEND;TZID=America/Chicago:${start.replace('T22', 'T23')}`,
        'RRULE:FREQ=HOURLY;COUNT=8',
        'SUMMARY:Kim',
      ];
      const shifts = shiftsOf(calendar(event), '2026-10-01T00:00:00Z', '2027-10-01T00:00:00Z').map((text) =>
        text.split(' '),
      );
      expect(shifts[0]?.[0]).toBe(`${first}:00`);
      expect(shifts).toHaveLength(8);
      for (const [i, [from]] of shifts.entries()) if (i > 0) expect(from).toBe(shifts[i - 1]?.[1]);
    }
  });

  test('on some days only', () => {
    expect(startsBy('FREQ=HOURLY;INTERVAL=12;BYDAY=SA', '20261107T080000', 'America/Chicago', 4)).toEqual([
      '11-07 8:00',
      '11-07 20:00',
      '11-14 8:00',
      '11-14 20:00',
    ]);
  });

  test('where the clocks skip an hour, a shift in it and one after it are one, which lasts until the end of the later', () => {
    const event = [
      'DTSTART;TZID=America/Chicago:20270313T020000',
      'DTEND;TZID=America/Chicago:20270313T030000',
      'RRULE:FREQ=DAILY;BYHOUR=2,3;COUNT=4',
      'SUMMARY:Kim',
    ];
    expect(shiftsOf(calendar(event)).slice(2)).toEqual(['2027-03-14T08:00 2027-03-14T09:00']);
  });
});

test('simple daily and weekly rules lead where rrule-temporal leads', () => {
  const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const rules = fc.record({
    freq: fc.constantFrom('DAILY', 'WEEKLY'),
    interval: optional(fc.integer({ min: 1, max: 9 })),
    byDay: optional(fc.uniqueArray(fc.constantFrom(...days), { minLength: 1 })),
    wkst: optional(fc.constantFrom(...days)),
    count: optional(fc.integer({ min: 1, max: 60 })),
    start: fc.integer({ min: 0, max: 800 }),
    window: fc.tuple(fc.integer({ min: -20, max: 900 }), fc.integer({ min: 1, max: 400 })),
  });
  fc.assert(
    fc.property(rules, ({ freq, interval, byDay, wkst, count, start, window: [from, length] }) => {
      // rrule-temporal looks for it in vain: no day of the rule has this weekday.
      fc.pre(!(freq === 'DAILY' && (interval ?? 1) % 7 === 0 && byDay));
      const text = [`FREQ=${freq}`];
      if (interval) text.push(`INTERVAL=${interval}`);
      if (byDay) text.push(`BYDAY=${byDay.join()}`);
      if (wkst) text.push(`WKST=${wkst}`);
      if (count) text.push(`COUNT=${count}`);
      const rule = readRule(text.join(';'));
      const day = (n: number) => Date.UTC(2026, 0, 1 + n, 18);
      const dtstart = Temporal.Instant.fromEpochMilliseconds(day(start)).toZonedDateTimeISO('UTC');
      const engine = new RRuleTemporal({ ...rule.parts, dtstart });
      const expected = engine.between(new Date(day(from)), new Date(day(from + length)), true);
      expect(dayWalls(rule, day(start), day(from), day(from + length))).toEqual(
        expected.map((one) => one.epochMilliseconds),
      );
    }),
    { numRuns: 400, seed: 20261121 },
  );
});
