/** What a check of a rota looks for: several on call at once, what ends, and what kind each problem is. */
import { describe, expect, test } from 'vitest';
import type { RotaFile } from '../src/oncall/buildRota.ts';
import { endingRules } from '../src/oncall/endingRules.ts';
import { findDoubleCover } from '../src/oncall/findDoubleCover.ts';
import type { RotaIndex } from '../src/oncall/rotaIndex.ts';
import { spliceRotas } from '../src/oncall/spliceRotas.ts';
import { whoIsOnCall } from '../src/oncall/whoIsOnCall.ts';
import { at, build, buildFiles, calendar, chicago, shift } from './rotaText.ts';

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const from = at('2026-10-01T00:00:00Z');
const to = at('2027-04-01T00:00:00Z');

describe('double cover', () => {
  const covers = (text: string, begin = from, end = to) =>
    findDoubleCover(build(text).index, begin, end).map(
      (one) =>
        `${iso(one.from)} ${iso(one.to)} ${one.people.join('+')} by ${one.sources.map(({ line }) => line).join('+')}`,
    );
  const two = calendar(
    shift('Kim', '20261120T080000', '20261120T120000'),
    shift('Alex Roe', '20261120T100000', '20261120T140000'),
  );

  test('is the time that two events with different people share, from its first instant to its last', () => {
    expect(covers(two)).toEqual(['2026-11-20T16:00 2026-11-20T18:00 kim+alex by 3+8']);
  });

  test('is cut to what is asked for', () => {
    expect(covers(two, at('2026-11-20T16:30:00Z'), at('2026-11-20T17:00:00Z'))).toEqual([
      '2026-11-20T16:30 2026-11-20T17:00 kim+alex by 3+8',
    ]);
    expect(covers(two, at('2026-11-20T18:00:00Z'))).toEqual([]);
    expect(covers(two, from, at('2026-11-20T16:00:00Z'))).toEqual([]);
  });

  test.each([
    ['one event that names both', [shift('Kim / Lexi', '20261120T080000', '20261120T120000')]],
    [
      'two events that name the same',
      [shift('Kim', '20261120T080000', '20261120T120000'), shift('Kim Lee', '20261120T100000', '20261120T140000')],
    ],
    [
      'an event of a higher level',
      [shift('Kim', '20261120T080000', '20261120T120000'), shift('[L1] Lexi', '20261120T100000', '20261120T140000')],
    ],
    [
      'a hand-over',
      [shift('Kim', '20261120T080000', '20261120T120000'), shift('Lexi', '20261120T120000', '20261120T140000')],
    ],
    [
      'somebody unknown beside somebody known',
      [shift('Kim', '20261120T080000', '20261120T120000'), shift('Jo Doe', '20261120T100000', '20261120T140000')],
    ],
  ])('is not %s', (_, events) => {
    expect(covers(calendar(...events))).toEqual([]);
  });

  test('is one stretch while people and events are the same, and several when one of them changes', () => {
    const beside = shift('Kim', '20261120T080000', '20261120T200000');
    const beaten = shift('[L0] Kim', '20261120T110000', '20261120T120000');
    const alex = shift('Alex Roe', '20261120T080000', '20261120T120000');
    expect(covers(calendar(beside, beaten, alex))).toEqual(['2026-11-20T14:00 2026-11-20T18:00 kim+alex by 3+13']);
    const next = shift('Alex Roe', '20261120T120000', '20261120T140000');
    const sam = shift('Sam Diaz', '20261120T140000', '20261120T150000');
    expect(covers(calendar(beside, alex, next, sam))).toEqual([
      '2026-11-20T14:00 2026-11-20T18:00 kim+alex by 3+8',
      '2026-11-20T18:00 2026-11-20T20:00 kim+alex by 3+13',
      '2026-11-20T20:00 2026-11-20T21:00 kim+sam by 3+18',
    ]);
  });

  test('is told each time it comes, and anew when somebody joins in', () => {
    const kim = shift('Kim', '20261120T080000', '20261120T120000', 'RRULE:FREQ=DAILY;COUNT=2');
    const alex = shift('Lexi', '20261120T080000', '20261120T120000', 'RRULE:FREQ=DAILY;COUNT=2');
    const sam = shift('Sam Diaz', '20261121T100000', '20261121T120000');
    expect(covers(calendar(kim, alex, sam))).toEqual([
      '2026-11-20T14:00 2026-11-20T18:00 kim+alex by 3+9',
      '2026-11-21T14:00 2026-11-21T16:00 kim+alex by 3+9',
      '2026-11-21T16:00 2026-11-21T18:00 kim+alex+sam by 3+9+15',
    ]);
  });

  test('is told apart by file and version, and joined where a version that changes nothing comes', () => {
    const one = (who: string, name: string, hours: [string, string], version: string): RotaFile => ({
      name,
      role: 'base',
      bytes: calendar(shift(who, `20261120T${hours[0]}0000`, `20261120T${hours[1]}0000`)),
      version,
    });
    const files = [
      one('Kim', 'a.ics', ['08', '20'], '1'),
      one('Lexi', 'b.ics', ['08', '12'], '1'),
      one('Lexi', 'c.ics', ['12', '20'], '1'),
    ];
    const { index } = buildFiles(files);
    const times = (some: RotaIndex) => findDoubleCover(some, from, to).map((cover) => iso(cover.from).slice(11));
    expect(times(index)).toEqual(['14:00', '18:00']);
    const newer = buildFiles(files.map((file) => ({ ...file, version: '2' }))).index;
    const border = at('2026-11-20T15:00:00Z');
    expect(times(spliceRotas(index, index, border))).toEqual(['14:00', '18:00']);
    expect(times(spliceRotas(index, newer, border))).toEqual(['14:00', '15:00', '18:00']);
    expect(times(spliceRotas(index, structuredClone(index), border))).toEqual(['14:00', '18:00']);
  });

  test('is found between a swap that was moved and the next shift of its own series', () => {
    const nights = shift('Kim', '20261123T180000', '20261124T070000', 'RRULE:FREQ=DAILY;COUNT=3', 'UID:a');
    const late = shift(
      'Lexi',
      '20261124T180000',
      '20261125T200000',
      'UID:a',
      chicago('RECURRENCE-ID', '20261124T180000'),
    );
    expect(covers(calendar(nights, late))).toEqual(['2026-11-26T00:00 2026-11-26T02:00 kim+alex by 3+10']);
  });
});

