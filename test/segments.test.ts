import { describe, expect, test } from 'vitest';
import { limits } from '../src/domain/limits.ts';
import { buildRota } from '../src/oncall/buildRota.ts';
import { diffRotas } from '../src/oncall/diffRotas.ts';
import { deskHours } from '../src/oncall/openingHours.ts';
import { segments } from '../src/oncall/segments.ts';
import { at, build, calendar, shift } from './rotaText.ts';

const zone = 'America/Chicago';
const [from, to] = [at('2026-11-20T00:00:00-06:00'), at('2026-11-30T00:00:00-06:00')];
const { index } = buildRota({
  files: [
    {
      name: 'aims.ics',
      bytes: calendar(
        shift('Kim Lee', '20261123T180000', '20261124T070000'),
        shift('Alex Roe', '20261124T180000', '20261125T060000'),
      ),
      role: 'base',
    },
  ],
  zone,
  people: ['Kim Lee', 'Alex Roe'].map((name, i) => ({
    id: name.slice(0, 1),
    name,
    phone: `+1608555011${i}`,
    aliases: [],
  })),
  from,
  to,
});
const desk = deskHours(
  {
    spoken: '',
    open: { tue: { from: '07:00', to: '18:00' }, wed: { from: '07:00', to: '18:00' } },
    closed: [],
    exceptions: [],
  },
  zone,
);

/** "Mon 18:00 Kim", with a "!" where somebody has to be on call and nobody is. */
function read(covers: 'closed' | 'always', first: string, last: string, most = 100): string[] {
  return segments(index, { covers, desk }, at(first), at(last), most).map(({ from: start, onCall, required }) => {
    const time = new Date(start).toLocaleString('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    return `${time} ${onCall.people.join() || (required ? '!' : '-')}`;
  });
}

test('a rota is a list of stretches that end where people change, and where the desk opens or closes', () => {
  expect(read('closed', '2026-11-23T12:00:00-06:00', '2026-11-25T12:00:00-06:00')).toEqual([
    'Mon 12:00 !',
    'Mon 18:00 K',
    'Tue 07:00 -',
    'Tue 18:00 A',
    'Wed 06:00 !',
    'Wed 07:00 -',
  ]);
});

test('where somebody has to be on call at all times, the desk ends no stretch', () => {
  expect(read('always', '2026-11-23T20:00:00-06:00', '2026-11-25T12:00:00-06:00')).toEqual([
    'Mon 20:00 K',
    'Tue 07:00 !',
    'Tue 18:00 A',
    'Wed 06:00 !',
  ]);
});

test('time that was not worked out is one of nobody, and a list ends where it has to', () => {
  const beyond = segments(index, { covers: 'always', desk }, to - 3_600_000, to + 3_600_000, 100);
  expect(beyond.map(({ onCall }) => onCall.gap)).toEqual([
    'Nobody is on the rota at this time.',
    'The rota has not been worked out for this time.',
  ]);
  expect(read('closed', '2026-11-23T12:00:00-06:00', '2026-11-25T12:00:00-06:00', 2)).toEqual([
    'Mon 12:00 !',
    'Mon 18:00 K',
  ]);
});

describe('what a new version of a rota changes', () => {
  const [weekFrom, weekTo] = [at('2026-11-23T00:00:00-06:00'), at('2027-11-23T00:00:00-06:00')];
  const nights = (who: string, uid: string, rule = 'RRULE:FREQ=DAILY;COUNT=2') => [
    ...shift(who, '20261123T180000', '20261124T070000', rule),
    `UID:${uid}`,
  ];
  const diff = (before: string[][], after: string[][]) => {
    const [one, other] = [before, after].map(
      (events) => build(calendar(...events), new Date(weekFrom).toISOString(), new Date(weekTo).toISOString()).index,
    );
    return one && other ? diffRotas(one, other, weekFrom, weekTo) : [];
  };

  test('is also somebody who joins or leaves, and not the order of the same people', () => {
    const [kim, alex] = [nights('Kim Lee', 'k'), nights('Alex Roe', 'a')];
    const said = (before: string[][], after: string[][]) =>
      diff(before, after).map(({ was, now }) => `${was.join()} ${now.join()}`);
    expect(said([kim], [kim, alex])).toEqual(['kim kim,alex', 'kim kim,alex']);
    expect(said([kim, alex], [alex])).toEqual(['kim,alex alex', 'kim,alex alex']);
    expect(said([kim, alex], [alex, kim])).toEqual([]);
  });

  test('is no longer a list than its limit', () => {
    const every = (who: string) => [nights(who, 'n', 'RRULE:FREQ=DAILY')];
    expect(diff(every('Kim Lee'), every('Alex Roe'))).toHaveLength(limits.rotaChanges);
  });
});
