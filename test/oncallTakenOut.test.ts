/** The shifts that a rota takes out, and why it is not somebody else. */
import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import type { RotaFile } from '../src/oncall/buildRota.ts';
import { spliceRotas } from '../src/oncall/spliceRotas.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { whyNotOthers } from '../src/oncall/whyNotOthers.ts';
import { at, build, buildFiles, calendar, chicago, shift } from './rotaText.ts';

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const takenOut = (...events: string[][]) =>
  build(calendar(...events)).index.takenOut.map(
    ({ start, end, people, source, why }) =>
      `${iso(start)} ${iso(end)} ${people.join('+')} of line ${source.line}: ${why}`,
  );
const nightly = (...more: string[]) =>
  shift('Kim', '20261123T180000', '20261124T070000', 'RRULE:FREQ=DAILY;COUNT=5', 'UID:a', ...more);
const swap = (who: string, day: number, ...more: string[]) =>
  shift(who, `202611${day}T180000`, `202611${day + 1}T070000`, 'UID:a', ...more);
const instead = (day: number) => chicago('RECURRENCE-ID', `202611${day}T180000`);
const fromOn = (day: number) => `RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/Chicago:202611${day}T180000`;

describe('what is taken out', () => {
  test('by EXDATE is remembered with its line, one for each start that is meant', () => {
    expect(takenOut(nightly(chicago('EXDATE', '20261126T180000'), 'EXDATE;VALUE=DATE:20261124'))).toEqual([
      '2026-11-25T00:00 2026-11-25T13:00 kim of line 3: EXDATE in the event at line 3 takes this shift out.',
      '2026-11-27T00:00 2026-11-27T13:00 kim of line 3: EXDATE in the event at line 3 takes this shift out.',
    ]);
  });

  test('by a swap has the line of the swap, wherever that stands', () => {
    const gone = '2026-11-26T00:00 2026-11-26T13:00 kim of line';
    const kept = [swap('Alex Roe', 25, instead(25)), nightly()];
    expect(takenOut(...kept)).toEqual([`${gone} 10: The event at line 3 takes this shift's place.`]);
    expect(takenOut(...kept.toReversed())).toEqual([`${gone} 3: The event at line 10 takes this shift's place.`]);
  });

  test('by a swap and by EXDATE is taken out once, by the swap', () => {
    const events = [nightly(chicago('EXDATE', '20261125T180000')), swap('Alex Roe', 25, instead(25))];
    expect(takenOut(...events)).toEqual([expect.stringContaining("at line 11 takes this shift's place.")]);
  });

  test('by a cancelled swap is told apart from a shift of somebody else in its place', () => {
    expect(takenOut(nightly(), swap('Kim', 25, instead(25), 'STATUS:CANCELLED'))).toEqual([
      '2026-11-26T00:00 2026-11-26T13:00 kim of line 3: The event at line 10 is cancelled and takes this shift out.',
    ]);
  });

  test('with its whole event is remembered as cancelled: single, series, or a swap without its series', () => {
    const why = 'The event at line 3 is cancelled.';
    expect(takenOut(swap('Kim', 25, 'STATUS:CANCELLED'))).toEqual([
      `2026-11-26T00:00 2026-11-26T13:00 kim of line 3: ${why}`,
    ]);
    expect(takenOut(swap('Kim', 25, instead(25), 'STATUS:CANCELLED'))).toHaveLength(1);
    const series = takenOut(nightly('STATUS:CANCELLED', 'EXDATE:20261124'));
    expect(series).toHaveLength(5);
    expect(series.every((text) => text.endsWith(`kim of line 3: ${why}`))).toBe(true);
  });

  test('by a cancelled swap that meets no shift is that of the swap itself', () => {
    expect(takenOut(nightly(), swap('Alex Roe', 29, instead(29), 'STATUS:CANCELLED'))).toEqual([
      '2026-11-30T00:00 2026-11-30T13:00 alex of line 10: The event at line 10 is cancelled.',
    ]);
  });

  test('by a change of all later shifts is each of them, and by a swap of a changed one the changed one', () => {
    const later = swap('Alex Roe', 25, fromOn(25));
    expect(takenOut(nightly(), later).map((text) => text.slice(0, 10))).toEqual([
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
    ]);
    expect(takenOut(nightly(), later)[0]).toContain("kim of line 3: The event at line 10 takes this shift's place.");
    const own = swap('Sam Diaz', 26, instead(26));
    expect(takenOut(nightly(), later, own).map((text) => text.slice(34))).toEqual([
      "kim of line 3: The event at line 10 takes this shift's place.",
      "alex of line 10: The event at line 17 takes this shift's place.",
      "kim of line 3: The event at line 10 takes this shift's place.",
    ]);
    const ended = takenOut(nightly(), swap('Kim', 25, fromOn(25), 'STATUS:CANCELLED'));
    expect(ended).toHaveLength(3);
    expect(ended[0]).toContain('The event at line 10 is cancelled and takes this shift out.');
    expect(takenOut(nightly(), swap('Lexi', 25, fromOn(25), 'STATUS:CANCELLED'), own)[1]).toContain(
      "kim of line 3: The event at line 18 takes this shift's place.",
    );
  });

  test('loses no word about the events that are cancelled: their names need not be known', () => {
    const { index, problems } = build(
      calendar(shift('Jo Doe', '20261123T180000', '20261124T070000', 'STATUS:CANCELLED', 'RRULE:FREQ=DAILY;COUNT=-1')),
    );
    expect(problems).toEqual([]);
    expect(index.takenOut[0]).toMatchObject({ people: [], source: { summary: 'Jo Doe', repeats: 'endless' } });
  });

  test('is remembered where it touches the window, by start', () => {
    const days = calendar(
      nightly(chicago('EXDATE', '20261123T180000,20261124T180000,20261126T180000,20261127T180000')),
      shift('Lexi', '20261125T200000', '20261125T210000', 'STATUS:CANCELLED'),
    );
    const { takenOut: kept } = build(days, '2026-11-25T13:00:00Z', '2026-11-28T00:00:00Z').index;
    expect(kept.map(({ start }) => iso(start))).toEqual(['2026-11-26T02:00', '2026-11-27T00:00']);
    const longer = build(days, '2026-11-25T12:59:59Z', '2026-11-28T00:00:01Z').index.takenOut;
    expect(longer).toHaveLength(4);
  });

  test(`is remembered ${limits.rotaTakenOut} times, the first of the files, and the rota is worked out all the same`, () => {
    const gone = (who: string) =>
      shift(who, '20261001T000000', '20261001T010000', 'STATUS:CANCELLED', `RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7`);
    const files = ['a.ics', 'b.ics'].map(
      (name): RotaFile => ({
        name,
        bytes: calendar(...Array.from({ length: 5 }, () => gone('Kim')), nightly()),
        role: 'base',
      }),
    );
    const { index, shifts } = buildFiles(files);
    expect(index.takenOut).toHaveLength(limits.rotaTakenOut);
    expect(index.takenOut.every(({ source }) => source.file === 'a.ics')).toBe(true);
    expect(shifts).toHaveLength(10);
  });

  test('passes from one thread to another as it is', () => {
    const { index } = build(calendar(nightly(), swap('Alex Roe', 25, instead(25))));
    expect(structuredClone(index)).toEqual(index);
  });
});

