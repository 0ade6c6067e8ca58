import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { type Asking, AskProblem } from '../src/cli/ask.ts';
import { askSegments, type Segment } from '../src/cli/askSegments.ts';
import { layTable } from '../src/cli/layTable.ts';
import { readInstant } from '../src/cli/readInstant.ts';
import { rotaWords } from '../src/cli/rotaWords.ts';
import { serviceZone } from '../src/cli/serviceZone.ts';
import { tellCheck } from '../src/cli/tellCheck.ts';
import { tellExplanation } from '../src/cli/tellExplanation.ts';
import { tellNext } from '../src/cli/tellNext.ts';
import { tellOnCall } from '../src/cli/tellOnCall.ts';
import { tellSegments } from '../src/cli/tellSegments.ts';
import type { checkAnswer } from '../src/domain/api.ts';

const chicago = 'America/Chicago';
const kim = { id: 'kim', name: 'Kim Lee', phone: '+16085550111' };
const alex = { id: 'alex', name: 'Alex Roe', phone: '+16085550112' };
const source = { rota: 'aims.ics', version: '0123456789abcdef', uid: 'nights', summary: 'Kim Lee', line: 12, level: 0 };

/** A service that answers by address, and notes what it was asked. */
function stub(answers: (path: string) => unknown): Asking & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    words: [],
    post: () => Promise.reject(new Error('a rota is only read')),
    options: {},
    get: async (path, schema) => {
      asked.push(decodeURIComponent(path));
      return schema.parse(answers(path));
    },
  };
}

const segment = (from: string, to: string, people: Segment['people'], more: Partial<Segment> = {}): Segment => ({
  from,
  to,
  people,
  decidedBy: [],
  required: true,
  gap: null,
  warnings: [],
  ...more,
});

describe('an instant that is typed', () => {
  test.each([
    ['2026-12-24', '2026-12-24T06:00:00.000Z', 'a day is its midnight'],
    ['2026-12-24T23:00', '2026-12-25T05:00:00.000Z', 'an hour is on the wall'],
    ['2026-12-24 23:00:30', '2026-12-25T05:00:30.000Z', 'with a space'],
    ['2026-07-01T12:00', '2026-07-01T17:00:00.000Z', 'in summer'],
    ['2026-12-24T23:00+01:00', '2026-12-24T22:00:00.000Z', 'an offset counts'],
    ['2026-12-24T23:00:00Z', '2026-12-24T23:00:00.000Z', 'and so does UTC'],
    ['2026-11-01T01:30', '2026-11-01T06:30:00.000Z', 'the first of an hour that comes twice'],
  ])('%s is %s: %s', (typed, at) => {
    expect(readInstant(typed, chicago)).toBe(at);
  });

  test.each(['tomorrow', '2026-02-31', '2026-12-24T25:00', '2026-12-24T23:00[Europe/Berlin]', ''])(
    '%s cannot be read, in one sentence',
    (typed) => {
      expect(() => readInstant(typed, chicago)).toThrow(AskProblem);
      expect(() => readInstant(typed, chicago)).toThrow(`"${typed}" is no time that can be read; write 2026-12-24,`);
    },
  );
});

test('words are a team and instants, or instants of all teams; too many are named', () => {
  expect(rotaWords([], 1)).toEqual({ team: undefined, instants: [] });
  expect(rotaWords(['aims', '2026-12-01'], 1)).toEqual({ team: 'aims', instants: ['2026-12-01'] });
  expect(rotaWords(['2026-12-01', '2026-12-02'], 2)).toEqual({
    team: undefined,
    instants: ['2026-12-01', '2026-12-02'],
  });
  expect(() => rotaWords(['aims', '2026-12-01', 'ds'], 1)).toThrow('"ds" is one word too many for this question.');
});

test('the zone is that of the service, and that of this machine when it is not told', async () => {
  const teams = { zone: 'Asia/Tokyo', items: [], next: null };
  expect(await serviceZone(stub(() => teams))).toMatchObject({ name: 'Asia/Tokyo' });
  const silent = stub(() => {
    throw new AskProblem('There is no such thing.');
  });
  const { name, line } = await serviceZone(silent);
  expect(name).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  expect(line).toContain('did not tell its zone');
});