describe('how an event repeats', () => {
  test.each([
    ['once', []],
    ['endless', ['RRULE:FREQ=WEEKLY']],
    ['endless', ['RRULE:FREQ=WEEKLY;COUNT=-1']],
    ['endless', ['RRULE:FREQ=WEEKLY', 'RDATE:20261126T000000Z']],
    ['ends', ['RRULE:FREQ=WEEKLY;COUNT=3']],
    ['ends', ['RRULE:FREQ=WEEKLY;UNTIL=20261224']],
    ['ends', ['RDATE:20261126T000000Z']],
  ])('is said of its shifts: %s for %j', (repeats, lines) => {
    const { shifts } = build(calendar(shift('Kim', '20261123T180000', '20261124T070000', ...lines)));
    expect(shifts[0]?.source.repeats).toBe(repeats);
  });

  test('is once for a swap, and that of its series for a change of all later shifts', () => {
    const series = shift('Kim', '20261123T180000', '20261124T070000', 'RRULE:FREQ=DAILY;COUNT=5', 'UID:a');
    const swap = (range: string) =>
      shift('Lexi', '20261125T180000', '20261126T070000', 'UID:a', `RECURRENCE-ID${range}:20261126T000000Z`);
    const repeatsOf = (range: string) =>
      whoIsOnCall(build(calendar(series, swap(range))).index, at('2026-11-26T03:00:00Z')).decidedBy[0]?.repeats;
    expect(repeatsOf('')).toBe('once');
    expect(repeatsOf(';RANGE=THISANDFUTURE')).toBe('ends');
  });
});

