import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deskTimesSchema, weekdays } from '../src/domain/hours.ts';
import { buildRota } from '../src/oncall/buildRota.ts';
import { deskHours } from '../src/oncall/openingHours.ts';
import { type Cover, gapsAhead, isRequired, requiredFrom, requiredGaps } from '../src/oncall/requiredGaps.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { calendar } from './rotaText.ts';

const zone = 'America/Chicago';
const people = [{ id: 'kim', name: 'Kim', phone: '+16085550111', aliases: [] }];
const at = (iso: string) => Date.parse(iso);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const weekday = { from: '07:00', to: '18:00' };
const usual = { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday };
const cover = (covers: Cover['covers'], times: object = { open: usual }, holidays: string[] = []): Cover => ({
  covers,
  desk: deskHours(deskTimesSchema.parse({ spoken: 'as said', ...times }), zone, holidays),
});

const local = (wall: number) => new Date(wall).toISOString().replace(/[-:]|\.\d+Z/g, '');
const shift = (uid: string, start: string, end: string, who = 'Kim', ...more: string[]) => [
  `UID:${uid}`,
  `DTSTART;TZID=${zone}:${start}`,
  `DTEND;TZID=${zone}:${end}`,
  ...more,
  `SUMMARY:${who}`,
];
const rota = (from: number, to: number, ...events: string[][]) =>
  buildRota({ files: [{ name: 'rota.ics', bytes: calendar(...events), role: 'base' }], zone, people, from, to }).index;
const asText = (gaps: { from: number; to: number; reason: string }[]) =>
  gaps.map(({ from, to, reason }) => [new Date(from).toISOString(), new Date(to).toISOString(), reason]);
const nobody = 'Nobody is on the rota at this time.';

describe('a rota of the nights of a week, in which one night is nobody', () => {
  const [from, to] = [at('2026-11-30T07:00:00-06:00'), at('2026-12-04T18:00:00-06:00')];
  const nights = shift('nights', '20261130T180000', '20261201T070000', 'Kim', 'RRULE:FREQ=DAILY;COUNT=4');
  const index = rota(from, to, [...nights, `EXDATE;TZID=${zone}:20261202T180000`]);

  test('has that gap alone while cover follows the desk, and each day as well while it is always', () => {
    const night = ['2026-12-03T00:00:00.000Z', '2026-12-03T13:00:00.000Z', nobody];
    expect(asText(requiredGaps(index, cover('closed'), from, to))).toEqual([night]);
    const all = requiredGaps(index, cover('always'), from, to).map((gap) => (gap.to - gap.from) / HOUR);
    expect(all).toEqual([11, 11, 35, 11]);
  });

  test('has a holiday as a gap, and a morning of fewer hours up to the evening', () => {
    const times = { open: usual, exceptions: [{ date: '2026-12-04', from: '07:00', to: '12:00', why: 'a feast' }] };
    expect(asText(requiredGaps(index, cover('closed', times, ['2026-12-01']), from, to))).toEqual([
      ['2026-12-01T13:00:00.000Z', '2026-12-02T00:00:00.000Z', nobody],
      ['2026-12-03T00:00:00.000Z', '2026-12-03T13:00:00.000Z', nobody],
      ['2026-12-04T18:00:00.000Z', '2026-12-05T00:00:00.000Z', nobody],
    ]);
  });

  test('requires somebody at the second the desk closes, and nobody at the second it opens', () => {
    const closed = cover('closed');
    const required = ['17:59:59', '18:00:00'].map((time) => isRequired(closed, at(`2026-12-01T${time}-06:00`)));
    expect(required).toEqual([false, true]);
    expect(isRequired(closed, at('2026-12-01T07:00:00-06:00'))).toBe(false);
    expect(isRequired(cover('always'), at('2026-12-01T12:00:00-06:00'))).toBe(true);
    const noon = at('2026-12-01T12:00:00-06:00');
    expect(requiredFrom(closed, noon)).toBe(at('2026-12-01T18:00:00-06:00'));
    expect(requiredFrom(cover('always'), noon)).toBe(noon);
  });
});

