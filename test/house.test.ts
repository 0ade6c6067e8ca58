import { describe, expect, test } from 'vitest';
import { consoleLimits } from '../src/domain/consoleLimits.ts';
import { flowLimits } from '../src/domain/flowLimits.ts';
import { keepingLimits } from '../src/domain/keepingLimits.ts';
import { limits } from '../src/domain/limits.ts';
import { signInLimits } from '../src/domain/signInLimits.ts';
import {
  filesBelow,
  functionsOf,
  importsOf,
  packageOf,
  placesOf,
  roomOf,
  type SourceFile,
  sourceFile,
} from './houseRules.ts';

interface Room {
  /** What it may import of ours: a room, or a folder of one. */
  ours: readonly string[];
  packages: readonly string[];
}

/** Who may know whom. Types count: a room that names another's types cannot be built without it. */
const rooms: Readonly<Record<string, Room>> = {
  domain: { ours: [], packages: ['zod', 'libphonenumber-js'] },
  flow: { ours: ['domain'], packages: ['zod'] },
  paging: { ours: ['domain'], packages: ['zod', 'sms-segments-calculator'] },
  oncall: { ours: ['domain'], packages: ['ical.js', 'rrule-temporal', 'temporal-polyfill'] },
  store: { ours: ['domain'], packages: ['knex', 'sqlite3', 'zod', 'node:fs', 'node:path'] },
  carrier: { ours: ['domain'], packages: ['twilio', 'node:buffer'] },
  sources: {
    ours: ['domain', 'flow', 'oncall', 'store'],
    packages: ['yaml', 'zod', 'node:crypto', 'node:fs', 'node:path', 'node:worker_threads'],
  },
  keeping: {
    ours: ['domain', 'store'],
    packages: ['zod', 'node:crypto', 'node:fs', 'node:path', 'node:stream', 'node:zlib'],
  },
  actions: { ours: ['domain', 'flow', 'paging', 'oncall', 'store'], packages: [] },
  dispatch: { ours: ['domain', 'store', 'actions', 'paging'], packages: [] },
  http: {
    ours: ['domain', 'actions', 'store/read'],
    packages: [
      'express',
      'express-rate-limit',
      'helmet',
      'prom-client',
      'zod',
      'node:crypto',
      'node:http',
      'node:path',
      'node:url',
      'node:zlib',
    ],
  },
  identity: { ours: ['domain'], packages: ['@azure/msal-node', 'zod', 'node:crypto'] },
  exchange: {
    ours: [],
    packages: ['express', '@xmldom/xmldom', 'node:crypto', 'node:http', 'node:https', 'node:net'],
  },
  cli: {
    // A command asks the service of this folder's settings.
    ours: ['domain', 'config'],
    packages: ['zod', 'echarts', 'temporal-polyfill', 'node:fs', 'node:path', 'node:readline', 'node:util'],
  },
  console: {
    ours: ['domain'],
    packages: [
      '@dagrejs/dagre',
      '@fullcalendar/react',
      '@tanstack/react-query',
      'echarts',
      'react',
      'react-aria-components',
      'react-dom',
      'temporal-polyfill',
      'wouter',
      'zod',
    ],
  },
  outside: {
    ours: ['domain', 'config', 'store'],
    packages: ['zod', 'node:buffer', 'node:crypto', 'node:dns', 'node:fs', 'node:net', 'node:path'],
  },
  config: { ours: ['domain'], packages: ['zod', 'node:fs'] },
  clock: { ours: ['domain'], packages: [] },
  sayStartFault: { ours: ['domain'], packages: [] },
  ids: { ours: ['domain'], packages: ['node:crypto'] },
  log: { ours: ['domain'], packages: ['pino'] },
};

/** The composition root, and the processes: they know everything, and nothing knows them. */
const roots = ['app', 'main', 'demo', 'flows', 'doctor', 'number', 'backup', 'restore'];

const source = filesBelow('src');
const imports = source.flatMap(importsOf);
const isIn = (path: string, place: string) => path.startsWith(`src/${place}/`) || path === `src/${place}.ts`;