describe('a spliced rota', () => {
  const version = (name: string, ...events: string[][]) =>
    buildFiles([{ name: 'a.ics', bytes: calendar(...events), role: 'base', version: name }]).index;
  const old = version('v1', nightly(chicago('EXDATE', '20261124T180000,20261126T180000')));
  const border = at('2026-11-26T03:00:00Z');
  const kept = (index: { takenOut: typeof old.takenOut }) =>
    index.takenOut.map(({ start, end, source }) => `${source.version} ${iso(start)} ${iso(end)}`);

  test('says of each shift which version of which file made it', () => {
    const spliced = spliceRotas(old, version('v2', nightly()), border);
    const versionAt = (text: string) => whoIsOnCall(spliced, at(text)).decidedBy.map((source) => source.version);
    expect(versionAt('2026-11-26T02:59:59Z')).toEqual(['v1']);
    expect(versionAt('2026-11-26T03:00:00Z')).toEqual(['v2']);
    expect(build(calendar(nightly())).shifts[0]?.source.version).toBe('');
  });

  test('has what the old one took out before, and what the new one takes out from then on', () => {
    const exdate = chicago('EXDATE', '20261123T180000,20261127T180000');
    expect(kept(spliceRotas(old, version('v2', nightly(exdate)), border))).toEqual([
      'v1 2026-11-25T00:00 2026-11-25T13:00',
      'v2 2026-11-28T00:00 2026-11-28T13:00',
    ]);
  });

  test('knows nobody more whose shifts are those of a version that has not come to its time', () => {
    const alex = shift('Alex Roe', '20261127T180000', '20261128T070000');
    const beaten = version('v1', nightly(), alex, shift('[L1] Kim', '20261127T180000', '20261128T070000'));
    const spliced = spliceRotas(beaten, version('v2', nightly()), border);
    expect(spliced.crews.every((_, number) => spliced.crewOf.includes(number))).toBe(true);
    expect(whyNotOthers(spliced, border, iso)).toEqual([]);
    expect(whyNotOthers(beaten, border, iso)).toMatchObject([{ person: 'alex' }]);
  });

  test('has a shift once that both take out and that ends as the new one comes', () => {
    expect(kept(spliceRotas(old, old, at('2026-11-25T13:00:00Z')))).toEqual(kept(old));
  });

  test('has of the old one no more than its window, where that ends before the new one comes', () => {
    const text = calendar(nightly(chicago('EXDATE', '20261126T180000')));
    const short = build(text, '2026-11-01T00:00:00Z', '2026-11-27T05:00:00Z').index;
    expect(kept(spliceRotas(short, build(text).index, at('2026-11-27T09:00:00Z')))).toEqual([
      ' 2026-11-27T00:00 2026-11-27T05:00',
      ' 2026-11-27T05:00 2026-11-27T13:00',
    ]);
  });

  test(`remembers no more than ${limits.rotaTakenOut}, the first of them`, () => {
    const [one] = old.takenOut;
    const many = (start: number) =>
      Array.from({ length: limits.rotaTakenOut }, () => ({ ...one, start, end: start + 1000 }) as typeof one & object);
    const spliced = spliceRotas(
      { ...old, takenOut: many(border - 2000).slice(1) },
      { ...old, takenOut: many(border + 2000) },
      border,
    );
    expect(spliced.takenOut).toHaveLength(limits.rotaTakenOut);
    expect(spliced.takenOut.at(-2)?.start).toBe(border - 2000);
    expect(spliced.takenOut.at(-1)?.start).toBe(border + 2000);
  });

  test('explains a shift that is taken out while it runs, from then on', () => {
    const now = version('v2', nightly(chicago('EXDATE', '20261125T180000')));
    const spliced = spliceRotas(old, now, border);
    expect(kept(spliced)).toContain('v2 2026-11-26T03:00 2026-11-26T13:00');
    expect(whyNotOthers(spliced, border - 1, iso)).toEqual([]);
    expect(whyNotOthers(spliced, border, iso)).toMatchObject([
      { person: 'kim', why: 'EXDATE in the event at line 3 takes this shift out.', source: { version: 'v2' } },
    ]);
  });
});

