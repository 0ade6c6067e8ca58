import { describe, expect, test } from 'vitest';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { at, build, calendar, chicago, shift } from './rotaText.ts';

/** Who is on call just before, at and just after an instant. */
function around(text: string, iso: string): string[] {
  const { index } = build(text);
  return [-1000, 0, 1000].map((ms) => whoIsOnCall(index, at(iso) + ms).people.join('+'));
}

/** The shifts as [start, end] in UTC, without seconds. */
function shiftsOf(text: string, from?: string, to?: string): string[] {
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
  return build(text, from, to).shifts.map(({ start, end }) => `${iso(start)} ${iso(end)}`);
}

const problemsOf = (...events: string[][]) => build(calendar(...events)).problems;

describe('a shift', () => {
  const nights = calendar(
    shift('Kim Lee', '20261019T180000', '20261020T070000', 'RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR'),
    shift('Alex Roe', '20261017T070000', '20261019T070000', 'RRULE:FREQ=WEEKLY'),
  );

  test.each([
    ['2026-10-17T12:00:00Z', ['', 'alex', 'alex'], 'the weekend begins on Saturday at 7:00'],
    ['2026-10-19T12:00:00Z', ['alex', '', ''], 'the weekend is over on Monday at 7:00'],
    ['2026-10-19T23:00:00Z', ['', 'kim', 'kim'], 'Monday night begins at 18:00'],
    ['2026-10-20T05:00:00Z', ['kim', 'kim', 'kim'], 'midnight changes nothing'],
    ['2026-10-20T12:00:00Z', ['kim', '', ''], 'Monday night is over on Tuesday at 7:00'],
    [
      '2026-10-24T12:00:00Z',
      ['kim', 'alex', 'alex'],
      'Friday night hands over to the weekend: one of them at each instant',
    ],
    ['2026-11-02T13:00:00Z', ['alex', '', ''], 'in winter time the weekend still is over at 7:00'],
    ['2026-11-03T00:00:00Z', ['', 'kim', 'kim'], 'in winter time the night still begins at 18:00'],
  ])('%s: %s, for %s', (instant, expected) => {
    expect(around(nights, instant)).toEqual(expected);
  });

  test('lasts an hour longer in the night in which the clocks go back', () => {
    const saturdays = calendar(shift('Kim', '20261017T180000', '20261018T070000', 'RRULE:FREQ=WEEKLY;COUNT=3'));
    expect(shiftsOf(saturdays).at(-1)).toBe('2026-10-31T23:00 2026-11-01T13:00');
  });

  test('lasts an hour less in the night in which the clocks go forward', () => {
    const saturdays = calendar(shift('Kim', '20270306T180000', '20270307T070000', 'RRULE:FREQ=WEEKLY;COUNT=2'));
    expect(shiftsOf(saturdays).at(-1)).toBe('2027-03-14T00:00 2027-03-14T12:00');
  });

  test('of a whole day goes from midnight to midnight in the zone of the rota: 25, 23 and 24 hours', () => {
    const days = ['20261101', '20270314', '20270320'].map((day) => [`DTSTART;VALUE=DATE:${day}`, 'SUMMARY:Kim']);
    expect(shiftsOf(calendar(...days))).toEqual([
      '2026-11-01T05:00 2026-11-02T06:00',
      '2027-03-14T06:00 2027-03-15T05:00',
      '2027-03-20T05:00 2027-03-21T05:00',
    ]);
  });

  test('of whole days ends before the day of its DTEND', () => {
    const days = calendar(['DTSTART:20261120', 'DTEND:20261123', 'SUMMARY:Kim']);
    expect(shiftsOf(days)).toEqual(['2026-11-20T06:00 2026-11-23T06:00']);
  });

  test('keeps the hour of a DTEND over a change of the clocks, and the hours of a DURATION', () => {
    const week = shift('Kim', '20261026T090000', '20261102T090000');
    const hours = [chicago('DTSTART', '20261026T090000'), 'DURATION:PT168H', 'SUMMARY:Kim'];
    const days = [chicago('DTSTART', '20261026T090000'), 'DURATION:P7D', 'SUMMARY:Kim'];
    expect(shiftsOf(calendar(week, hours, days))).toEqual([
      '2026-10-26T14:00 2026-11-02T15:00',
      '2026-10-26T14:00 2026-11-02T14:00',
      '2026-10-26T14:00 2026-11-02T15:00',
    ]);
  });

  test('that begins at an hour the clocks skip uses the offset before, at one they show twice the first', () => {
    const events = [
      shift('Kim', '20270314T023000', '20270314T060000'),
      shift('Kim', '20261101T013000', '20261101T060000'),
    ];
    expect(shiftsOf(calendar(...events))).toEqual([
      '2026-11-01T06:30 2026-11-01T12:00',
      '2027-03-14T08:30 2027-03-14T11:00',
    ]);
  });

  test('at an hour the clocks skip on one day stays at its hour on the days after', () => {
    const early = calendar(shift('Kim', '20270313T023000', '20270313T060000', 'RRULE:FREQ=DAILY;COUNT=3'));
    expect(shiftsOf(early).map((text) => text.slice(0, 16))).toEqual([
      '2027-03-13T08:30',
      '2027-03-14T08:30',
      '2027-03-15T07:30',
    ]);
  });

  test('is read in the zone it names, in UTC with a Z, and else in the zone of the calendar', () => {
    const events = [
      ['DTSTART;TZID=Europe/Berlin:20261120T180000', 'DTEND;TZID=Europe/Berlin:20261120T190000', 'SUMMARY:Kim'],
      ['DTSTART:20261121T180000Z', 'DTEND:20261121T190000Z', 'SUMMARY:Kim'],
      ['DTSTART:20261122T180000', 'DTEND:20261122T190000', 'SUMMARY:Kim'],
    ];
    const starts = (text: string) => shiftsOf(text).map((line) => line.slice(0, 16));
    expect(starts(calendar(...events))).toEqual(['2026-11-20T17:00', '2026-11-21T18:00', '2026-11-23T00:00']);
    const inLondon = calendar(...events).replace('VERSION:2.0', 'X-WR-TIMEZONE:Europe/London');
    expect(starts(inLondon).at(-1)).toBe('2026-11-22T18:00');
  });

  test('ends in the zone in which it begins when its DTEND names none, and else at the instant of its DTEND', () => {
    const start = 'DTSTART;TZID=Europe/Berlin:20261120T180000';
    const ends = ['DTEND:20261120T190000', 'DTEND:20261120T180000Z', chicago('DTEND', '20261120T130000')];
    expect(shiftsOf(calendar(...ends.map((end) => [start, end, 'SUMMARY:Kim'])))).toEqual([
      '2026-11-20T17:00 2026-11-20T18:00',
      '2026-11-20T17:00 2026-11-20T18:00',
      '2026-11-20T17:00 2026-11-20T19:00',
    ]);
  });

  test('that began long before the window is found, however long ago its rule began', () => {
    const old = calendar(shift('Kim', '20100118T080000', '20100125T080000', 'RRULE:FREQ=WEEKLY;INTERVAL=3'));
    expect(shiftsOf(old, '2026-11-05T00:00:00Z', '2026-11-06T00:00:00Z')).toEqual([
      '2026-11-02T14:00 2026-11-09T14:00',
    ]);
  });

  test.each([
    ['20261104', 4, 'a date, with the whole of its day'],
    ['20261104T180000', 4, 'a time in the zone of the shift'],
    ['20261105T000000Z', 4, 'the last start in UTC'],
    ['20261104T235959Z', 3, 'a second before the last start'],
  ])('repeats until %s: %i times, for it is %s', (until, times) => {
    const event = shift('Kim', '20261101T180000', '20261102T070000', `RRULE:FREQ=DAILY;UNTIL=${until}`);
    expect(shiftsOf(calendar(event))).toHaveLength(times);
  });
});

