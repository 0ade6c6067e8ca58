import { describe, expect, test } from 'vitest';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { at, build, calendar, chicago, onCallAt, shift, shiftsOf, startsOf } from './rotaText.ts';

const problemsOf = (...events: string[][]) => build(calendar(...events)).problems;
const messagesOf = (...events: string[][]) => problemsOf(...events).map(({ message }) => message);

describe('further dates', () => {
  const single = (...more: string[]) => shift('Kim', '20261123T180000', '20261124T070000', ...more);

  test('RDATE adds starts to DTSTART, which stays one of them (RFC 5545 3.8.5.2)', () => {
    expect(startsOf(calendar(single(chicago('RDATE', '20261125T180000,20261130T190000'))))).toEqual([
      '2026-11-24T00:00',
      '2026-11-26T00:00',
      '2026-12-01T01:00',
    ]);
  });

  test('a date that the rule leads to, too, is one shift (RFC 5545 3.8.5.2: a set)', () => {
    const nightly = single('RRULE:FREQ=DAILY;COUNT=3', chicago('RDATE', '20261124T180000,20261129T180000'));
    expect(startsOf(calendar(nightly))).toHaveLength(4);
    expect(startsOf(calendar(single('RDATE:20261124T000000Z')))).toHaveLength(1);
  });

  test('EXDATE takes out a further date, too, and DTSTART', () => {
    const event = single(chicago('RDATE', '20261125T180000'), chicago('EXDATE', '20261125T180000,20261123T180000'));
    expect(startsOf(calendar(event))).toEqual([]);
  });

  test('a PERIOD has an end or a length of its own (RFC 5545 3.3.9)', () => {
    const event = single('RDATE;VALUE=PERIOD:20261126T000000Z/20261126T030000Z,20261128T000000Z/PT2H');
    expect(shiftsOf(calendar(event))).toEqual([
      '2026-11-24T00:00 2026-11-24T13:00',
      '2026-11-26T00:00 2026-11-26T03:00',
      '2026-11-28T00:00 2026-11-28T02:00',
    ]);
  });

  test('only a day means the hour of DTSTART on that day; of a series of whole days the whole day', () => {
    expect(startsOf(calendar(single('RDATE;VALUE=DATE:20261126')))).toEqual(['2026-11-24T00:00', '2026-11-27T00:00']);
    const days = ['DTSTART;VALUE=DATE:20261123', 'RDATE;VALUE=DATE:20261125', 'SUMMARY:Kim'];
    expect(shiftsOf(calendar(days)).at(-1)).toBe('2026-11-25T06:00 2026-11-26T06:00');
  });

  test('a time in another zone ends at the hour on the wall of DTSTART', () => {
    const event = single('RDATE;TZID=Europe/Berlin:20270315T000000');
    // The clocks of Chicago have gone forward, those of Berlin have not.
    expect(shiftsOf(calendar(event)).at(-1)).toBe('2027-03-14T23:00 2027-03-15T12:00');
  });
});

describe('exceptions', () => {
  const days = (...more: string[]) => [
    'DTSTART;VALUE=DATE:20261123',
    'RRULE:FREQ=DAILY;COUNT=3',
    'SUMMARY:Kim',
    ...more,
  ];

  test.each([
    ['EXDATE;VALUE=DATE:20261124'],
    ['EXDATE:20261124'],
    ['EXDATE;TZID=Central Standard Time:20261124T000000'],
    ['EXDATE;TZID=UTC+01:20261124T000000'],
    ['EXDATE:20261124T000000Z'],
    ['EXDATE:20261124T060000Z'],
  ])('%s takes the second day out of a series of whole days', (line) => {
    expect(startsOf(calendar(days(line)))).toEqual(['2026-11-23T06:00', '2026-11-25T06:00']);
  });

  test('stand in any order, twice, and beside the mark: each works by itself', () => {
    const event = days('EXDATE:20261125,20261123,20261125', 'EXDATE:20261201', 'EXDATE:20261124');
    expect(startsOf(calendar(event))).toEqual([]);
    expect(messagesOf(event)).toEqual([expect.stringContaining('EXDATE 2026-12-01, when no shift')]);
  });

  test('a time without a zone is in that of DTSTART, or else in that of the calendar', () => {
    const berlin = [
      'DTSTART;TZID=Europe/Berlin:20261123T180000',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=2',
      'SUMMARY:Kim',
    ];
    for (const time of ['180000', '110000'])
      expect(startsOf(calendar([...berlin, `EXDATE:20261124T${time}`]))).toEqual(['2026-11-23T17:00']);
  });

  test('that meet no shift are counted after the first few', () => {
    const many = Array.from({ length: 30 }, (_, i) => `202612${String(i + 1).padStart(2, '0')}T030000Z`).join();
    const messages = messagesOf(
      shift('Kim', '20261123T180000', '20261124T070000', 'RRULE:FREQ=DAILY', `EXDATE:${many}`),
    );
    expect(messages).toHaveLength(6);
    expect(messages.at(-1)).toContain('25 more dates in its EXDATE');
  });
});

