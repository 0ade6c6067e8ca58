import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { readyAnswer } from '../src/domain/api.ts';
import { StartError } from '../src/domain/errors.ts';
import { flowNames } from '../src/domain/facts.ts';
import { limits } from '../src/domain/limits.ts';
import type { Log, LogFields } from '../src/domain/ports.ts';
import { randomIds } from '../src/ids.ts';
import { readDisk } from '../src/sources/readDisk.ts';
import { strictSources } from '../src/sources/strictSources.ts';
import { MovedClock } from './night/movedClock.ts';
import { buildHere } from './rotaText.ts';
import {
  aims,
  directory,
  holidays,
  hotline,
  hours,
  page,
  wrongDirectories,
  wrongFlows,
  wrongHours,
  wrongRotas,
} from './startRules.ts';

const now = Date.UTC(2026, 10, 21, 8, 0, 0);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-start-'));
  cpSync('flows', join(folder, 'flows'), { recursive: true });
  cpSync('test/night/schedules', join(folder, 'schedules'), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Changes the first place of a file that fits; a test must not pass because nothing was changed. */
function change(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, changed);
}

const folders = () => ({ flowsDir: join(folder, 'flows'), schedulesDir: join(folder, 'schedules') });
const readFrom = (dirs: { flowsDir: string; schedulesDir: string }) =>
  strictSources(readDisk(dirs), buildHere, {
    ...dirs,
    timezone: 'America/Chicago',
    allowedCountries: ['US'],
    now,
  });
const read = () => readFrom(folders());

/** The sentence that stops the start, its files named without the folder of this test. */
async function refusal(): Promise<string> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.message.replaceAll(`${folder}/`, '');
  }
  throw new Error('nothing stopped the start');
}

/** One line for a person: it names the file and a line of it, and has an end. */
function expectSentence(text: string, file: string, place: number | string, words: string): void {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  const line = typeof place === 'number' ? place : lines.findIndex((one) => one.includes(place)) + 1;
  expect(text).toContain(words);
  expect(text.startsWith(`${file} line ${line}: `), text).toBe(true);
  expect(text).toMatch(/^[^\n]+\.$/);
}

describe.each([
  ['a directory', wrongDirectories],
  ['opening hours', wrongHours],
  ['a flow', wrongFlows],
  ['a rota', wrongRotas],
])('%s with a mistake stops the start with file, line and remedy', (_what, rows) => {
  test.each(rows)('%s', async (_case, file, from, to, place, words) => {
    change(file, from, to);
    expectSentence(await refusal(), file, place, words);
  });
});

test.each([directory, hours, holidays, aims, 'schedules/ds.ics', hotline, page])(
  '%s that is missing stops the start',
  async (file) => {
    unlinkSync(join(folder, file));
    expect(await refusal()).toBe(
      `${file} cannot be read; put it there, or name its folder with FLOWS_DIR or SCHEDULES_DIR.`,
    );
  },
);

test('a flow may choose every team of the directory, and no other', async () => {
  change(directory, 'teams:', 'teams:\n  lab: { name: Lab, rota: ds.ics, lead: pat, policy: standard }');
  change(hotline, 'chooseTeam: aims', 'chooseTeam: lab');
  expect((await read()).sources.directory.teams).toHaveProperty('lab');
  change(directory, '  ds: {', '  legacy: {');
  change(directory, 'team: ds', 'team: legacy');
  const remedy = 'choose lab, aims, legacy or both, or add it under teams in directory.yaml';
  expectSentence(await refusal(), hotline, 'chooseTeam: ds', `"ds" is not a team of the directory; ${remedy}`);
  change(hotline, 'chooseTeam: ds', 'chooseTeam: unknown');
  expectSentence(await refusal(), hotline, 'chooseTeam: unknown', '"unknown" is not a team of the directory');
});

test('a file that is larger than the limit stops the start', async () => {
  change(directory, 'hotline:', `#${'x'.repeat(limits.sourceBytes)}\nhotline:`);
  expect(await refusal()).toBe(`${directory} is larger than ${limits.sourceBytes} bytes; make it smaller.`);
});

test('files without a mistake start, with the shipped schedules as well, and there is nothing to say about them', async () => {
  expect((await read()).hints).toEqual([]);
  const shipped = await readFrom({ flowsDir: 'flows', schedulesDir: 'schedules' });
  expect(shipped.hints).toEqual([]);
  expect(shipped.sources.checked.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
    'directory directory',
    ...flowNames.map((name) => `flow ${name}`).sort(),
    'hours holidays.ics',
    'hours hours',
    'rota aims.ics',
    'rota ds.ics',
  ]);
});

describe('what loses nobody their shift is a hint and does not stop the start', () => {
  const odd: [string, string | RegExp, string, string][] = [
    [
      'an EXDATE that meets no shift',
      'RRULE',
      'EXDATE;TZID=America/Chicago:20261121T080000\nRRULE',
      `${aims} line 4: The event at line 4 has EXDATE 2026-11-21 08:00 (America/Chicago), when no shift of its series starts; correct the date and hour.`,
    ],
    [
      'a DTSTART off its rule',
      'FREQ=WEEKLY',
      'FREQ=WEEKLY;BYDAY=TU;UNTIL=20270101',
      `${aims} line 4: The event at line 4 has a DTSTART that its RRULE does not lead to; that shift is counted, too. Begin on a day of the rule.`,
    ],
    [
      'an X-WR-TIMEZONE that is not known',
      'VERSION:2.0',
      'VERSION:2.0\nX-WR-TIMEZONE:Middle Earth',
      `${aims} line 1: The calendar's X-WR-TIMEZONE "Middle Earth" is not known; America/Chicago is used for times without a zone.`,
    ],
    [
      'a strange line between events',
      'VERSION:2.0',
      'VERSION:2.0\nKim Lee was here',
      `${aims} line 3: Line 3 ("Kim Lee was here") is no iCalendar line; it is ignored.`,
    ],
  ];
  test.each(odd)('%s', async (_case, from, to, hint) => {
    // A DTSTART is odd only where it is looked at.
    change(aims, /20260105T080000/, '20261102T080000');
    change(aims, /20260112T080000/, '20261109T080000');
    change(aims, from, to);
    expect((await read()).hints.map((text) => text.replaceAll(`${folder}/`, ''))).toEqual([hint]);
  });

  test('but a mistake beside it does, whichever stands first', async () => {
    change(aims, 'VERSION:2.0', 'VERSION:2.0\nX-WR-TIMEZONE:Middle Earth');
    change(aims, 'SUMMARY:Kim Lee', 'SUMMARY:Jo Doe');
    expectSentence(await refusal(), aims, 5, '"Jo Doe", whom the directory does not know');
  });
});