describe('exceptions', () => {
  const nightly = (...more: string[]) =>
    shift('Kim', '20261123T180000', '20261124T070000', 'RRULE:FREQ=DAILY;COUNT=5', 'UID:a', ...more);
  const starts = (...events: string[][]) => shiftsOf(calendar(...events)).map((line) => line.slice(0, 16));

  test.each([
    [chicago('EXDATE', '20261126T180000')],
    ['EXDATE:20261127T000000Z'],
    ['EXDATE;TZID=Europe/Berlin:20261127T010000'],
    ['EXDATE;VALUE=DATE:20261126'],
    ['EXDATE:20261126T180000,20261126T180000'],
  ])('%s takes out Thursday night and no other', (line) => {
    expect(starts(nightly(line))).toEqual([
      '2026-11-24T00:00',
      '2026-11-25T00:00',
      '2026-11-26T00:00',
      '2026-11-28T00:00',
    ]);
  });

  test('an EXDATE that meets no shift is reported, for somebody thinks that it does', () => {
    expect(problemsOf(nightly(chicago('EXDATE', '20261126T170000')))).toEqual([
      {
        file: 'rota.ics',
        line: 3,
        uid: 'a',
        message:
          'The event at line 3 has EXDATE 2026-11-26 17:00 (America/Chicago), when no shift of its series starts; correct the date and hour.',
        kind: 'hint',
        loses: false,
      },
    ]);
  });

  test('a RECURRENCE-ID replaces one shift of the series with its UID, wherever it stands in the file', () => {
    const swap = shift(
      'Alex Roe',
      '20261125T200000',
      '20261126T070000',
      'UID:a',
      chicago('RECURRENCE-ID', '20261125T180000'),
    );
    const other = shift('Sam Diaz', '20261125T180000', '20261125T190000', 'UID:b');
    for (const events of [
      [nightly(), swap, other],
      [other, swap, nightly()],
    ]) {
      expect(around(calendar(...events), '2026-11-26T00:00:00Z')).toEqual(['', 'sam', 'sam']);
      expect(around(calendar(...events), '2026-11-26T02:00:00Z')).toEqual(['', 'alex', 'alex']);
      expect(starts(...events)).toHaveLength(6);
    }
  });

  test('of two swaps of one shift the higher SEQUENCE counts', () => {
    const swap = (who: string, sequence: number) =>
      shift(
        who,
        '20261125T180000',
        '20261126T070000',
        'UID:a',
        'RECURRENCE-ID:20261126T000000Z',
        `SEQUENCE:${sequence}`,
      );
    expect(around(calendar(nightly(), swap('Alex Roe', 2), swap('Sam Diaz', 1)), '2026-11-26T03:00:00Z')[1]).toBe(
      'alex',
    );
  });

  test("a cancelled event is nobody's duty, and a cancelled instance is taken out", () => {
    const gone = shift(
      'Kim',
      '20261125T180000',
      '20261126T070000',
      'UID:a',
      chicago('RECURRENCE-ID', '20261125T180000'),
      'STATUS:CANCELLED',
    );
    expect(starts(nightly(), gone)).not.toContain('2026-11-26T00:00');
    expect(starts(nightly('STATUS:CANCELLED'))).toEqual([]);
  });

  test('a replacement without its series stands alone', () => {
    expect(
      starts(shift('Kim', '20261125T180000', '20261126T070000', 'UID:z', 'RECURRENCE-ID:20261126T000000Z')),
    ).toHaveLength(1);
  });
});

