import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { StartError } from '../src/domain/errors.ts';
import { limits } from '../src/domain/limits.ts';
import type { Log, LogFields } from '../src/domain/ports.ts';
import { randomIds } from '../src/ids.ts';
import { readFiles } from '../src/sources/readFiles.ts';
import { MovedClock } from './night/movedClock.ts';

const now = Date.UTC(2026, 10, 21, 8, 0, 0);
const directory = 'schedules/directory.yaml';
const hours = 'schedules/hours.yaml';
const aims = 'schedules/aims.ics';
const hotline = 'flows/hotline.yaml';
const page = 'flows/page.yaml';

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
const read = () => readFiles({ ...folders(), timezone: 'America/Chicago', now });

/** The sentence that stops the start, its files named without the folder of this test. */
function refusal(): string {
  try {
    read();
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return error.message.replaceAll(`${folder}/`, '');
  }
  throw new Error('nothing stopped the start');
}

/** One line for a person: it names the file and a line of it, and has an end. */
function expectSentence(text: string, file: string, line: number, words: string): void {
  expect(text).toContain(words);
  expect(text.toLowerCase()).toMatch(new RegExp(`^${file}:? line ${line}: `));
  expect(text).toMatch(/^[^\n]+\.$/);
}

type Row = [string, string, string | RegExp, string, number, string];

const wrongDirectories: Row[] = [
  [
    'a bad telephone number',
    directory,
    '"+16085550111"',
    '"12"',
    8,
    '"12" is not a telephone number; write it as +16085550111',
  ],
  [
    'a lead who is nobody',
    directory,
    'lead: pat',
    'lead: joe',
    15,
    'teams.aims.lead: "joe" is not one of the people; add them under people',
  ],
  [
    'a policy that is none',
    directory,
    'policy: standard',
    'policy: other',
    15,
    '"other" is not one of the policies; add it under policies',
  ],
  [
    'one of the leads who is nobody',
    directory,
    '[pat, robin]',
    '[pat, joe]',
    13,
    '"joe" is not one of the people; add them under people',
  ],
  [
    "a partner's team that is none",
    directory,
    'team: aims,',
    'team: other,',
    26,
    '"other" is not one of the teams; add it under teams',
  ],
  [
    'a rota outside the folder',
    directory,
    'rota: aims.ics',
    'rota: ../aims.ics',
    15,
    'must name an .ics file of the schedules folder',
  ],
  ['an entry that is missing', directory, '  queue: EAST\n', '', 4, 'desk.queue: is missing; add it'],
  [
    'a name for an id',
    directory,
    'kim: {',
    'Kim Lee: {',
    8,
    'people.Kim Lee: must be a short name of small letters, digits and hyphens',
  ],
  [
    'an entry that is misspelt',
    directory,
    'aliases:',
    'alias:',
    10,
    '"alias" is not known here; correct the name or take it out',
  ],
  ['a step for nobody', directory, 'who: lead,', 'who: boss,', 22, 'expected one of "on-call"|"lead"|"leads"'],
  [
    'a ring without an end',
    directory,
    'ringSeconds: 25',
    'ringSeconds: 500',
    20,
    'policies.standard.steps.0.ringSeconds: Too big: expected number to be <=120',
  ],
  ['bad YAML', directory, 'people:', 'people: ]', 7, 'correct the YAML here'],
  [
    'an entry that stands there twice',
    directory,
    'leads:',
    'desk: { name: x }\nleads:',
    13,
    'Map keys must be unique; correct the YAML here',
  ],
  ['nothing at all', directory, /[^]*/, '', 1, 'expected object'],
];

const wrongHours: Row[] = [
  ['a time that is none', hours, '"07:00"', '7:00', 3, 'open.mon.from: must be a time such as "07:00", in quotes'],
  ['an hour that is none', hours, '"18:00"', '"24:30"', 3, 'open.mon.to: must be a time such as "07:00", in quotes'],
  [
    'a weekday that is none',
    hours,
    'mon:',
    'monday:',
    3,
    '"monday" is not known here; correct the name or take it out',
  ],
  ['a day that is none', hours, '2026-11-26', '2026-11-31', 9, 'must be a date such as "2026-11-26", in quotes'],
  ['no words for callers', hours, /spoken: .*\n/, '', 1, 'spoken: is missing; add it'],
];

const wrongFlows: Row[] = [
  ['bad YAML', hotline, 'steps:', 'steps: [', 7, 'correct the YAML here'],
  [
    'a way to no step',
    hotline,
    'next: urgency',
    'next: nowhere',
    11,
    'steps.greetingClosed.next: "nowhere" is not one of the steps',
  ],
  [
    'a first step that is none',
    hotline,
    /^first: \w+/m,
    'first: nowhere',
    4,
    'first: "nowhere" is not one of the steps',
  ],
  ['no way for silence', hotline, /\n {4}unanswered: \w+/, '', 16, 'steps.urgency.unanswered: is missing'],
  ['a step of no kind', hotline, '    ask:', '    asks:', 16, 'is no kind of step; it needs exactly one of: say, ask'],
  [
    'a step that nothing leads to',
    hotline,
    'steps:\n',
    'steps:\n  extra:\n    end: "Good-bye."\n',
    7,
    'steps.extra: nothing leads here',
  ],
  ['a fact that is none', hotline, 'say: "', 'say: "{nobody} ', 10, '{nobody} is not a fact of this flow'],
  [
    'a key that is not said',
    hotline,
    'Press 1 for yes',
    'One for yes',
    16,
    'does not say "press 1"; or list "1" as unspoken',
  ],
  [
    'an effect that is none',
    hotline,
    'openCase: critical',
    'openCase: dire',
    23,
    'must be startPage, bringPageForward',
  ],
  ['"critical" without a page', hotline, /\n +- startPage/, '', 23, 'the same act must say startPage'],
  [
    'a step name that is none',
    page,
    'first: start',
    'first: Start Here',
    4,
    'must name a step: a small letter, then letters and digits',
  ],
];

