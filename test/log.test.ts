import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { errorText } from '../src/domain/errorText.ts';
import { limits } from '../src/domain/limits.ts';
import { pinoLog } from '../src/log.ts';
import { webhook } from './apiRules.ts';
import { databases } from './databases.ts';
import { type LogLine, Night } from './night/night.ts';
import { leavesMessage, saysCritical, takesAndCallsLater } from './night/sayings.ts';

let night: Night;

/** What is said and written in this night, and must stay out of the log. */
const spoken = ['This is Ann of Botany. The computer bot12 is dead.', 'ok, I am on my way', 'Botany is up again.'];
const [problem = '', reply = '', reason = ''] = spoken;

/** A refused text, a lost answer, words instead of a code, a "not me", an acceptance. */
async function pagesTwoPeople(): Promise<void> {
  const [caller, kim, pat] = [night.phone('caller'), night.phone('kim'), night.phone('pat')];
  night.exchange.faults.refuseTexts(pat.phone.number, 21610);
  night.exchange.faults.failRest(({ path }) => /Calls\.json$/.test(path), 'answerLost', { times: 1 });
  await saysCritical(caller);
  await leavesMessage(night, caller, problem);
  await caller.hangsUp();
  await kim.getsText(/CS0000001/);
  await kim.rings();
  await kim.texts(reply);
  await kim.getsText(/Not accepted yet/);
  await kim.answers();
  await kim.hears(/2 to pass/);
  await kim.presses('2');
  await takesAndCallsLater(pat);
  await kim.isHungUp();
  await kim.getsText(/taken by Pat Moss/);
}

/** The database fails with words of people in its error; the lifeline serves a call, whose page a human closes. */
async function isServedByLifeline(): Promise<void> {
  const [caller, kim, sam] = [night.phone('caller'), night.phone('kim'), night.phone('sam')];
  night.names(/alarm: (a call was served by|taking over what) the lifeline/);
  night.names(/alarm: news of the carrier could not be kept/);
  night.exchange.faults.tolerate(({ url }) => /status/.test(url));
  const { store } = night.app.context;
  const { transact } = store;
  store.transact = () => Promise.reject(new Error(`the value "${problem}" of +16085550142 (608-555-0142) is too long`));
  await caller.dials();
  await kim.rings();
  await sam.rings();
  await caller.hangsUp();
  store.transact = transact;
  night.app.context.wake();
  await night.passes(limits.lifelineSettleSeconds + 10);
  const running = (await night.pages()).filter(({ page }) => page.state === 'running');
  for (const { page } of running) await night.api(`/pages/${page.id}/close`, { by: 'Pat Moss', reason });
  await kim.getsText(/CS0000002: closed/);
  kim.namesRings();
  kim.namesTexts();
  await webhook(night, '/voice/legs/608-555-0142/turns/1', {}, 'no signature').expect(403);
}

/** A line must name what it is about: one of these ids, by the words of its message. */
const idsByWord: [RegExp, string[]][] = [
  [/\battempt\b/, ['attempt']],
  [/\bpage\b/, ['page']],
  [/\bcase\b/, ['case']],
  [/\b(call|phone|hold|leg)\b/, ['leg', 'call']],
];

function nameless({ message, fields }: LogLine): string[] {
  const missing = idsByWord.filter(([word, ids]) => word.test(message) && !ids.some((id) => fields[id]));
  return missing.map(([, ids]) => `${message} ${JSON.stringify(fields)} has no ${ids.join(' or ')}`);
}

/** Names, departments and numbers of the directory and of this night, in every shape; words that were said or written. */
function personalWords(): RegExp[] {
  const directory = readFileSync('test/night/schedules/directory.yaml', 'utf8');
  const { people, partners } = parse(directory) as {
    people: Record<string, { name: string }>;
    partners: { department: string }[];
  };
  const names = Object.entries(people).flatMap(([id, { name }]) => [id, ...name.split(' ')]);
  const words = [...names, ...partners.map(({ department }) => department), 'Ann', 'bot12'];
  const texts = Object.values(night.phones).flatMap(({ phone }) => phone.texts.map(({ body }) => body));
  return [
    ...words.map((word) => new RegExp(`\\b${word}\\b`, 'i')),
    ...[...spoken, ...texts].map((text) => new RegExp(text.replace(/\W+/g, '\\W+'))),
    /555\W?\d{4}/,
    /608\W{0,2}555/,
  ];
}