describe('the stretches of a time', () => {
  const [a, b, c] = ['2026-12-01T00:00:00.000Z', '2026-12-01T13:00:00.000Z', '2026-12-02T00:00:00.000Z'] as const;

  test('are asked for page by page, and no page without an end', async () => {
    const asking = stub((path) => (path.includes('13%3A00') ? { items: [segment(b, c, [alex])], next: b } : first));
    const first = { items: [segment(a, b, [kim])], next: b };
    expect((await askSegments(asking, 'aims', a, c)).map(({ from }) => from)).toEqual([a, b]);
    expect(asking.asked).toEqual([
      `/on-call/segments?team=aims&from=${a}&to=${c}`,
      `/on-call/segments?team=aims&from=${b}&to=${c}`,
    ]);
  });

  test('are a line each, with the reason why there is nobody and whether somebody has to be', () => {
    const lines = tellSegments(
      [
        segment(a, b, [kim, alex]),
        segment(b, c, [], { required: false, gap: 'Nobody is on the rota at this time.' }),
        segment(c, '2026-12-02T13:00:00.000Z', [], { gap: 'The rota names "Jo".', warnings: ['Look at it.'] }),
      ],
      chicago,
    );
    expect(lines).toEqual([
      '  Mon 30 Nov 18:00 to Tue 07:00  Kim Lee and Alex Roe',
      '  Tue 1 Dec 07:00 to 18:00       nobody, and nobody has to be: Nobody is on the rota at this time.',
      '  Tue 1 Dec 18:00 to Wed 07:00   nobody, but somebody has to be: The rota names "Jo".',
      '                                 Look at it.',
    ]);
  });

  test('are one where the same people stay, and two where nobody begins to be a gap', () => {
    const same = [segment(a, b, [kim]), segment(b, c, [kim], { required: false })];
    expect(tellSegments(same, chicago)).toEqual(['  Mon 30 Nov 18:00 to Tue 18:00  Kim Lee']);
    expect(tellSegments([segment(a, b, [], { required: false }), segment(b, c, [])], chicago)).toHaveLength(2);
  });
});

test('who comes next is told with whoever comes after the desk has been open', async () => {
  const answer = (at: string, people: (typeof kim)[], required: boolean) => ({
    team: 'aims',
    at,
    people,
    until: null,
    decidedBy: null,
    required,
    gap: null,
    warnings: [],
  });
  const day = answer('2026-12-01T13:00:00Z', [], false);
  const asking = stub((path) => ({
    team: 'aims',
    at: '2026-12-01T12:00:00Z',
    next: path.includes('at=') ? answer('2026-12-02T00:00:00Z', [kim], true) : day,
  }));
  expect(await tellNext(asking, 'aims', undefined, chicago)).toEqual([
    'aims  from Tue 1 Dec 07:00: nobody, and nobody has to be: the desk is open',
    'aims  from Tue 1 Dec 18:00: Kim Lee (+16085550111)',
  ]);
  const never = stub(() => ({ team: 'aims', at: '2026-12-01T12:00:00Z', next: null }));
  expect((await tellNext(never, 'aims', undefined, chicago)).join()).toContain('no change comes');
});

describe('a time that the rota has not been worked out for', () => {
  const gap = 'The rota has not been worked out for this time.';
  const at = '2028-06-01T15:00:00.000Z';
  const none = { team: 'aims', at, until: null, required: false, gap, warnings: [] };

  test('is told as that, whether somebody has to be on call or not', () => {
    for (const required of [false, true])
      expect(tellOnCall({ ...none, people: [], decidedBy: null, required }, chicago)).toEqual([`aims  nobody: ${gap}`]);
  });

  test('is explained as that', () => {
    const answer = { ...none, onCall: [], woken: [], notes: [], others: [] };
    expect(tellExplanation(answer, chicago)).toEqual([
      'aims, Thu 1 Jun 10:00',
      `  Nobody is on call. ${gap}`,
      '  Nobody has to be on call: the desk is open.',
    ]);
  });
});