describe('what ends', () => {
  const endings = (text: string, begin = from, end = to) => {
    const { rules, rotaEndsAt } = endingRules(build(text).index, begin, end);
    const said = rules.map(
      ({ source, people, endsAt, followedBy }) =>
        `${source.line} ${people.join('+')} ${iso(endsAt)} then ${followedBy.join('+')}`,
    );
    return { rules: said, rotaEndsAt: rotaEndsAt === null ? null : iso(rotaEndsAt) };
  };
  const nightly = (who: string, ...more: string[]) => shift(who, '20261123T180000', '20261124T070000', ...more);

  test.each([
    ['RRULE:FREQ=DAILY;COUNT=5', '2026-11-28T13:00'],
    ['RRULE:FREQ=DAILY;UNTIL=20261127', '2026-11-28T13:00'],
    ['RDATE:20261129T000000Z', '2026-11-29T13:00'],
    ['RRULE:FREQ=MONTHLY;BYDAY=4MO;COUNT=3', '2027-01-26T13:00'],
  ])('is an event with %s, when its last shift ends', (line, endsAt) => {
    expect(endings(calendar(nightly('Kim', line)))).toEqual({ rules: [`3 kim ${endsAt} then `], rotaEndsAt: endsAt });
  });

  test('is no event that happens once, or that repeats without an end', () => {
    for (const lines of [[], ['EXDATE:20261201'], ['RRULE:FREQ=YEARLY;INTERVAL=3']])
      expect(endings(calendar(nightly('Kim', ...lines))).rules).toEqual([]);
    expect(endings(calendar(nightly('Kim', 'RRULE:FREQ=DAILY')))).toEqual({ rules: [], rotaEndsAt: null });
  });

  test('is asked after one instant and by another', () => {
    const text = calendar(nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5'));
    const end = at('2026-11-28T13:00:00Z');
    const none = { rules: [], rotaEndsAt: null };
    expect(endings(text, end)).toEqual(none);
    expect(endings(text, from, end - 1)).toEqual(none);
    expect(endings(text, end - 1, end)).toMatchObject({ rules: [expect.anything()], rotaEndsAt: '2026-11-28T13:00' });
  });

  test('is followed by whoever is on call then, be it the same person', () => {
    const next = shift('Kim', '20261128T070000', '20261129T070000', 'RRULE:FREQ=DAILY');
    const text = calendar(nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5'), next);
    expect(endings(text)).toEqual({ rules: ['3 kim 2026-11-28T13:00 then kim'], rotaEndsAt: null });
  });

  test('is by its last shift that takes place, and by the event that made it', () => {
    const series = (...more: string[]) => nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5', 'UID:a', ...more);
    expect(endings(calendar(series(chicago('EXDATE', '20261127T180000')))).rules).toEqual([
      '3 kim 2026-11-27T13:00 then ',
    ]);
    const later = shift(
      'Lexi',
      '20261125T180000',
      '20261126T070000',
      'UID:a',
      'RECURRENCE-ID;RANGE=THISANDFUTURE:20261126T000000Z',
    );
    expect(endings(calendar(series(), later)).rules).toEqual(['10 alex 2026-11-28T13:00 then ']);
  });

  test('is also somebody whom another event names at the same time, or who is beaten', () => {
    const text = calendar(nightly('Kim', 'RRULE:FREQ=DAILY'), nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5'));
    expect(endings(text).rules).toEqual(['9 kim 2026-11-28T13:00 then ']);
    const beaten = calendar(nightly('[L1] Lexi', 'RRULE:FREQ=DAILY'), nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5'));
    expect(endings(beaten).rules).toEqual(['9 kim 2026-11-28T13:00 then ']);
  });

  test('is nothing that goes on beyond the time that is worked out, be it much later', () => {
    for (const rule of ['COUNT=99', 'UNTIL=20280101', 'INTERVAL=5;UNTIL=20270501', 'INTERVAL=20;COUNT=2'])
      expect(endings(calendar(nightly('Kim', `RRULE:FREQ=WEEKLY;${rule}`))).rules).toEqual([]);
    expect(endings(calendar(nightly('Kim', 'RDATE:20270601T000000Z'))).rules).toEqual([]);
    const alone = calendar(nightly('Kim', 'RRULE:FREQ=WEEKLY;INTERVAL=20;COUNT=1'));
    expect(endings(alone).rules).toEqual(['3 kim 2026-11-24T13:00 then ']);
  });

  test('is judged by where later shifts were moved to', () => {
    const series = nightly('Kim', 'RRULE:FREQ=WEEKLY;INTERVAL=15;COUNT=2', 'UID:a');
    const moved = (day: string) =>
      shift('Lexi', `${day}T180000`, `${day}T190000`, 'UID:a', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20270309T000000Z');
    expect(endings(calendar(series, moved('20270401'))).rules).toEqual([]);
    expect(endings(calendar(series, moved('20270330'))).rules).toEqual(['10 alex 2027-03-31T00:00 then ']);
    const far = nightly('Kim', 'RRULE:FREQ=WEEKLY;INTERVAL=20;COUNT=2', 'UID:a');
    const early = moved('20270330').map((line) => line.replace('20270309T000000Z', '20270412T230000Z'));
    expect(endings(calendar(far, early)).rules).toEqual(['10 alex 2027-03-31T00:00 then ']);
    const gone = [...moved('20270412'), 'STATUS:CANCELLED'].map((line) =>
      line.replace('20270309T000000Z', '20270412T230000Z'),
    );
    expect(endings(calendar(far, gone)).rules).toEqual(['3 kim 2026-11-24T13:00 then ']);
  });

  test('is the last shift that the window holds whole, when it ends just with the window', () => {
    const text = calendar(nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5'));
    const { index } = build(text, '2026-11-01T00:00:00Z', '2026-11-28T13:00:00Z');
    const { rules, rotaEndsAt } = endingRules(index, from, to);
    expect(rules.map(({ endsAt }) => iso(endsAt))).toEqual(['2026-11-28T13:00']);
    expect(rotaEndsAt).toBeNull();
    expect(endingRules(build(text, '2026-11-01T00:00:00Z', '2026-11-28T12:59:59Z').index, from, to).rules).toEqual([]);
  });

  test('is nothing that was over before the window, or of which it cannot be worked out whether it goes on', () => {
    const text = calendar(nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5'));
    const seriesEnds = (begin: string) => build(text, begin).index.seriesEnds.length;
    expect([seriesEnds('2026-11-28T12:59:59Z'), seriesEnds('2026-11-28T13:00:00Z')]).toEqual([1, 0]);
    const leapDays = calendar([
      'DTSTART;VALUE=DATE:20000229',
      'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=9',
      'SUMMARY:Kim',
    ]);
    const { index, shifts, problems } = build(leapDays, '2024-02-01T00:00:00Z', '2027-01-01T00:00:00Z');
    expect([shifts.length, problems, index.seriesEnds]).toEqual([1, [], []]);
  });

  test('of a rota in which nobody is ever on call is nothing', () => {
    expect(endings(calendar(nightly('Jo Doe')), from - 1)).toEqual({ rules: [], rotaEndsAt: null });
  });

  test('stands in the order in which it ends', () => {
    const text = calendar(nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5'), nightly('Lexi', 'RRULE:FREQ=DAILY;COUNT=2'));
    expect(endings(text).rules).toEqual(['9 alex 2026-11-25T13:00 then ', '3 kim 2026-11-28T13:00 then ']);
  });

  test('of a spliced rota is by the version that counts at that time', () => {
    const old = build(calendar(nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=2'), nightly('Kim', 'RRULE:FREQ=DAILY;COUNT=5')));
    const now = build(
      calendar(nightly('Lexi', 'RRULE:FREQ=DAILY;COUNT=3'), nightly('Sam Diaz', 'RRULE:FREQ=DAILY;COUNT=9')),
    );
    const { seriesEnds } = spliceRotas(old.index, now.index, at('2026-11-26T20:00:00Z'));
    expect(seriesEnds.map(({ people, endsAt }) => `${people.join('+')} ${iso(endsAt)}`)).toEqual([
      'kim 2026-11-25T13:00',
      'sam 2026-12-02T13:00',
    ]);
  });
});

describe('the kind of a problem', () => {
  const kindsOf = (...lines: string[]) =>
    build(calendar(['DTSTART:20261120T180000Z', 'DTEND:20261120T190000Z', ...lines])).problems.map(
      ({ kind, loses }) => `${kind} ${loses}`,
    );

  test.each([
    ['a name that is unknown', ['SUMMARY:Jo Doe'], 'person true'],
    ['a name that may be two people', ['SUMMARY:The twin'], 'person true'],
    ['an event that names nobody', ['LOCATION:here'], 'person true'],
    ['an event that cannot be read', ['RRULE:FREQ=MINUTELY'], 'event true'],
    ['a line that is none', ['SUMMARY'], 'event true'],
    ['a date that meets no shift', ['SUMMARY:Kim', 'EXDATE:20261121T180000Z'], 'hint false'],
    ['a rule without an end', ['SUMMARY:Kim', 'RRULE:FREQ=DAILY;COUNT=-1'], 'hint false'],
  ])('of %s', (_, lines, kind) => {
    expect(kindsOf(...lines)).toEqual([kind]);
  });

  test('of a file without events is that of an event, and of a line between events a hint', () => {
    expect(build('BEGIN:VCALENDAR\nEND:VCALENDAR').problems).toMatchObject([{ kind: 'event', loses: true }]);
    const text = calendar(shift('Kim', '20261120T080000', '20261120T120000'));
    expect(build(text.replace('VERSION:2.0', 'so and so')).problems).toMatchObject([{ kind: 'hint', loses: false }]);
    expect(build(text.replace('VERSION:2.0', 'END:VEVENT')).problems).toMatchObject([{ kind: 'event', loses: true }]);
  });
});

describe('an invitation that was declined', () => {
  const rota = (...lines: string[]) =>
    build(calendar(['DTSTART:20261120T180000Z', 'DTEND:20261120T190000Z', 'RRULE:FREQ=DAILY;COUNT=3', ...lines]));
  const declined = (who: string) => `ATTENDEE;PARTSTAT=DECLINED${who}`;

  test.each([
    [declined(':mailto:kim.lee@example.edu')],
    ['ATTENDEE;partstat=Declined;CN="Lee, Kim":mailto:kl@example.edu'],
  ])('leaves %s on call, with one hint', (line) => {
    const { index, problems } = rota('UID:a', line);
    expect(whoIsOnCall(index, at('2026-11-21T18:30:00Z'))).toMatchObject({ people: ['kim'], warnings: [], gap: null });
    expect(problems).toEqual([
      {
        file: 'rota.ics',
        line: 3,
        uid: 'a',
        message:
          'Kim Lee has declined the invitation of the event at line 3, and is on call all the same; swap the shift, or take them out.',
        kind: 'hint',
        loses: false,
      },
    ]);
  });

  test('is no word about whoever is not on call by it, and none about another answer', () => {
    expect(rota('SUMMARY:Kim', declined(':mailto:team@example.edu')).problems).toEqual([]);
    expect(rota('ATTENDEE;PARTSTAT=ACCEPTED:mailto:kim.lee@example.edu').problems).toEqual([]);
    expect(rota('STATUS:CANCELLED', declined(':mailto:kim.lee@example.edu')).problems).toEqual([]);
  });

  test('leaves somebody unknown unknown', () => {
    const { problems } = rota('ATTENDEE:kim.lee@example.edu', declined(':mailto:team@example.edu'));
    expect(problems).toMatchObject([{ kind: 'person', message: expect.stringContaining('"team@example.edu"') }]);
  });

  test('is told apart from the same invitation that was accepted', () => {
    const event = (line: string) => ['DTSTART:20261120T180000Z', 'DTEND:20261120T190000Z', line];
    const lines = ['ATTENDEE:kim.lee@example.edu', declined(':kim.lee@example.edu')];
    for (const order of [lines, lines.toReversed()])
      expect(build(calendar(...order.map(event))).problems).toHaveLength(1);
  });
});