describe.each(databases)('the log of a night on %s', (kind) => {
  afterEach(() => night.close());

  test('names what each line is about by the same ids, and no person, number or words of people', async () => {
    night = await Night.begin(kind);
    await pagesTwoPeople();
    const [{ page } = { page: { id: '' } }] = await night.pages();
    const legOfCall = (await night.calls())[0] as { leg: string; sid: string } | undefined;
    await isServedByLifeline();
    await night.ends();
    expect(night.lines.flatMap(nameless)).toEqual([]);
    const personal = personalWords();
    const written = night.lines.map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`);
    expect(written.filter((line) => personal.some((word) => word.test(line)))).toEqual([]);
    const leg = { leg: legOfCall?.leg, call: legOfCall?.sid, case: 'CS0000001' };
    const ofPage = { page: page.id, case: 'CS0000001' };
    const attempt = { ...ofPage, attempt: expect.stringMatching(/^out_/) };
    const ring = { ...attempt, kind: 'ring', leg: expect.stringMatching(/^ring_/) };
    const happenings: [string, object][] = [
      ['a call was answered', leg],
      ['a case was opened', { ...leg, urgency: 'critical' }],
      ['a page was opened', { ...ofPage, leg: leg.leg }],
      ['a page moved', { ...ofPage, how: 'broughtForward', state: 'waiting' }],
      ['a page moved', { ...ofPage, how: 'due', state: 'running', step: 1 }],
      ['a call has ended', { ...leg, outcome: 'paged with case' }],
      ['an attempt was sent', { ...attempt, kind: 'text', purpose: 'page', try: 1 }],
      ['an attempt has an unknown outcome; the carrier is asked', ring],
      ['an unknown attempt was found at the carrier', ring],
      ['a phone that we rang was answered', { page: page.id, leg: expect.stringMatching(/^ring_/) }],
      ['a page was passed by somebody', { ...ofPage, how: 'by key' }],
      ['an attempt was refused', { ...attempt, kind: 'text', code: 21610 }],
      ['a case was accepted', { ...ofPage, how: 'by key' }],
      ['a page is over', { ...ofPage, how: 'casesTaken', state: 'accepted' }],
      ['an attempt has ended', { ...ring, outcome: 'accepted' }],
      ['alarm: a call was served by the lifeline', { call: expect.stringMatching(/^CA/), path: '/voice' }],
      ['a call that the lifeline served was taken over', { case: 'CS0000002' }],
      ['a case was closed', { case: 'CS0000002' }],
      ['a request without a valid signature was refused', { path: '/voice/legs/…/turns/1' }],
    ];
    const has = ([message, fields]: [string, object]) =>
      night.lines.some(
        (line) => line.message === message && expect.objectContaining(fields).asymmetricMatch(line.fields),
      );
    expect(happenings.filter((one) => !has(one))).toEqual([]);
  });
});

describe('a line of the log', () => {
  const write = (level: string) => {
    const lines: string[] = [];
    const log = pinoLog(level, { write: (line) => void lines.push(line) });
    log.info('a page moved', { page: 'page_1', case: undefined });
    log.warn('an attempt was refused', { attempt: 'out_1' });
    log.error('alarm: the carrier does not answer');
    return lines.map((line): Record<string, unknown> => JSON.parse(line));
  };

  test('is JSON with its level, time, ids and words, and nothing of the machine', () => {
    const [first] = write('info');
    expect(first).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      page: 'page_1',
      msg: 'a page moved',
    });
  });

  test.each([
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ])('is written from LOG_LEVEL=%s on', (level, count) => {
    expect(write(level)).toHaveLength(count);
  });
});

describe('an error in a line of the log', () => {
  const coded = (message: string, code: unknown) => Object.assign(new Error(message), { code });
  const long = `insert into legs (${'a, '.repeat(300)}) - NOT NULL constraint failed: legs.flow`;
  test.each([
    [
      'keeps names of tables',
      coded('duplicate key in "legs_call_sid"', '23505'),
      'Error 23505: duplicate key in "legs_call_sid"',
    ],
    [
      'loses quoted values',
      coded('invalid input syntax for type bigint: "Ann"', '22P02'),
      'Error 22P02: invalid input syntax for type bigint: "…"',
    ],
    [
      'loses numbers',
      coded("The 'To' number +16085550142 (608) 555-0142 6085550142", 21211),
      'Error 21211: The "…" number … … …',
    ],
    [
      'loses what was parsed',
      new SyntaxError('Unexpected token \'T\', "This is Ann" is not valid JSON'),
      'SyntaxError: Unexpected token "…", "…" is not valid JSON',
    ],
    [
      'keeps the code of one without a message',
      Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }),
      'AggregateError ECONNREFUSED: ',
    ],
    ['keeps both ends of a long one', new Error(long), /^Error: insert into legs .* … .*failed: legs\.flow$/],
    ['that is none says only what it is', { name: 'Ann' }, 'a object'],
    ['may be a text', 'no answer from "Kim"', 'no answer from "…"'],
  ])('%s', (_what, error, text) => {
    expect(errorText(error)).toEqual(typeof text === 'string' ? text : expect.stringMatching(text));
    expect(errorText(error).length).toBeLessThanOrEqual(limits.loggedCharacters + 3);
  });
});
