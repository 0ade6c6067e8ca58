import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Shift } from '../src/domain/rota.ts';
import { diffRotas } from '../src/oncall/diffRotas.ts';
import { findGaps } from '../src/oncall/findGaps.ts';
import { nextOnCall } from '../src/oncall/nextOnCall.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { at, build, calendar, shift } from './rotaText.ts';

const NOBODY = 'Nobody is on the rota at this time.';

describe('what a new version of a rota changes', () => {
  const text = calendar(shift('Kim', '20261001T000000', '20261002T000000', 'RRULE:FREQ=DAILY'));
  const days = (from: string, to: string) => build(text, `${from}T00:00:00Z`, `${to}T00:00:00Z`).index;
  const [from, to] = [at('2026-01-01T00:00:00Z'), at('2028-01-01T00:00:00Z')];

  test('is compared only where both have been worked out', () => {
    const before = days('2026-11-01', '2027-03-01');
    for (const after of [days('2026-11-02', '2027-03-02'), days('2026-11-03', '2027-02-01')]) {
      expect(diffRotas(before, after, from, to)).toEqual([]);
      expect(diffRotas(after, before, from, to)).toEqual([]);
    }
    expect(diffRotas(days('2026-10-05', '2026-11-01'), before, from, to)).toEqual([]);
    const nobody = build(calendar(), '2026-11-02T00:00:00Z', '2027-03-02T00:00:00Z').index;
    expect(diffRotas(before, nobody, from, to)).toEqual([
      { from: at('2026-11-02T00:00:00Z'), to: at('2027-03-01T00:00:00Z'), was: ['kim'], now: [] },
    ]);
  });
});

describe('the index', () => {
  const two = calendar(
    shift('Kim', '20261120T080000', '20261120T100000', 'UID:k'),
    shift('Alex Roe', '20261120T090000', '20261120T120000', 'UID:x'),
    shift('Alex Roe', '20261120T120000', '20261120T130000', 'UID:y'),
  );
  const { index } = build(two);

  test('puts everybody on call who has a shift, each with the event that decided it, until the people change', () => {
    expect(whoIsOnCall(index, at('2026-11-20T15:30:00Z'))).toEqual({
      people: ['kim', 'alex'],
      until: at('2026-11-20T16:00:00Z'),
      decidedBy: [
        { file: 'rota.ics', uid: 'k', summary: 'Kim', line: 3, level: 0, version: '', repeats: 'once' },
        { file: 'rota.ics', uid: 'x', summary: 'Alex Roe', line: 9, level: 0, version: '', repeats: 'once' },
      ],
      gap: null,
      warnings: [],
    });
    expect(whoIsOnCall(index, at('2026-11-20T16:00:00Z')).until).toBe(at('2026-11-20T19:00:00Z'));
  });

  test('tells the next change, a gap being one', () => {
    expect(nextOnCall(index, at('2026-11-20T17:00:00Z'))).toMatchObject({
      at: at('2026-11-20T19:00:00Z'),
      onCall: { gap: NOBODY },
    });
    expect(nextOnCall(index, at('2026-11-20T20:00:00Z'))).toBeNull();
  });

  test('finds the gaps, those of unknown people apart', () => {
    const gappy = build(
      calendar(shift('Kim', '20261120T080000', '20261120T100000'), shift('Jo', '20261120T100000', '20261120T110000')),
    );
    expect(findGaps(gappy.index, at('2026-11-20T12:00:00Z'), at('2026-11-20T18:00:00Z'))).toEqual([
      { from: at('2026-11-20T12:00:00Z'), to: at('2026-11-20T14:00:00Z'), reason: NOBODY },
      {
        from: at('2026-11-20T16:00:00Z'),
        to: at('2026-11-20T17:00:00Z'),
        reason: 'The rota names "Jo", whom the directory does not know.',
      },
      { from: at('2026-11-20T17:00:00Z'), to: at('2026-11-20T18:00:00Z'), reason: NOBODY },
    ]);
  });

  test('outside the time that was worked out is a gap that says so', () => {
    const reason = 'The rota has not been worked out for this time.';
    expect(whoIsOnCall(index, at('2026-09-30T23:59:59Z'))).toMatchObject({
      gap: reason,
      until: at('2026-10-01T00:00:00Z'),
    });
    expect(whoIsOnCall(index, at('2027-04-01T00:00:00Z'))).toMatchObject({ gap: reason, until: null });
    expect(findGaps(index, at('2027-03-31T00:00:00Z'), at('2027-04-02T00:00:00Z')).map((gap) => gap.reason)).toEqual([
      NOBODY,
      reason,
    ]);
  });

  test('answers as a scan of all shifts does, at every border and around it', () => {
    const hour = fc.integer({ min: 0, max: 400 });
    const event = fc.record({
      who: fc.constantFrom('Kim', 'Lexi', 'Sam Diaz', 'Jo'),
      start: hour,
      hours: fc.integer({ min: 1, max: 80 }),
      rule: fc.constantFrom('', 'FREQ=DAILY;COUNT=9', 'FREQ=WEEKLY;BYDAY=MO,FR', 'FREQ=DAILY;INTERVAL=3'),
    });
    const scan = (shifts: readonly Shift[], instant: number) => {
      const on = shifts.filter((one) => one.start <= instant && instant < one.end && one.person !== null);
      return [...new Set(on.sort((a, b) => a.source.line - b.source.line).map((one) => one.person))];
    };
    const local = (hours: number) =>
      new Date(Date.UTC(2026, 9, 25) + hours * 3_600_000).toISOString().replace(/[-:]|\.\d+Z/g, '');
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: at('2026-10-01T00:00:00Z'), max: at('2027-03-31T00:00:00Z') })),
        (events, instants) => {
          const rota = build(
            calendar(
              ...events.map(({ who, start, hours, rule }) =>
                shift(who, local(start), local(start + hours), ...(rule ? [`RRULE:${rule}`] : [])),
              ),
            ),
          );
          const borders = rota.shifts
            .flatMap(({ start, end }) => [start, end])
            .flatMap((border) => [border - 1000, border, border + 1000]);
          for (const instant of [...instants, ...borders].filter(
            (one) => one >= at('2026-10-01T00:00:00Z') && one < at('2027-04-01T00:00:00Z'),
          ))
            expect(whoIsOnCall(rota.index, instant).people).toEqual(scan(rota.shifts, instant));
        },
      ),
      { numRuns: 60, seed: 20261121 },
    );
  });
});
