import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import type { Segment } from '../src/cli/askSegments.ts';
import { barsOf, dutiesOf } from '../src/cli/rotaBars.ts';
import { rotaPicture } from '../src/cli/rotaPicture.ts';
import { weekRows } from '../src/cli/weekRows.ts';
import { fitName, widthOf } from '../src/domain/fitName.ts';
import { personColours } from '../src/domain/personColours.ts';

const chicago = 'America/Chicago';
const utc = (local: string) => new Date(local).toISOString();
const person = (id: string, name: string) => ({ id, name, phone: '+16085550111' });
const kim = person('kim', 'Kim Lee');

const segment = (from: string, to: string, people: Segment['people'], required = true): Segment => ({
  from: utc(from),
  to: utc(to),
  people,
  decidedBy: [],
  required,
  gap: null,
  warnings: [],
});

describe('a row for each week', () => {
  const rows = (from: string, to: string, zone: string, ...stretches: [string, string][]) =>
    weekRows(
      stretches.map(([start, end]) => ({ from: utc(start), to: utc(end) })),
      { from: utc(from), to: utc(to) },
      zone,
    ).map(({ label, inside, parts }) => [
      label,
      [inside.from, inside.to],
      ...parts.map((part) => [part.from, part.to] as const),
    ]);

  test('begins at Monday 0:00 of the zone, and says what of it is looked at', () => {
    const [from, to] = ['2026-11-25T09:00:00-06:00', '2026-12-02T12:30:00-06:00'];
    expect(rows(from, to, chicago, ['2026-11-29T18:00:00-06:00', '2026-11-30T07:00:00-06:00'])).toEqual([
      ['Mon 23 Nov', [57, 168], [162, 168]],
      ['Mon 30 Nov', [0, 60.5], [0, 7]],
    ]);
  });

  test('has no part of what lies outside of the time, and no row for a week that it only touches', () => {
    const [from, to] = ['2026-11-24T00:00:00-06:00', '2026-11-30T00:00:00-06:00'];
    const both: [string, string][] = [
      ['2026-11-23T00:00:00-06:00', '2026-11-25T00:00:00-06:00'],
      ['2026-11-29T00:00:00-06:00', '2026-12-02T00:00:00-06:00'],
      ['2026-12-01T00:00:00-06:00', '2026-12-02T00:00:00-06:00'],
    ];
    expect(rows(from, to, chicago, ...both)).toEqual([['Mon 23 Nov', [24, 168], [24, 48], [144, 168]]]);
  });

  test.each([
    [
      'back',
      '2026-10-26T00:00:00-05:00',
      '2026-11-02T00:00:00-06:00',
      '2026-10-31T18:00:00-05:00',
      '2026-11-01T07:00:00-06:00',
    ],
    [
      'forward',
      '2027-03-08T00:00:00-06:00',
      '2027-03-15T00:00:00-05:00',
      '2027-03-13T18:00:00-06:00',
      '2027-03-14T07:00:00-05:00',
    ],
  ])('ends at midnight when the clocks go %s, and a night has its hours on the wall', (_way, from, to, start, end) => {
    expect(rows(from, to, chicago, [start, end], [from, to])).toEqual([
      [expect.any(String), [0, 168], [138, 151], [0, 168]],
    ]);
  });

  test('is not disturbed by a midnight that the clocks skip', () => {
    const [from, to] = ['2027-03-22T00:00:00+02:00', '2027-04-05T00:00:00+03:00'];
    const night: [string, string] = ['2027-03-27T18:00:00+02:00', '2027-03-28T07:00:00+03:00'];
    expect(rows(from, to, 'Asia/Beirut', night)).toEqual([
      ['Mon 22 Mar', [0, 168], [138, 151]],
      ['Mon 29 Mar', [0, 168]],
    ]);
  });
});

describe('what is drawn', () => {
  const whole = { from: utc('2026-11-30T00:00:00-06:00'), to: utc('2026-12-07T00:00:00-06:00') };
  const bars = (...segments: Segment[]) => barsOf(weekRows(dutiesOf(segments), whole, chicago));

  test('is one bar while the same person stays, nothing while nobody has to be, and gaps last, so that none is covered', () => {
    const drawn = bars(
      segment('2026-11-30T00:00:00-06:00', '2026-11-30T07:00:00-06:00', []),
      segment('2026-11-30T07:00:00-06:00', '2026-11-30T18:00:00-06:00', [], false),
      segment('2026-11-30T18:00:00-06:00', '2026-12-01T07:00:00-06:00', [kim]),
      segment('2026-12-01T07:00:00-06:00', '2026-12-01T12:00:00-06:00', [kim], false),
    );
    expect(drawn.map(({ from, to, duty }) => [from, to, duty?.isGap])).toEqual([
      [18, 36, false],
      [0, 7, true],
    ]);
  });

  test('says nobody once where several short gaps stand close', () => {
    const hour = (h: number) => segment(`2026-12-01T0${h}:00:00-06:00`, `2026-12-01T0${h + 1}:00:00-06:00`, []);
    const apart = segment('2026-12-02T00:00:00-06:00', '2026-12-02T01:00:00-06:00', []);
    expect(bars(hour(0), hour(2), apart).map(({ isCrowded }) => isCrowded)).toEqual([false, true, false]);
  });
});