test('the scan sees the source: its files, imports and functions', () => {
  expect(source.length).toBeGreaterThan(150);
  expect(imports.length).toBeGreaterThan(source.length);
  expect(source.flatMap(functionsOf).length).toBeGreaterThan(500);
  const written = source.reduce((sum, { text }) => sum + (text.match(/ from '[^']+';$/gm)?.length ?? 0), 0);
  expect(imports.length).toBeGreaterThanOrEqual(written);
});

describe('the rooms', () => {
  test('are all in the table', () => {
    expect([...new Set(source.map(({ path }) => roomOf(path)))].sort()).toEqual(
      [...Object.keys(rooms), ...roots].sort(),
    );
  });

  test.each(Object.entries(rooms))('%s imports of ours only what its room may', (room, { ours }) => {
    const wrong = imports
      .filter((one) => one.ours && roomOf(one.file) === room)
      .filter(({ to }) => roomOf(to) !== room && !ours.some((place) => isIn(to, place)));
    expect(wrong.map(({ file, line, to }) => `${file}:${line} imports ${to}`)).toEqual([]);
  });

  test.each(Object.entries(rooms))('%s uses only the packages of its room', (room, { packages }) => {
    const wrong = imports
      .filter((one) => !one.ours && roomOf(one.file) === room)
      .filter(({ to }) => !packages.includes(packageOf(to)));
    expect(wrong.map(({ file, line, to }) => `${file}:${line} imports ${to}`)).toEqual([]);
  });

  test('none imports the composition root or the process, save the process the root', () => {
    const wrong = imports.filter(({ ours, to }) => ours && roots.includes(roomOf(to)));
    expect(wrong.map(({ file, to }) => `${file} imports ${to}`)).toEqual([
      'src/demo.ts imports src/app.ts',
      'src/main.ts imports src/app.ts',
    ]);
  });

  test('meet a carrier only through its port, save the roots, which make one', () => {
    const wrong = imports.filter(({ file, to }) => isIn(to, 'carrier') && roomOf(file) !== 'carrier');
    expect([...new Set(wrong.map(({ file }) => file))]).toEqual(['src/app.ts', 'src/doctor.ts', 'src/number.ts']);
    // The room that decides cannot send: an action sees no more of the port than how news is read.
    expect(
      placesOf(
        source.filter(({ path }) => isIn(path, 'actions')),
        /\.(placeCall|sendText|cancelCall)\b/,
      ),
    ).toEqual([]);
  });

  test('that are pure use nothing of the machine', () => {
    const pure = source.filter(({ path }) => ['domain', 'flow', 'paging', 'oncall'].includes(roomOf(path)));
    expect(placesOf(pure, /\b(process|console|globalThis)\.|\bfetch\(|\basync\b|\bawait\b/)).toEqual([]);
  });

  test('import files by their whole name', () => {
    expect(
      imports.filter(({ ours, to }) => ours && !/\.(tsx?|json|css)$/.test(to)).map(({ file, to }) => `${file}: ${to}`),
    ).toEqual([]);
  });
});

describe('time, chance, timers and the environment have one file each', () => {
  test.each([
    [
      'the time',
      /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)|\bTemporal\.Now\b|\bperformance\b|\bhrtime\b/,
      // In the browser there is another one.
      ['src/clock.ts', 'src/console/ticking.ts'],
    ],
    [
      'timers',
      /\b(setTimeout|setInterval|setImmediate|scheduler)\b|\bAbortSignal\.timeout\b/,
      ['src/clock.ts', 'src/console/ticking.ts'],
    ],
    ['chance', /\bMath\.random\b|\b(randomBytes|randomInt|randomUUID|getRandomValues)\b/, ['src/ids.ts']],
    ['the environment', /\bprocess\.(env|loadEnvFile)\b/, ['src/config.ts']],
  ])('%s', (_what, words, where) => {
    const found = new Set(placesOf(source, words).map((place) => place.split(':')[0]));
    expect([...found]).toEqual(where);
  });

  test('no package brings them in by another way', () => {
    const ways = ['node:timers', 'node:perf_hooks'];
    expect(imports.filter(({ to }) => ways.includes(packageOf(to))).map(({ file }) => file)).toEqual([]);
  });
});

test('SQL is written in the store and nowhere else', () => {
  const words = /\b(SELECT\b.+\bFROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE|PRAGMA)\b|\bsqlOf\(/;
  const places = source.filter(({ text }) => words.test(text)).map(({ path }) => path);
  expect(places.length).toBeGreaterThan(0);
  expect(places.filter((path) => !isIn(path, 'store'))).toEqual([]);
});

test.each([
  ['limits', limits],
  ['consoleLimits', consoleLimits],
  ['keepingLimits', keepingLimits],
  ['signInLimits', signInLimits],
  ['flowLimits', flowLimits],
])('every one of the %s is used', (of, all) => {
  const named = new RegExp(`\\b${of}\\.(\\w+)`, 'g');
  const inTemplate = new RegExp(`\\$\\{${of}\\.(\\w+)`, 'g');
  const used = new Set(source.flatMap(({ code }) => [...code.matchAll(named)].map(([, name]) => name)));
  // A template is emptied for the scan, so its text is read as well.
  for (const { text } of source) for (const [, name] of text.matchAll(inTemplate)) used.add(name);
  expect(Object.keys(all).filter((name) => !used.has(name))).toEqual([]);
});

describe('the code', () => {
  test('has no any, and silences no checker', () => {
    expect(placesOf(source, /(?<![.\w])any\b(?!\()|\b(z|Promise)\.any\(/)).toEqual([]);
    const silencers = /@ts-(ignore|expect-error|nocheck)|biome-ignore|eslint-disable/;
    expect(source.filter(({ text }) => silencers.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('exports by name, each thing from the file it is written in', () => {
    expect(placesOf(source, /^export default\b|\bas default\b|^export (type )?(\*|\{)/)).toEqual([]);
  });

  test('has files of at most 300 lines', () => {
    const long = source.filter(({ text }) => text.trimEnd().split('\n').length > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('has functions of at most 70 lines', () => {
    const long = source.flatMap(functionsOf).filter(({ lines }) => lines > 70);
    expect(long.map(({ place, lines }) => `${place} has ${lines} lines`)).toEqual([]);
  });
});

describe('the scan itself', () => {
  const scan = (...lines: string[]): SourceFile => sourceFile('src/http/a.ts', lines.join('\n'));
  const body = Array<string>(69).fill('  work();');

  test.each([
    ['a function', ['function a(b: string): void {', ...body, '}']],
    ['an exported async generator', ['export async function* a(): AsyncGenerator<string> {', ...body, '}']],
    ['an arrow', ['const a = async (b: string) => {', ...body, '};']],
    ['a method', ['  async #a<T>(b: T): Promise<T> {', ...body.map((line) => `  ${line}`), '  }']],
    ['a constructor', ['  constructor(b: string) {', ...body.map((line) => `  ${line}`), '  }']],
    ['a list of parameters on lines of its own', ['function a(', '  b: string,', '): void {', ...body.slice(2), '}']],
    ['a parameter taken apart on lines of its own', ['function a({', '  b,', '}: B): void {', ...body.slice(2), '}']],
  ])('counts the lines of %s', (_what, lines) => {
    expect(functionsOf(scan(...lines)).map((one) => one.lines)).toEqual([71]);
  });

  test('does not take a condition, a class or an object for a function', () => {
    const lines = [
      'class A {',
      '  b = {',
      '    c: 1,',
      '  };',
      '}',
      'if (a(b)) {',
      '  work();',
      '} else if (c()) {',
      '}',
    ];
    expect(functionsOf(scan(...lines))).toEqual([]);
  });

  test('finds every way to import', () => {
    const found = importsOf(
      scan(
        "import '../a.ts';",
        "import type { B } from '../domain/b.ts';",
        'import {',
        '  c,',
        "} from './c.ts';",
        "export * from 'd/sub';",
        "const e = await import('@scope/e/sub');",
        "const text = 'from ./f.ts';",
      ),
    );
    expect(found.map(({ line, to, ours }) => [line, ours ? roomOf(to) : packageOf(to)])).toEqual([
      [1, 'a'],
      [2, 'domain'],
      [5, 'http'],
      [6, 'd'],
      [7, '@scope/e'],
    ]);
  });

  test('looks at code, not at comments and strings', () => {
    const file = scan('// process.env', "const a = 'process.env';", '/* any', ' any */ const b = process.env;');
    expect(placesOf([file], /process\.env|any/)).toEqual(['src/http/a.ts:4']);
  });
});