describe('a replaced shift', () => {
  const nightly = (...more: string[]) =>
    shift('Kim', '20261123T180000', '20261124T070000', 'RRULE:FREQ=DAILY;COUNT=5', 'UID:a', ...more);
  const swap = (who: string, id: string, ...more: string[]) =>
    shift(who, '20261125T200000', '20261126T070000', 'UID:a', id, ...more);

  test.each([
    ['in the zone of the series', chicago('RECURRENCE-ID', '20261125T180000')],
    ['in another zone', 'RECURRENCE-ID;TZID=Europe/Berlin:20261126T010000'],
    ['in UTC', 'RECURRENCE-ID:20261126T000000Z'],
    ['without a zone', 'RECURRENCE-ID:20261125T180000'],
    ['by its day', 'RECURRENCE-ID;VALUE=DATE:20261125'],
  ])('is named %s', (_, id) => {
    for (const events of [
      [nightly(), swap('Alex Roe', id)],
      [swap('Alex Roe', id), nightly()],
    ]) {
      expect(onCallAt(calendar(...events), '2026-11-26T01:00:00Z')).toBe('');
      expect(onCallAt(calendar(...events), '2026-11-26T03:00:00Z')).toBe('alex');
      expect(startsOf(calendar(...events))).toHaveLength(5);
    }
  });

  test('without a zone, in a series of another one, is in that of the series', () => {
    const berlin = [
      'DTSTART;TZID=Europe/Berlin:20261123T180000',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=2',
      'SUMMARY:Kim',
    ];
    const events = [[...berlin, 'UID:a'], swap('Alex Roe', 'RECURRENCE-ID:20261124T180000')];
    expect(startsOf(calendar(...events))).toEqual(['2026-11-23T17:00', '2026-11-26T02:00']);
  });

  test('of a series of whole days may be named by a time, as Exchange does', () => {
    const days = ['DTSTART;VALUE=DATE:20261123', 'RRULE:FREQ=DAILY;COUNT=3', 'SUMMARY:Kim', 'UID:a'];
    const moved = ['DTSTART;VALUE=DATE:20261201', 'SUMMARY:Alex Roe', 'UID:a'];
    const id = 'RECURRENCE-ID;TZID=Central Standard Time:20261124T000000';
    expect(startsOf(calendar(days, [...moved, id]))).toEqual([
      '2026-11-23T06:00',
      '2026-11-25T06:00',
      '2026-12-01T06:00',
    ]);
  });

  test('of another series at the same time stays with its own: series are told apart by their UID', () => {
    const other = shift('Sam Diaz', '20261123T180000', '20261124T070000', 'RRULE:FREQ=DAILY;COUNT=5', 'UID:b');
    const events = [nightly(), other, swap('Alex Roe', 'RECURRENCE-ID:20261126T000000Z')];
    expect(onCallAt(calendar(...events), '2026-11-26T01:00:00Z')).toBe('sam');
  });

  test('may come from before the time that is looked at, and from after it', () => {
    const weekly = shift('Kim', '20260805T180000', '20260806T070000', 'RRULE:FREQ=WEEKLY', 'UID:a');
    const moved = swap('Alex Roe', chicago('RECURRENCE-ID', '20260805T180000'));
    const early = shift(
      'Lexi',
      '20270330T180000',
      '20270331T070000',
      'UID:a',
      chicago('RECURRENCE-ID', '20270407T180000'),
    );
    expect(onCallAt(calendar(weekly, moved), '2026-11-26T03:00:00Z')).toBe('kim+alex');
    expect(onCallAt(calendar(weekly, early), '2027-03-31T03:00:00Z')).toBe('alex');
    expect(problemsOf(weekly, moved, early)).toEqual([]);
  });

  test('of two versions the higher SEQUENCE counts, then the later LAST-MODIFIED or DTSTAMP, without a word', () => {
    const id = 'RECURRENCE-ID:20261126T000000Z';
    const versions = [
      swap('Alex Roe', id, 'SEQUENCE:1', 'DTSTAMP:20261103T000000Z'),
      swap('Sam Diaz', id, 'SEQUENCE:1', 'DTSTAMP:20261101T000000Z', 'LAST-MODIFIED:20261104T000000Z'),
      swap('Kim', id, 'DTSTAMP:20261105T000000Z'),
    ];
    for (const order of [versions, versions.toReversed()]) {
      expect(onCallAt(calendar(nightly(), ...order), '2026-11-26T03:00:00Z')).toBe('sam');
      expect(problemsOf(nightly(), ...order)).toEqual([]);
    }
  });

  test('of two versions that nothing tells apart the last counts, and it is said; of two that are alike nothing is', () => {
    const id = 'RECURRENCE-ID:20261126T000000Z';
    const events = [nightly(), swap('Alex Roe', id), swap('Sam Diaz', id)];
    expect(onCallAt(calendar(...events), '2026-11-26T03:00:00Z')).toBe('sam');
    expect(problemsOf(...events)).toMatchObject([{ line: 10, loses: true }]);
    expect(problemsOf(nightly(), swap('Alex Roe', id), swap('Alex Roe', id))).toEqual([]);
  });
});

