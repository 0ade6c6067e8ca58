import { describe, expect, test } from 'vitest';
import { windowsZones } from '../src/oncall/windowsZones.ts';
import { zoneNamed } from '../src/oncall/zoneNamed.ts';
import { build, calendar, startsOf } from './rotaText.ts';

/** A calendar with some lines before a winter and a summer shift at 18:00, with these parameters of DTSTART. */
function winterAndSummer(params: string, ...before: string[]): string {
  const events = ['20261120', '20270720'].map((day) => [
    `DTSTART${params}:${day}T180000`,
    'DURATION:PT1H',
    'SUMMARY:Kim',
  ]);
  return calendar(...events).replace('VERSION:2.0', ['VERSION:2.0', ...before].join('\r\n'));
}

const starts = (params: string, ...before: string[]) =>
  startsOf(winterAndSummer(params, ...before), '2026-10-01T00:00:00Z', '2027-10-01T00:00:00Z');

const berlin = ['2026-11-20T17:00', '2027-07-20T16:00'];
const chicago = ['2026-11-21T00:00', '2027-07-20T23:00'];

/** A VTIMEZONE with the rules of Berlin, from the year 1601 as Exchange writes them. */
const zoneOfBerlin = (tzid: string) => [
  'BEGIN:VTIMEZONE',
  `TZID:${tzid}`,
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:00010101T020000',
  'RRULE:FREQ=YEARLY;BYDAY=SU;BYMONTH=3;BYSETPOS=-1',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
];

