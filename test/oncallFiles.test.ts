import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import type { RotaFile } from '../src/oncall/buildRota.ts';
import { RotaRefused } from '../src/oncall/rotaRefused.ts';
import { segmentAt, whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { at, build, buildFiles, calendar, shift } from './rotaText.ts';

const noon = at('2026-11-20T18:00:00Z');
const day = (who: string, ...more: string[]) => shift(who, '20261120T080000', '20261120T180000', ...more);
const base = (name: string, ...events: string[][]): RotaFile => ({ name, bytes: calendar(...events), role: 'base' });
const override = (...events: string[][]): RotaFile => ({
  name: 'override.ics',
  bytes: calendar(...events),
  role: 'override',
});
const onCall = (...files: RotaFile[]) => whoIsOnCall(buildFiles(files).index, noon);

describe('levels', () => {
  test.each([
    ['[L10] Kim', '[L10]'],
    ['On call [L2] Kim', '[L2]'],
    ['[L1] Kim [l3]', '[l3]'],
  ])('%s is said to have no level where it has none, and counts all the same', (summary, level) => {
    const rota = build(calendar(day(summary, 'UID:a')));
    expect(whoIsOnCall(rota.index, noon).people).toEqual(['kim']);
    expect(rota.problems).toEqual([
      {
        file: 'rota.ics',
        line: 3,
        uid: 'a',
        message: `"${level}" in the SUMMARY of the event at line 3 is no level there; a SUMMARY begins with one of [L1] to [L9].`,
        kind: 'hint',
        loses: false,
      },
    ]);
    expect(buildFiles([override(day(summary))]).problems).toEqual([]);
  });

  test.each([
    [['Kim', '[L1] Alex Roe', '[L2] Sam Diaz'], ['sam']],
    [
      ['[L2] Kim', '[L1] Alex Roe', '[L2] Sam Diaz'],
      ['kim', 'sam'],
    ],
    [
      ['[L0] Kim', 'Alex Roe'],
      ['kim', 'alex'],
    ],
    [['[l3]Kim', 'Alex Roe'], ['kim']],
    [
      ['[L1] Kim / Lexi', 'Sam Diaz'],
      ['kim', 'alex'],
    ],
  ])('of %j the highest counts, and of one level everybody: %j', (summaries, people) => {
    expect(onCall(base('a.ics', ...summaries.map((summary) => day(summary)))).people).toEqual(people);
  });

  test('a lower one counts again when the higher is over, and in between says who was beaten by what', () => {
    const two = base('a.ics', day('Kim'), shift('[L1] Alex Roe', '20261120T100000', '20261120T120000'));
    const { index } = buildFiles([two]);
    const people = ['15:59:59', '16:00:00', '17:59:59', '18:00:00'].map(
      (time) => whoIsOnCall(index, at(`2026-11-20T${time}Z`)).people,
    );
    expect(people).toEqual([['kim'], ['alex'], ['alex'], ['kim']]);
    const crew = index.crews[index.crewOf[segmentAt(index, at('2026-11-20T17:00:00Z')) ?? 0] ?? 0];
    expect(crew?.beaten).toMatchObject([{ person: 'kim', source: { line: 3, level: 0 }, by: { line: 8, level: 1 } }]);
  });

  test('a higher one that names somebody unknown is a gap with a reason, not the duty of somebody below', () => {
    expect(onCall(base('a.ics', day('Kim'), day('[L1] Jo Doe')))).toMatchObject({
      people: [],
      gap: 'The rota names "Jo Doe", whom the directory does not know.',
    });
  });

  test('are counted before the people of one instant are too many', () => {
    const many = Array.from({ length: limits.rotaAtOnce + 5 }, () => day('Kim'));
    expect(onCall(base('a.ics', ...many, day('[L1] Alex Roe'))).people).toEqual(['alex']);
  });
});

describe('several files', () => {
  test('are one rota: everybody is on call, in the order of the files, each by the file that says so', () => {
    const { people, decidedBy } = onCall(
      base('z.ics', shift('Kim', '20261121T080000', '20261121T180000'), day('Sam Diaz')),
      base('a.ics', day('Kim')),
    );
    expect(people).toEqual(['sam', 'kim']);
    expect(decidedBy.map(({ file, line }) => `${file} ${line}`)).toEqual(['z.ics 8', 'a.ics 3']);
  });

  test('have UIDs of their own', () => {
    const files = [base('a.ics', day('Kim', 'UID:1')), base('b.ics', day('Alex Roe', 'UID:1'))];
    expect(buildFiles(files).problems).toEqual([]);
    expect(onCall(...files).people).toEqual(['kim', 'alex']);
  });

  test('name themselves in their problems', () => {
    const { problems } = buildFiles([base('a.ics', day('Kim')), base('b.ics', day('Jo Doe'))]);
    expect(problems).toMatchObject([{ file: 'b.ics', line: 3, loses: true }]);
    const broken: RotaFile = { name: 'c.ics', bytes: 'BEGIN:VCALENDAR', role: 'base' };
    expect(() => buildFiles([broken])).toThrow(RotaRefused);
    expect(() => buildFiles([broken])).toThrow(expect.objectContaining({ file: 'c.ics', line: 1 }));
  });

  test(`are ${limits.rotaFiles} at the most`, () => {
    const files = Array.from({ length: limits.rotaFiles + 1 }, (_, i) => base(`${i}.ics`, day('Kim')));
    expect(() => buildFiles(files)).toThrow(`A rota has ${limits.rotaFiles} files at the most.`);
  });
});

describe('an override', () => {
  test('beats every level, wherever its file stands', () => {
    for (const files of [
      [base('a.ics', day('[L9] Kim')), override(day('Alex Roe'))],
      [override(day('Alex Roe')), base('a.ics', day('[L9] Kim'))],
    ])
      expect(onCall(...files)).toMatchObject({ people: ['alex'], decidedBy: [{ file: 'override.ics', level: 10 }] });
  });

  test.each([['SUMMARY:'], ['SUMMARY:Nobody'], ['SUMMARY:no one'], ['SUMMARY:-'], ['UID:without-a-summary']])(
    'with %s leaves the time to nobody, and says so',
    (line) => {
      const nobody = [...day('x').filter((text) => !text.startsWith('SUMMARY')), line];
      const files = [base('a.ics', day('Kim')), override(nobody)];
      expect(onCall(...files)).toMatchObject({
        people: [],
        gap: 'Nobody is on call, as the override at line 3 of override.ics says.',
      });
      expect(buildFiles(files).problems).toEqual([]);
    },
  );

  test('that names somebody unknown is a fault, and no declared gap', () => {
    expect(buildFiles([override(day('Jo Doe'))]).problems).toMatchObject([{ file: 'override.ics', loses: true }]);
  });

  test.each(['nobody', 'None', 'No one', '-'])(
    'with SUMMARY:%s leaves the time to nobody, whoever is invited to it',
    (summary) => {
      const files = [base('a.ics', day('Kim')), override(day(summary, 'ATTENDEE:mailto:kim.lee@example.edu'))];
      const { index, problems } = buildFiles(files);
      const gap = 'Nobody is on call, as the override at line 3 of override.ics says.';
      expect(whoIsOnCall(index, noon)).toMatchObject({ people: [], gap });
      expect(problems).toEqual([]);
    },
  );

  test('without a SUMMARY is for whoever is invited to it', () => {
    expect(
      onCall(base('a.ics', day('Alex Roe')), override(day('', 'ATTENDEE:mailto:kim.lee@example.edu'))).people,
    ).toEqual(['kim']);
  });

  test('is the only kind of file that may leave a time to nobody', () => {
    expect(build(calendar(day('Nobody'))).problems).toMatchObject([
      { loses: true, message: expect.stringContaining('The rota names "Nobody", whom the directory does not know.') },
    ]);
  });
});

describe('several calendars in one file', () => {
  const inZone = (zone: string, who: string) =>
    calendar(['DTSTART:20261120T120000', 'DURATION:PT1H', `SUMMARY:${who}`]).replace(
      'VERSION:2.0',
      `X-WR-TIMEZONE:${zone}`,
    );

  test('count all, each in a time zone of its own, and with line numbers of the file', () => {
    const { shifts, problems } = build(inZone('Europe/Berlin', 'Kim') + inZone('America/New_York', 'Jo Doe'));
    expect(shifts.map(({ start, person }) => [new Date(start).toISOString().slice(11, 16), person])).toEqual([
      ['11:00', 'kim'],
      ['17:00', null],
    ]);
    expect(problems).toMatchObject([{ line: 11, loses: true }]);
  });

  test('have zones of their own by the same name', () => {
    const office = (offset: string) =>
      calendar(['DTSTART;TZID=Office:20261120T120000', 'DURATION:PT1H', 'SUMMARY:Kim']).replace(
        'VERSION:2.0',
        [
          'BEGIN:VTIMEZONE',
          'TZID:Office',
          'BEGIN:STANDARD',
          'DTSTART:19700101T000000',
          `TZOFFSETFROM:${offset}`,
          `TZOFFSETTO:${offset}`,
          'END:STANDARD',
          'END:VTIMEZONE',
        ].join('\r\n'),
      );
    const { shifts } = build(office('+0100') + office('-0500'));
    expect(shifts.map(({ start }) => new Date(start).getUTCHours())).toEqual([11, 17]);
  });
});