describe('the program', () => {
  const settings = () =>
    readConfig({
      PORT: '0',
      EXCHANGE_PORT: '0',
      CARRIER: 'exchange',
      FLOWS_DIR: folders().flowsDir,
      SCHEDULES_DIR: folders().schedulesDir,
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: `sqlite:${join(folder, 'nightdesk.sqlite')}`,
    });
  const lines: string[] = [];
  const keep = (level: string) => (message: string, fields?: LogFields) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`);
  const log: Log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
  const start = () => startApp({ config: settings(), clock: new MovedClock(now), ids: randomIds(), log });

  beforeEach(() => {
    lines.length = 0;
  });

  test('stops when a file is wrong and nothing has ever been in force', async () => {
    change(directory, 'lead: pat', 'lead: joe');
    await expect(start()).rejects.toThrow(StartError);
    // The same folder starts as soon as the file is right.
    change(directory, 'lead: joe', 'lead: pat');
    await (await start()).stop();
  });

  test('runs on its local exchange without an account, and says that no real phone will ring', async () => {
    const app = await start();
    await app.settled();
    const { status, body } = await request(app.url).get('/readyz');
    await app.stop();
    expect([status, readyAnswer.parse(body)]).toMatchObject([
      200,
      { carrier: 'exchange', note: 'Local exchange: no real phone will ring.', hotline: '+16085550100' },
    ]);
    expect(body.exchange).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('leaves the calls that the lifeline kept of real telephones where they are, and says so', async () => {
    const file = join(settings().dataDir, 'lifeline.jsonl');
    const call = { at: now - 3_600_000, callSid: `CA${'1'.repeat(32)}`, account: '', from: '', recording: null };
    const kept = `${JSON.stringify({ ...call, screened: false })}\n`;
    mkdirSync(settings().dataDir, { recursive: true });
    writeFileSync(file, kept);
    const app = await start();
    await app.settled();
    await app.stop();
    expect(readFileSync(file, 'utf8')).toBe(kept);
    expect(
      lines.filter((line) => /^warn calls that the lifeline kept of real telephones are left/.test(line)),
    ).toHaveLength(1);
    rmSync(file);
  });

  test('logs of a hint the place alone, for the message may name somebody', async () => {
    change(aims, 'VERSION:2.0', 'VERSION:2.0\nKim Lee was here');
    const app = await start();
    await app.stop();
    const warned = lines.filter((line) => line.startsWith('warn'));
    expect(warned).toEqual([`warn a rota has something odd in it {"place":"${join(folder, aims)} line 3"}`]);
    expect(lines.join('\n')).not.toContain('Kim');
  });

  describe('keeps a token for its API', () => {
    const file = () => join(folder, 'data', 'admin-token');
    const token = async () => {
      const app = await start();
      await app.stop();
      return app.adminToken;
    };

    test('which its owner alone may read, and which stays the same', async () => {
      const first = await token();
      expect(first).toMatch(/^[\w-]{43}$/);
      expect(statSync(file()).mode & 0o777).toBe(0o600);
      expect(await token()).toBe(first);
    });

    test.each(['', '\n', 'short\n'])('and makes it anew when the file holds %j', async (text) => {
      mkdirSync(join(folder, 'data'));
      writeFileSync(file(), text, { mode: 0o644 });
      const made = await token();
      expect(made).toMatch(/^[\w-]{43}$/);
      expect(readFileSync(file(), 'utf8')).toBe(`${made}\n`);
      expect(statSync(file()).mode & 0o777).toBe(0o600);
    });

    test('and does not start when it cannot be read', async () => {
      mkdirSync(file(), { recursive: true });
      await expect(start()).rejects.toThrow(`${file()} cannot be read; let its owner run this program`);
    });
  });

  test.each([
    ['that nobody runs', () => 'postgres://night:s3cret@127.0.0.1:9/desk', 'ECONNREFUSED'],
    ['that cannot be a file', () => `sqlite:${folder}/schedules/hours.yaml/x.sqlite`, '(ENOTDIR|EEXIST)'],
    ['that is a folder', () => `sqlite:${folder}`, 'SQLITE_CANTOPEN'],
  ])('does not start on a database %s, and says so without the password', async (_case, url, why) => {
    const config = { ...settings(), databaseUrl: url() };
    const failed: unknown = await startApp({ config, clock: new MovedClock(now), ids: randomIds(), log }).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(StartError);
    expect((failed as StartError).message).toMatch(
      new RegExp(
        `^DATABASE_URL names a database that cannot be opened \\(${why}\\); start it, or correct the address, user and password\\.$`,
      ),
    );
    expect(lines.join('\n')).not.toContain('s3cret');
  });
});