describe('a TZID', () => {
  test.each([
    [';TZID=Europe/Berlin', 'by its IANA name'],
    [';TZID=europe/BERLIN', 'in any case of letters'],
    [';TZID="Europe/Berlin"', 'in quotes'],
    [';TZID=W. Europe Standard Time', 'by its Windows name'],
    [';TZID=w. europe standard time', 'by its Windows name in any case'],
    [';TZID=/mozilla.org/20050126_1/Europe/Berlin', 'at the end of a path'],
    [';TZID=/Europe/Berlin', 'behind a slash'],
  ])('%s is Berlin %s', (params) => {
    expect(starts(params)).toEqual(berlin);
  });

  test.each([
    [';TZID=US/Central', chicago],
    [';TZID=US-Central', chicago],
    [';TZID=/citadel.org/20210210_1/America/Indiana/Knox', chicago],
    [';TZID=Central Standard Time', chicago],
    [';TZID=tzone://Microsoft/Utc', ['2026-11-20T18:00', '2027-07-20T18:00']],
    [';TZID=UTC+02:00', ['2026-11-20T16:00', '2027-07-20T16:00']],
    [';TZID=UTC-6', ['2026-11-21T00:00', '2027-07-21T00:00']],
    [';TZID="+0530"', ['2026-11-20T12:30', '2027-07-20T12:30']],
    [';TZID=GMT+1', ['2026-11-20T17:00', '2027-07-20T17:00']],
  ])('%s', (params, expected) => {
    expect(starts(params)).toEqual(expected);
  });

  test.each([
    ['Customized Time Zone', ';TZID=Customized Time Zone'],
    ['tzone://Microsoft/Custom', ';TZID=tzone://Microsoft/Custom'],
    [String.raw`(UTC+01:00) Amsterdam\, Berlin\, Bern`, ';TZID="(UTC+01:00) Amsterdam, Berlin, Bern"'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern', ';TZID=(UTC+01:00) Amsterdam, Berlin, Bern'],
    ['Office', ';TZID=Office'],
  ])('"%s" is what the VTIMEZONE of the file says', (tzid, params) => {
    expect(starts(params, ...zoneOfBerlin(tzid))).toEqual(berlin);
    expect(build(winterAndSummer(params)).problems).toMatchObject([{ loses: true }, { loses: true }]);
  });

  test('that is well known is what everybody means by it, whatever the VTIMEZONE of the file says', () => {
    expect(starts(';TZID=America/Chicago', ...zoneOfBerlin('America/Chicago'))).toEqual(chicago);
    expect(starts(';TZID=Central Standard Time', ...zoneOfBerlin('Central Standard Time'))).toEqual(chicago);
    const located = zoneOfBerlin('Office').toSpliced(2, 0, 'X-LIC-LOCATION:America/Chicago');
    expect(starts(';TZID=Office', ...located)).toEqual(chicago);
  });

  test.each([
    ['UTC+25'],
    ['(UTC+01:00) Amsterdam, Berlin'],
    ['Customized Time Zone'],
    ['Middle Earth'],
    ['/mozilla.org/Nowhere'],
  ])('"%s" alone is an error of its event, and never UTC', (tzid) => {
    const { shifts, problems } = build(winterAndSummer(`;TZID="${tzid}"`));
    expect(shifts).toEqual([]);
    expect(problems[0]).toMatchObject({
      line: 4,
      loses: true,
      message: expect.stringContaining('is not known; write a name'),
    });
  });

  test.each([
    ['without parts', ['BEGIN:VTIMEZONE', 'TZID:Office', 'END:VTIMEZONE']],
    ['with an offset that is none', zoneOfBerlin('Office').map((line) => line.replace('+0100', 'one hour'))],
    ['with a rule that is none', zoneOfBerlin('Office').map((line) => line.replace('YEARLY', 'SOMETIMES'))],
    ['that changes every day', zoneOfBerlin('Office').map((line) => line.replace(/YEARLY.*/, 'DAILY'))],
  ])('of a VTIMEZONE %s is an error of its event', (_, lines) => {
    expect(build(winterAndSummer(';TZID=Office', ...lines)).problems).toMatchObject([{ loses: true }, { loses: true }]);
  });
});

describe('a VTIMEZONE', () => {
  const offsets = (...lines: string[]) =>
    starts(';TZID=Office', 'BEGIN:VTIMEZONE', 'TZID:Office', ...lines, 'END:VTIMEZONE');
  const part = (kind: string, start: string, from: string, to: string, ...more: string[]) => [
    `BEGIN:${kind}`,
    `DTSTART:${start}`,
    `TZOFFSETFROM:${from}`,
    `TZOFFSETTO:${to}`,
    ...more,
    `END:${kind}`,
  ];

  test('with one part has one offset', () => {
    expect(offsets(...part('STANDARD', '19700101T000000', '+0530', '+0530'))).toEqual([
      '2026-11-20T12:30',
      '2027-07-20T12:30',
    ]);
  });

  test('may give its changes one by one (RDATE)', () => {
    const summer = part('DAYLIGHT', '20260329T020000', '+0100', '+0200', 'RDATE:20270328T020000');
    const winter = part('STANDARD', '20261025T030000', '+0200', '+0100', 'RDATE:20271031T030000');
    expect(offsets(...summer, ...winter)).toEqual(berlin);
  });

  test('may end a rule (UNTIL), and keeps the last offset afterwards', () => {
    const summer = part(
      'DAYLIGHT',
      '20200329T020000',
      '+0100',
      '+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20260329T010000Z',
    );
    const winter = part('STANDARD', '20201025T030000', '+0200', '+0100', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10');
    expect(offsets(...summer, ...winter)).toEqual(['2026-11-20T17:00', '2027-07-20T17:00']);
  });

  test('of several eras is read by the rule that began last', () => {
    const old = part('STANDARD', '16711029T020000', '-0500', '-0600', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10');
    const now = part('STANDARD', '20071104T020000', '-0500', '-0600', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=11');
    const summer = part('DAYLIGHT', '20070311T020000', '-0600', '-0500', 'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3');
    // Until the last Sunday of November it is summer: the rule for October is over since 2007.
    expect(offsets(...old, ...now, ...summer)).toEqual(['2026-11-20T23:00', '2027-07-20T23:00']);
  });
});

describe('a time without a zone, and a whole day', () => {
  const day = ['DTSTART;VALUE=DATE:20261120', 'SUMMARY:Kim'];
  const withDay = (...before: string[]) =>
    calendar(day).replace('VERSION:2.0', ['VERSION:2.0', ...before].join('\r\n'));

  test('is in the X-WR-TIMEZONE of the calendar, by any of its names', () => {
    for (const name of ['Europe/Berlin', 'W. Europe Standard Time']) {
      expect(starts('', `X-WR-TIMEZONE:${name}`, ...zoneOfBerlin('America/New_York'))).toEqual(berlin);
      expect(startsOf(withDay(`X-WR-TIMEZONE:${name}`))).toEqual(['2026-11-19T23:00']);
    }
  });

  test('is else in the only VTIMEZONE of the calendar', () => {
    expect(starts('', ...zoneOfBerlin('Office'))).toEqual(berlin);
    expect(startsOf(withDay(...zoneOfBerlin('Europe/Berlin')))).toEqual(['2026-11-19T23:00']);
  });

  test('is else in the zone of the rota, also when there are two to choose from', () => {
    expect(starts('')).toEqual(chicago);
    expect(starts('', ...zoneOfBerlin('Europe/Berlin'), ...zoneOfBerlin('Europe/Paris'))).toEqual(chicago);
    expect(startsOf(withDay())).toEqual(['2026-11-20T06:00']);
  });
});

test('every Windows name means a zone that this Node knows', () => {
  const unknown = Object.values(windowsZones).filter((name) => zoneNamed(name) === null);
  expect(unknown).toEqual([]);
  expect(Object.keys(windowsZones).length).toBeGreaterThan(130);
});

test('the zone data of this Node have the changes of recent years', () => {
  // Mexico gave summer time up in October 2022, Kazakhstan went to one zone in March 2024.
  const hourAt = (zone: string, iso: string) => new Date(zoneNamed(zone)?.wallOf(Date.parse(iso)) ?? 0).getUTCHours();
  expect(hourAt('America/Mexico_City', '2023-07-01T12:00:00Z')).toBe(6);
  expect(hourAt('Asia/Almaty', '2024-07-01T12:00:00Z')).toBe(17);
});
