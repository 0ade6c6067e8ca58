import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schemas from '../src/domain/api.ts';
import { limits } from '../src/domain/limits.ts';
import { answered, ask, expectProblem } from './apiRules.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';
import { calendar, shift } from './rotaText.ts';

let night: Night;

const event = (uid: string, lines: string[]) => ['BEGIN:VEVENT', `UID:${uid}`, ...lines, 'END:VEVENT'];
const chicago = (name: string, wall: string) => `${name};TZID=America/Chicago:${wall}`;

/**
 * Kim by weeks until 14 December, and then nobody; Alex beside her on a Sunday evening. By override Sam on the night of the
 * 25th, and for an hour of the 27th nobody.
 */
const aims = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  ...event('weeks', [
    chicago('DTSTART', '20260105T080000'),
    chicago('DTEND', '20260112T080000'),
    'RRULE:FREQ=WEEKLY;UNTIL=20261207T140000Z',
    'SUMMARY:Kim Lee',
  ]),
  ...event('beside', [chicago('DTSTART', '20261129T180000'), chicago('DTEND', '20261129T200000'), 'SUMMARY:Alex Roe']),
  'END:VCALENDAR',
].join('\r\n');

const farAway = event('far', [
  chicago('DTSTART', '20271001T180000'),
  chicago('DTEND', '20271001T190000'),
  'SUMMARY:Pat Moss',
]);

const swaps = calendar(
  shift('Sam Diaz', '20261125T180000', '20261126T070000'),
  shift('nobody', '20261127T200000', '20261127T210000'),
);

async function begin(kind: (typeof databases)[number]): Promise<Night> {
  const begun = await Night.begin(kind, {
    schedules: {
      'aims.ics': () => `${aims}\r\n`,
      'ds.ics': (text) => text.replace('END:VCALENDAR', () => `${farAway.join('\r\n')}\r\nEND:VCALENDAR`),
      'directory.yaml': (text) => text.replace('rota: aims.ics,', 'rota: aims.ics, overrides: holidays.ics,'),
      'holidays.ics': () => swaps,
      'hours.yaml': (text) => text.replace(/\n\s*holidays: .*/, ''),
    },
  });
  return begun;
}

const query = (at: string) => `team=aims&at=${encodeURIComponent(at)}`;