describe('the person', () => {
  const on = (...lines: string[]) => {
    const { index } = build(calendar(['DTSTART:20261120T180000Z', 'DTEND:20261120T190000Z', ...lines]));
    return whoIsOnCall(index, at('2026-11-20T18:30:00Z'));
  };

  test.each([
    ['ATTENDEE:mailto:KIM.LEE@example.edu'],
    ['ATTENDEE:kim.lee@example.edu'],
    ['ATTENDEE;CN="Kim Lee";PARTSTAT=ACCEPTED:mailto:somebody@example.edu'],
    ['ATTENDEE:tel:+1-608-555-0111'],
    ['SUMMARY:kim  LEE'],
    ['SUMMARY:Kim'],
    ['SUMMARY:(608) 555-0111'],
  ])('is Kim by %s', (line) => {
    expect(on(line)).toMatchObject({ people: ['kim'], gap: null, warnings: [] });
  });

  test('is found by ATTENDEE before SUMMARY, and by SUMMARY when no ATTENDEE is known', () => {
    expect(on('SUMMARY:Alex Roe', 'ATTENDEE:mailto:kim.lee@example.edu').people).toEqual(['kim']);
    expect(on('SUMMARY:Alex Roe', 'ATTENDEE:mailto:team@example.edu').people).toEqual(['alex']);
  });

  test('may be several, in the order of the event', () => {
    expect(on('SUMMARY:Sam Diaz / Kim and Lexi').people).toEqual(['sam', 'kim', 'alex']);
  });

  test('who is unknown beside a known one is a warning', () => {
    expect(on('SUMMARY:Kim, Jo Doe')).toMatchObject({
      people: ['kim'],
      gap: null,
      warnings: ['The rota names "Jo Doe", whom the directory does not know.'],
    });
  });

  test.each([
    ['SUMMARY:Jo Doe', 'The rota names "Jo Doe", whom the directory does not know.'],
    ['ATTENDEE;CN=Jo Doe:mailto:jo@example.edu', 'The rota names "Jo Doe", whom the directory does not know.'],
    ['SUMMARY:The twin', 'The rota names "The twin", who could be Alex Roe or Sam Diaz.'],
    ['DESCRIPTION:Ask Kim', 'The event at line 3 of the rota names nobody.'],
  ])('of %s is a gap with a reason', (line, reason) => {
    expect(on(line)).toMatchObject({ people: [], decidedBy: [], gap: reason });
  });

  test('who is unknown is reported once, with the line', () => {
    const event = shift('Jo Doe', '20261120T180000', '20261121T070000', 'RRULE:FREQ=DAILY');
    expect(problemsOf(event)).toHaveLength(1);
    expect(problemsOf(event)[0]).toMatchObject({ line: 3, loses: true, message: expect.stringContaining('"Jo Doe"') });
  });
});