const wrongRotas: Row[] = [
  [
    'a junk line in an event',
    aims,
    'SUMMARY:Kim Lee',
    'so and so',
    10,
    'is no iCalendar line; the event at line 4 is left out',
  ],
  [
    'a person whom the directory does not know',
    aims,
    'Kim Lee',
    'Jo Doe',
    4,
    '"Jo Doe", whom the directory does not know. Correct line 4 and on, or add the name to the directory',
  ],
  [
    'a time zone that is not known',
    aims,
    'TZID=America/Chicago',
    'TZID=US-Central',
    7,
    '"US-Central", which is not known; write a name such as America/Chicago',
  ],
  [
    'a rule that is none',
    aims,
    'FREQ=WEEKLY',
    'FREQ=HOURLY',
    9,
    'a shift repeats by DAILY, WEEKLY, MONTHLY, YEARLY, not more often',
  ],
  ['an event without an end', aims, 'DTEND', 'X-DTEND', 4, 'it has no DTEND, so it lasts no time'],
  [
    'an event whose beginning is misspelt',
    aims,
    'BEGIN:VEVENT',
    'BEGINS:VEVENT',
    11,
    'write BEGIN:VEVENT before its event',
  ],
  [
    'no events',
    aims,
    /BEGIN:VEVENT[^]*END:VEVENT\r?\n/,
    '',
    1,
    'nobody is ever on call; export it again with its events',
  ],
  ['a login page in its place', aims, /[^]*/, '<html>\n</html>', 1, 'this is no calendar. Save it as iCalendar (.ics)'],
  ['a file that is cut off', aims, /END:VCALENDAR\s*/, '', 11, 'the file is cut off. Save or fetch it again'],
];

describe.each([
  ['a directory', wrongDirectories],
  ['opening hours', wrongHours],
  ['a flow', wrongFlows],
  ['a rota', wrongRotas],
])('%s with a mistake stops the start with file, line and remedy', (_what, rows) => {
  test.each(rows)('%s', (_case, file, from, to, line, words) => {
    change(file, from, to);
    expectSentence(refusal(), file, line, words);
  });
});

test.each([directory, hours, aims, 'schedules/ds.ics', hotline, page])('%s that is missing stops the start', (file) => {
  unlinkSync(join(folder, file));
  expect(refusal()).toBe(`${file} cannot be read; put it there, or name its folder with FLOWS_DIR or SCHEDULES_DIR.`);
});

test('a file that is larger than the limit stops the start', () => {
  change(directory, 'hotline:', `#${'x'.repeat(limits.sourceBytes)}\nhotline:`);
  expect(refusal()).toBe(`${directory} is larger than ${limits.sourceBytes} bytes; make it smaller.`);
});

test('files without a mistake start, with the shipped schedules as well, and there is nothing to say about them', () => {
  expect(read().hints).toEqual([]);
  const shipped = readFiles({ flowsDir: 'flows', schedulesDir: 'schedules', timezone: 'America/Chicago', now });
  expect(shipped.hints).toEqual([]);
  expect(shipped.checked.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
    'directory directory',
    'flow hotline',
    'flow page',
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
  test.each(odd)('%s', (_case, from, to, hint) => {
    // A DTSTART is odd only where it is looked at.
    change(aims, /20260105T080000/, '20261102T080000');
    change(aims, /20260112T080000/, '20261109T080000');
    change(aims, from, to);
    expect(read().hints.map((text) => text.replaceAll(`${folder}/`, ''))).toEqual([hint]);
  });

  test('but a mistake beside it does, whichever stands first', () => {
    change(aims, 'VERSION:2.0', 'VERSION:2.0\nX-WR-TIMEZONE:Middle Earth');
    change(aims, 'SUMMARY:Kim Lee', 'SUMMARY:Jo Doe');
    expectSentence(refusal(), aims, 5, '"Jo Doe", whom the directory does not know');
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

  test('stops before it opens a database or a port when a file is wrong', async () => {
    change(directory, 'lead: pat', 'lead: joe');
    await expect(start()).rejects.toThrow(StartError);
    expect(existsSync(join(folder, 'nightdesk.sqlite'))).toBe(false);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  test('logs of a hint the place alone, for the message may name somebody', async () => {
    change(aims, 'VERSION:2.0', 'VERSION:2.0\nKim Lee was here');
    const app = await start();
    await app.stop();
    const warned = lines.filter((line) => line.startsWith('warn'));
    expect(warned).toEqual([`warn a rota has something odd in it {"place":"${join(folder, aims)} line 3"}`]);
    expect(lines.join('\n')).not.toContain('Kim');
  });
});