test('a gap ahead is told whole: from before now to after the time that is looked at, its reasons together', () => {
  const [from, to] = [at('2026-12-01T00:00:00-06:00'), at('2026-12-31T00:00:00-06:00')];
  const index = rota(
    from,
    to,
    shift('first', '20261201T000000', '20261204T200000'),
    shift('odd', '20261205T000000', '20261205T060000', 'Jo Doe'),
    shift('then', '20261207T070000', '20270101T000000'),
  );
  const now = at('2026-12-05T03:00:00-06:00');
  const [gap, ...others] = gapsAhead(index, cover('closed'), now, now + HOUR);
  expect(others).toEqual([]);
  expect(asText(gap ? [gap] : [])).toEqual([
    [
      '2026-12-05T02:00:00.000Z',
      '2026-12-07T13:00:00.000Z',
      `${nobody} The rota names "Jo Doe", whom the directory does not know.`,
    ],
  ]);
  expect(gapsAhead(index, cover('closed'), at('2026-12-07T07:00:00-06:00'), to)).toEqual([]);
  expect(gapsAhead(index, cover('closed'), from, at('2026-12-04T20:00:00-06:00'))).toEqual([]);
});

test('whatever the rota and the hours: the gaps are those instants at which somebody has to be on call and nobody is', () => {
  const clock = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
  const times = fc.record({ from: clock, to: clock });
  const date = (offset: number, first: number) => new Date(first + offset * DAY).toISOString().slice(0, 10);
  const offsets = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 4 });
  const events = fc.array(
    fc.record({
      who: fc.constantFrom('Kim', 'Jo Doe'),
      start: fc.integer({ min: -48, max: 9 * 24 }),
      hours: fc.integer({ min: 1, max: 60 }),
      rule: fc.constantFrom(null, 'FREQ=DAILY;COUNT=5', 'FREQ=DAILY;INTERVAL=2'),
    }),
    { maxLength: 5 },
  );
  // Both changes of the clocks, and an ordinary week.
  const firsts = fc.constantFrom(Date.UTC(2026, 9, 28, 8), Date.UTC(2027, 2, 10), Date.UTC(2026, 11, 20, 8));
  fc.assert(
    fc.property(
      firsts,
      fc.dictionary(fc.constantFrom(...weekdays), times),
      fc.record({ closed: offsets, holidays: offsets, other: offsets, hours: times }),
      events,
      fc.constantFrom<Cover['covers']>('closed', 'always'),
      (first, open, odd, shifts, covers) => {
        const closed = odd.closed.filter((one) => !odd.other.includes(one)).map((one) => date(one, first));
        const exceptions = odd.other.map((one) => ({ date: date(one, first), ...odd.hours, why: '' }));
        const desk = { open, closed: closed.map((one) => ({ date: one, why: '' })), exceptions };
        const holidays = odd.holidays.map((one) => date(one, first));
        const needed = cover(covers, desk, holidays);
        const [from, to] = [first, first + 8 * DAY];
        const series = shifts.map(({ who, start, hours, rule }, i) =>
          shift(
            `${i}`,
            local(first + start * HOUR),
            local(first + (start + hours) * HOUR),
            who,
            ...(rule ? [`RRULE:${rule}`] : []),
          ),
        );
        const index = rota(from - DAY, to + DAY, ...series);
        const gaps = requiredGaps(index, needed, from, to);
        // Borders lie on half hours, so a quarter before and after one is enough.
        for (let now = from + HOUR / 4; now < to; now += HOUR / 2) {
          const gap = gaps.find((one) => one.from <= now && now < one.to)?.reason ?? null;
          expect(gap).toBe(isRequired(needed, now) ? whoIsOnCall(index, now).gap : null);
        }
        gaps.forEach((gap, i) => {
          expect(gap.from).toBeLessThan(gap.to);
          const before = gaps[i - 1];
          if (before) expect(gap.from).toBeGreaterThanOrEqual(before.to);
          if (before?.to === gap.from) expect(gap.reason).not.toBe(before.reason);
        });
        const ahead = gapsAhead(index, needed, from, to);
        expect(ahead.every((gap) => gap.to > from && gap.from < to)).toBe(true);
        expect(gaps.every((gap) => ahead.some((one) => one.from <= gap.from && one.to >= gap.to))).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

test('four hundred days of a rota with a change every day are looked through in a moment', () => {
  const from = at('2026-11-30T00:00:00-06:00');
  const to = from + 400 * DAY;
  const nights = shift('nights', '20261130T180000', '20261201T070000', 'Kim', 'RRULE:FREQ=DAILY;INTERVAL=2');
  const index = rota(from, to, nights);
  const began = performance.now();
  for (let i = 0; i < 10; i++) expect(requiredGaps(index, cover('closed'), from, to).length).toBeGreaterThan(150);
  expect((performance.now() - began) / 10).toBeLessThan(100);
});