test('the end of a duty has its year when it is more than half a year away', () => {
  const answer = { team: 'aims', at: '2026-12-02T09:00:00.000Z', until: '2028-06-01T15:00:00.000Z', warnings: [] };
  expect(
    tellOnCall({ ...answer, people: [kim], decidedBy: null, required: true, gap: null }, chicago).join(),
  ).toContain(', until Thu 1 Jun 2028 10:00');
  expect(
    tellExplanation(
      { ...answer, onCall: [{ person: kim, by: source }], required: true, gap: null, woken: [], notes: [], others: [] },
      chicago,
    ).join(),
  ).toContain(', until Thu 1 Jun 2028 10:00');
});

test('an explanation says who, by what, whom a page wakes in which order, and why nobody else', () => {
  const lines = tellExplanation(
    {
      team: 'aims',
      at: '2026-12-02T09:00:00.000Z',
      required: true,
      onCall: [{ person: kim, by: { ...source, level: 2 } }],
      until: '2026-12-02T13:00:00.000Z',
      gap: null,
      warnings: [],
      woken: [
        { afterSeconds: 0, way: 'text', person: kim, ringSeconds: null },
        { afterSeconds: 0, way: 'ring', person: kim, ringSeconds: 25 },
        { afterSeconds: 3690, way: 'ring', person: alex, ringSeconds: 20 },
      ],
      notes: [{ afterSeconds: 90, text: 'The desk is closed.' }],
      others: [{ person: alex, why: 'Level 2 counts.', by: source }],
    },
    chicago,
  );
  expect(lines).toEqual([
    'aims, Wed 2 Dec 03:00',
    '  Kim Lee (+16085550111) is on call, until Wed 2 Dec 07:00',
    '    by "Kim Lee", aims.ics line 12 (UID nights, level 2; version 0123456789ab)',
    '  Somebody has to be on call.',
    '',
    'A page that begins then tries, until somebody accepts:',
    '  at once:              text and ring Kim Lee (+16085550111), 25 s',
    '  after 1 h 1 min 30 s: ring Alex Roe (+16085550112), 20 s',
    '',
    'Passed over:',
    '  after 1 min 30 s: The desk is closed.',
    '',
    'Why not somebody else:',
    '  Alex Roe: Level 2 counts. ("Kim Lee", aims.ics line 12)',
  ]);
});

describe('the table of a check', () => {
  type Item = z.infer<typeof checkAnswer>['items'][number];
  const item = (more: Partial<Item>): Item => ({
    kind: 'gap',
    isFault: true,
    team: 'aims',
    from: '2026-12-02T00:00:00.000Z',
    to: null,
    people: [],
    file: 'aims.ics',
    line: 12,
    text: 'Nobody is on call.',
    ...more,
  });
  const check = (...items: Item[]) => ({ from: '', to: '', zone: chicago, items });

  test('has the faults first, then what only deserves a look, below the same heads, and counts them', () => {
    const hint = item({ kind: 'hint', isFault: false, team: null, from: null, line: null, text: 'That is odd.' });
    expect(tellCheck(check(hint, item({})), 90, 120)).toEqual([
      'Faults: somebody may not be woken',
      '  what    team  from             where',
      '  nobody  aims  Tue 1 Dec 18:00  aims.ics line 12  Nobody is on call.',
      '',
      'To look at',
      '  what    team  from             where',
      '  odd                            aims.ics          That is odd.',
      '',
      '1 fault, 1 to look at, next 90 days',
    ]);
    expect(tellCheck(check(), 1, 120)).toEqual(['0 faults, 0 to look at, next day']);
  });

  test('has the year of what is more than half a year away', () => {
    const far = { ...check(item({ from: '2027-12-02T00:00:00.000Z' })), from: '2026-12-02T00:00:00.000Z' };
    expect(tellCheck(far, 400, 120).join()).toContain('  aims  Wed 1 Dec 2027 18:00  ');
  });

  test('breaks its sentences between words where the terminal ends, and goes on below them', () => {
    const text = 'one two three four five six seven eight nine';
    expect(
      layTable(
        [
          ['a', text],
          ['bcd', 'ten'],
        ],
        40,
      ).flat(),
    ).toEqual(['a    one two three four five six seven', '     eight nine', 'bcd  ten']);
    expect(layTable([], 40)).toEqual([]);
  });
});