test('a person has the same colour whoever is asked for in whichever order, and no two the same while there are enough', () => {
  const ids = ['kim', 'alex', 'sam', 'dana', 'lou', 'max', 'pat', 'robin', 'jo', 'ann', 'bo', 'cy'];
  const colours = personColours(ids);
  expect(personColours([...ids, ...ids].reverse())).toEqual(colours);
  expect(new Set(colours.values()).size).toBe(12);
  expect(personColours([...ids, 'dee', 'eve']).size).toBe(14);
  expect(personColours(['kim']).get('kim')).toBe(personColours(['kim', 'zoe']).get('kim'));
});

test.each([
  ['Kim Lee', 200, 'Kim Lee'],
  ['Maximiliana Featherstonehaugh', 100, 'Maximiliana F.'],
  ['Maximiliana Featherstonehaugh', 75, 'Maximiliana'],
  ['Maximiliana Featherstonehaugh', 50, 'Maxim…'],
  ['Maximiliana Featherstonehaugh', 20, 'MF'],
  ['Maximiliana Featherstonehaugh', 5, ''],
  ['Dana <Kay> "Co"', 50, 'Dana C.'],
  ['李小龍', 20, '李'],
])('of %s in %i pixels stands %s', (name, pixels, expected) => {
  expect(fitName(name, pixels, 12)).toBe(expected);
  expect(widthOf(fitName(name, pixels, 12), 12)).toBeLessThanOrEqual(pixels);
});

describe('the picture', () => {
  const picture = (names: string[], teamsLeftOut = 0) => {
    const [first = '', second = ''] = names;
    const people = [person('kim', first), person('alex', second)];
    return rotaPicture({
      from: utc('2026-11-25T09:00:00-06:00'),
      to: utc('2026-12-10T09:00:00-06:00'),
      zone: chicago,
      teamsLeftOut,
      panels: [
        {
          id: 'aims',
          name: 'AIMS & <friends>',
          segments: [
            segment('2026-11-25T09:00:00-06:00', '2026-11-30T00:00:00-06:00', people.slice(0, 1)),
            segment('2026-11-30T00:00:00-06:00', '2026-12-07T00:00:00-06:00', people),
            segment('2026-12-07T00:00:00-06:00', '2026-12-10T09:00:00-06:00', []),
          ],
        },
      ],
    });
  };
  const textOf = (svg: string) => {
    const doc = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    }).parseFromString(svg, 'image/svg+xml');
    return Array.from(doc.getElementsByTagName('*'))
      .filter(({ nodeName }) => ['text', 'title', 'desc'].includes(nodeName))
      .map(({ textContent }) => textContent ?? '');
  };

  test('has its title, its weeks, names and gaps in words, and tells them to whoever does not see it', () => {
    const svg = picture(['Kim Lee', 'Alex Roe'], 3);
    const said = textOf(svg);
    const title = 'On call, 25 Nov 2026 to 10 Dec 2026, America/Chicago';
    expect(said.filter((one) => one === title)).toHaveLength(2);
    expect(said).toEqual(
      expect.arrayContaining(['Mon 23 Nov', 'Mon 30 Nov', 'Mon 7 Dec', 'Kim Lee', 'Alex Roe', 'nobody']),
    );
    expect(said).toContain('AIMS & <friends> (aims): nobody Mon 7 Dec 00:00 to Thu 09:00.');
    expect(said).toContain('And 3 teams more: name one to see it.');
    expect(svg).toMatch(/^<svg role="img" aria-labelledby="rota-title rota-description" /);
    expect(svg).toContain('fill="#ffffff"');
  });

  test('holds whatever a name may be', () => {
    const names = ['</text><script>alert("1")</script>', 'A\u0000\u001b\ud800 & $& {b|c}\uffff'];
    const svg = picture(names);
    expect(svg).not.toContain('<script');
    expect(textOf(svg)).toEqual(expect.arrayContaining([names[0], 'A & $& {b|c}']));
  });

  test('of no team at all is a picture', () => {
    const svg = rotaPicture({
      from: utc('2026-11-25T09:00Z'),
      to: utc('2026-12-10T09:00Z'),
      zone: chicago,
      panels: [],
      teamsLeftOut: 0,
    });
    expect(textOf(svg)).toContain('nobody, though somebody has to be');
  });
});