describe('why it is not somebody else', () => {
  const base: RotaFile = {
    name: 'a.ics',
    role: 'base',
    bytes: calendar(
      nightly(chicago('EXDATE', '20261126T180000')),
      shift('[L1] Alex Roe', '20261124T180000', '20261125T070000'),
    ),
  };
  const override: RotaFile = {
    name: 'over.ics',
    role: 'override',
    bytes: calendar(shift('Sam Diaz', '20261124T220000', '20261124T230000')),
  };
  const why = (files: RotaFile[], text: string) =>
    whyNotOthers(buildFiles(files).index, at(text), iso).map(
      ({ person, why: sentence, source }) => `${person} (${source?.file} ${source?.line}): ${sentence}`,
    );

  test('is a higher level, with the event that has it', () => {
    expect(why([base], '2026-11-25T03:00:00Z')).toEqual([
      'kim (a.ics 3): Its level is lower than that of the event at line 11 of a.ics.',
    ]);
  });

  test('is an override, whatever the level', () => {
    expect(why([base, override], '2026-11-25T04:30:00Z')).toEqual([
      'kim (a.ics 3): The override at line 3 of over.ics counts instead.',
      'alex (a.ics 11): The override at line 3 of over.ics counts instead.',
    ]);
  });

  test('is that the shift was taken out, else that they come later, else that they were on call before', () => {
    expect(why([base, override], '2026-11-27T03:00:00Z')).toEqual([
      'kim (a.ics 3): EXDATE in the event at line 3 takes this shift out.',
      'alex (a.ics 11): Was on call last until 2026-11-25T13:00.',
      'sam (over.ics 3): Was on call last until 2026-11-25T05:00.',
    ]);
    expect(why([base, override], '2026-11-24T20:00:00Z')).toEqual([
      'alex (a.ics 11): Is on call next from 2026-11-25T00:00.',
      'sam (over.ics 3): Is on call next from 2026-11-25T04:00.',
      'kim (a.ics 3): Is on call next from 2026-11-26T00:00.',
    ]);
  });

  test('is nothing for whoever is on call, also by an event that is beaten or taken out', () => {
    const twice = calendar(
      nightly(chicago('EXDATE', '20261126T180000')),
      shift('[L1] Kim', '20261124T180000', '20261125T070000'),
      shift('Kim', '20261126T180000', '20261127T070000'),
    );
    const { index } = build(twice);
    for (const instant of ['2026-11-25T03:00:00Z', '2026-11-27T03:00:00Z'])
      expect(whyNotOthers(index, at(instant), iso)).toEqual([]);
  });

  test('names the unknown as nobody, as often as there are such events', () => {
    const text = calendar(
      shift('Jo Doe', '20261124T180000', '20261125T070000'),
      shift('Jo Doe', '20261124T180000', '20261125T070000', 'STATUS:CANCELLED'),
      shift('[L1] Kim', '20261124T180000', '20261125T070000'),
    );
    expect(whyNotOthers(build(text).index, at('2026-11-25T03:00:00Z'), iso)).toMatchObject([
      { person: null, source: { line: 3 } },
      { person: null, source: { line: 8 } },
    ]);
  });

  test('of whoever has only shifts that never count is that', () => {
    const text = calendar(
      shift('Kim', '20261124T180000', '20261125T070000'),
      shift('[L1] Alex Roe', '20261124T180000', '20261125T070000'),
      shift('Sam Diaz', '20261124T180000', '20261125T070000', 'STATUS:CANCELLED'),
    );
    const reason = 'Has no shift that counts: others are on call instead, or it is taken out.';
    expect(whyNotOthers(build(text).index, at('2026-12-24T03:00:00Z'), iso)).toMatchObject([
      { person: 'alex', why: 'Was on call last until 2026-11-25T13:00.' },
      { person: 'kim', why: reason, source: { line: 3 } },
      { person: 'sam', why: reason, source: { line: 13 } },
    ]);
  });

  test('is nothing outside the time that was worked out', () => {
    for (const instant of ['2026-01-01T00:00:00Z', '2026-09-30T23:59:59Z', '2027-04-01T00:00:00Z'])
      expect(why([base, override], instant)).toEqual([]);
  });

  test('is never the end of the time that was worked out', () => {
    const text = calendar(
      shift('Kim', '20261001T000000', '20261201T000000'),
      shift('Alex Roe', '20261201T000000', '20270601T000000'),
    );
    const { index } = build(text, '2026-11-01T00:00:00Z', '2027-01-01T00:00:00Z');
    const [from, to] = [at('2026-11-01T00:00:00Z'), at('2027-01-01T00:00:00Z')];
    const told = [from - 1, from, to - 1, to].map((instant) => whyNotOthers(index, instant, iso).map((one) => one.why));
    expect(told).toEqual([
      [],
      ['Is on call next from 2026-12-01T06:00.'],
      ['Was on call last until 2026-12-01T06:00.'],
      [],
    ]);
  });
});