describe.each(databases)('asking the rotas on %s', (kind) => {
  beforeAll(async () => {
    night = await begin(kind);
  });

  afterAll(() => night.close());

  test('who comes next, and that nobody is an answer', async () => {
    const next = async (at: string) =>
      answered(await ask(night, `/on-call/next?${query(at)}`), schemas.nextAnswer).next;
    expect(await next('2026-11-25T12:00:00-06:00')).toMatchObject({
      at: '2026-11-26T00:00:00.000Z',
      people: [{ id: 'sam' }],
      until: '2026-11-26T13:00:00.000Z',
      decidedBy: { rota: 'holidays.ics', level: 10 },
    });
    expect(await next('2026-12-14T07:00:00-06:00')).toMatchObject({ at: '2026-12-14T14:00:00.000Z', people: [] });
    expect(await next('2026-12-15T00:00:00-06:00')).toBeNull();
  });

  test('the stretches of a time, in which neither people nor the need for them change', async () => {
    const [from, to] = ['2026-11-25T12:00:00-06:00', '2026-11-26T12:00:00-06:00'].map(encodeURIComponent);
    const list = answered(
      await ask(night, `/on-call/segments?team=aims&from=${from}&to=${to}`),
      schemas.listOf(schemas.segmentAnswer),
    );
    expect(
      list.items.map(({ from: at, people, required }) => [at, people.map(({ id }) => id).join(), required]),
    ).toEqual([
      ['2026-11-25T18:00:00.000Z', 'kim', false],
      ['2026-11-26T00:00:00.000Z', 'sam', true],
      ['2026-11-26T13:00:00.000Z', 'kim', true],
    ]);
    expect(list.items[0]?.to).toBe('2026-11-26T00:00:00.000Z');
    expect(list.items.at(-1)?.to).toBe('2026-11-26T18:00:00.000Z');
    expect(list.next).toBeNull();
  });

  test('why it is Sam and nobody else', async () => {
    const answer = answered(
      await ask(night, `/on-call/explain?${query('2026-11-25T23:00:00-06:00')}`),
      schemas.explainAnswer,
    );
    expect(answer.onCall).toMatchObject([{ person: { id: 'sam' }, by: { rota: 'holidays.ics', level: 10 } }]);
    expect(answer.others).toMatchObject([
      {
        person: { id: 'kim' },
        why: expect.stringMatching(/^The override at line 3 of holidays\.ics counts instead\.$/),
      },
      { person: { id: 'alex' }, why: 'Is on call next from Sun 29 Nov 18:00.' },
    ]);
    expect(answer.woken[0]).toMatchObject({ afterSeconds: 0, way: 'text', person: { id: 'sam' }, ringSeconds: null });
    expect(answer.woken[1]).toMatchObject({ afterSeconds: 0, way: 'ring', person: { id: 'sam' }, ringSeconds: 25 });
  });

  test('of two on call together each is explained by their own event', async () => {
    const answer = answered(
      await ask(night, `/on-call/explain?${query('2026-11-29T19:00:00-06:00')}`),
      schemas.explainAnswer,
    );
    expect(answer.onCall).toMatchObject([
      { person: { id: 'kim' }, by: { line: 3 } },
      { person: { id: 'alex' }, by: { line: 10 } },
    ]);
  });

  test('a time that the rota has not been worked out for, also while the desk is open', async () => {
    const gap = 'The rota has not been worked out for this time.';
    const at = query('2028-06-01T10:00:00-05:00');
    const onCall = answered(await ask(night, `/on-call?${at}`), schemas.onCallAnswer);
    expect(onCall).toMatchObject({ people: [], required: false, gap });
    const explained = answered(await ask(night, `/on-call/explain?${at}`), schemas.explainAnswer);
    expect(explained).toMatchObject({ onCall: [], required: false, gap, others: [] });
    const byDay = await ask(night, `/on-call?${query('2026-12-15T10:00:00-06:00')}`);
    expect(answered(byDay, schemas.onCallAnswer)).toMatchObject({ people: [], required: false, gap: null });
  });

  test('what has to be put right, faults and what only deserves a look', async () => {
    await night.app.context.store.transact(async (tx) => {
      const { notePersonFact } = await import('../src/store/write/peopleFacts.ts');
      await notePersonFact(tx, {
        address: '+16085550113',
        fact: 'textsRefused',
        since: night.clock.now(),
        detail: 'sent STOP',
      });
      // So long ago that it is not believed any more.
      await notePersonFact(tx, {
        address: '+16085550113',
        fact: 'callsRefused',
        since: night.clock.now() - limits.refusalHours * 3_600_000,
        detail: 'carrier error 13224',
      });
    });
    const check = answered(await ask(night, '/rotas/check?team=aims'), schemas.checkAnswer);
    expect(check.zone).toBe('America/Chicago');
    expect(Date.parse(check.to) - Date.parse(check.from)).toBe(limits.checkDays * 86_400_000);
    const said = check.items.map(({ kind: what, isFault, text }) => `${isFault ? '!' : '?'} ${what}: ${text}`);
    expect(said.slice(0, 2)).toEqual([
      '! gap: Nobody is on call Fri 27 Nov 20:00 to 21:00: Nobody is on call, as the override at line 8 of holidays.ics says.',
      '! gap: Nobody is on call Mon 14 Dec 18:00 to Tue 07:00: Nobody is on the rota at this time.',
    ]);
    expect(said).toContain(
      '! unreachable: Sam Diaz is on call and takes no texts of ours: sent STOP. Correct the number, or let them send START.',
    );
    expect(said).toContain(
      '? doubleCover: Kim Lee and Alex Roe are on call together Sun 29 Nov 18:00 to 20:00 (aims.ics line 3, aims.ics line 10).',
    );
    expect(said).toContain(
      '? endsSoon: The series "Kim Lee" has its last shift until Mon 14 Dec 08:00; then nobody is on call.',
    );
    expect(said).toContain('! endsSoon: The rota runs out: from Mon 14 Dec 08:00 on nobody is on call.');
  });

  test('what is more than half a year away, with its year', async () => {
    const explained = await ask(night, `/on-call/explain?${query('2026-11-25T23:00:00-06:00').replace('aims', 'ds')}`);
    expect(answered(explained, schemas.explainAnswer).others).toMatchObject([
      { person: { id: 'pat' }, why: 'Is on call next from Fri 1 Oct 2027 18:00.' },
    ]);
    const check = answered(await ask(night, '/rotas/check?team=ds&days=400'), schemas.checkAnswer);
    const far = 'Sam Diaz and Pat Moss are on call together Fri 1 Oct 2027 18:00 to 19:00';
    expect(check.items.map(({ text }) => text)).toContainEqual(expect.stringContaining(far));
  });

  test('of all teams, and only of the days asked for', async () => {
    const all = answered(await ask(night, '/rotas/check?days=7'), schemas.checkAnswer);
    expect(all.items.map(({ kind: what, team }) => `${team} ${what}`)).toEqual([
      'aims gap',
      'aims unreachable',
      'ds unreachable',
    ]);
  });

  test.each([
    ['/on-call/next?team=x', 404, /There is no team "x"; the teams are aims, ds/],
    ['/on-call/explain?team=constructor', 404, /There is no team/],
    ['/rotas/check?team=__proto__', 404, /There is no team/],
    ['/rotas/check?days=0', 400, /^days: /],
    ['/rotas/check?days=401', 400, /^days: /],
    ['/on-call/segments?team=aims', 400, /^from: /],
    [
      '/on-call/segments?team=aims&from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z',
      400,
      /"from" has to be before "to"/,
    ],
    [
      '/on-call/segments?team=aims&from=2020-12-02T00:00:00Z&to=2026-12-01T00:00:00Z',
      400,
      /440 days apart at the most/,
    ],
  ])('the question %s is answered with %i', async (path, status, words) => {
    expectProblem(await ask(night, path), status, words);
  });
});

test('a list of stretches that is too long for one answer goes on where its end says', async () => {
  const hourly = shift('Kim Lee', '20261101T000000', '20261101T010000', 'RRULE:FREQ=DAILY;BYHOUR=0,6,12,18');
  const busy = await Night.begin('sqlite', { schedules: { 'aims.ics': () => calendar(hourly) } });
  try {
    const list = async (from: string) =>
      answered(
        await ask(busy, `/on-call/segments?team=aims&from=${from}&to=2027-06-01T00:00:00.000Z`),
        schemas.listOf(schemas.segmentAnswer),
      );
    const first = await list('2026-11-21T00:00:00.000Z');
    expect(first.items).toHaveLength(limits.segmentsListed);
    expect(first.next).toBe(first.items.at(-1)?.to);
    const second = await list(first.next ?? '');
    expect(second.items[0]?.from).toBe(first.next);
    expect([second.next, second.items.at(-1)?.to]).toEqual([null, '2027-06-01T00:00:00.000Z']);
  } finally {
    await busy.close();
  }
});