describe('all later shifts (RANGE=THISANDFUTURE, RFC 5545 3.8.4.4)', () => {
  const nightly = shift('Kim', '20261123T180000', '20261124T070000', 'RRULE:FREQ=DAILY;COUNT=6', 'UID:a');
  const from = (who: string, id: string, start: string, end: string, ...more: string[]) =>
    shift(who, start, end, 'UID:a', `RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/Chicago:${id}`, ...more);

  test('move as the named one does, have its length and its person, until the next such change', () => {
    const events = [
      nightly,
      from('Alex Roe', '20261125T180000', '20261125T200000', '20261125T230000'),
      from('Sam Diaz', '20261127T180000', '20261127T180000', '20261128T070000'),
    ];
    for (const order of [events, events.toReversed()])
      expect(shiftsOf(calendar(...order))).toEqual([
        '2026-11-24T00:00 2026-11-24T13:00',
        '2026-11-25T00:00 2026-11-25T13:00',
        '2026-11-26T02:00 2026-11-26T05:00',
        '2026-11-27T02:00 2026-11-27T05:00',
        '2026-11-28T00:00 2026-11-28T13:00',
        '2026-11-29T00:00 2026-11-29T13:00',
      ]);
    expect(onCallAt(calendar(...events), '2026-11-27T03:00:00Z')).toBe('alex');
    expect(onCallAt(calendar(...events), '2026-11-29T03:00:00Z')).toBe('sam');
  });

  test('leave a shift that has a replacement of its own', () => {
    const own = shift(
      'Sam Diaz',
      '20261126T180000',
      '20261127T070000',
      'UID:a',
      chicago('RECURRENCE-ID', '20261126T180000'),
    );
    const later = from('Alex Roe', '20261125T180000', '20261125T180000', '20261126T070000');
    expect(onCallAt(calendar(nightly, later, own), '2026-11-27T03:00:00Z')).toBe('sam');
    expect(onCallAt(calendar(nightly, later, own), '2026-11-28T03:00:00Z')).toBe('alex');
  });

  test('keep their hour on the wall over a change of the clocks', () => {
    const weekly = shift('Kim', '20261023T180000', '20261024T070000', 'RRULE:FREQ=WEEKLY;COUNT=3', 'UID:a');
    const later = from('Kim', '20261030T180000', '20261031T200000', '20261101T080000');
    expect(shiftsOf(calendar(weekly, later)).slice(1)).toEqual([
      '2026-11-01T01:00 2026-11-01T14:00',
      '2026-11-08T02:00 2026-11-08T14:00',
    ]);
  });

  test('end with it when it is cancelled', () => {
    const gone = from('Kim', '20261125T180000', '20261125T180000', '20261126T070000', 'STATUS:CANCELLED');
    expect(startsOf(calendar(nightly, gone))).toEqual(['2026-11-24T00:00', '2026-11-25T00:00']);
  });

  test('are found when they were moved far', () => {
    const weekly = shift('Kim', '20260101T180000', '20260102T070000', 'RRULE:FREQ=WEEKLY', 'UID:a');
    const later = from('Alex Roe', '20260108T180000', '20260408T180000', '20260409T070000');
    const { index } = build(calendar(weekly, later), '2026-11-04T00:00:00Z', '2026-11-06T00:00:00Z');
    expect(whoIsOnCall(index, at('2026-11-05T03:00:00Z')).people).toEqual(['alex']);
  });
});

describe('what is on call', () => {
  test('is what others see as free, too (TRANSP): a duty does not make busy', () => {
    expect(startsOf(calendar(shift('Kim', '20261123T180000', '20261124T070000', 'TRANSP:TRANSPARENT')))).toHaveLength(
      1,
    );
  });

  test('is not a room that was invited', () => {
    const { index, problems } = build(
      calendar(
        shift(
          'Kim',
          '20261123T180000',
          '20261124T070000',
          'ATTENDEE:kim.lee@example.edu',
          'ATTENDEE;CUTYPE=ROOM;CN=Room 5:mailto:r5@example.edu',
        ),
      ),
    );
    expect(problems).toEqual([]);
    expect(whoIsOnCall(index, at('2026-11-24T03:00:00Z')).people).toEqual(['kim']);
  });
});
