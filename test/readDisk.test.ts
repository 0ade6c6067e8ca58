import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDisk } from '../src/sources/readDisk.ts';
import { strictSources } from '../src/sources/strictSources.ts';
import { buildHere } from './rotaText.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-disk-'));
  cpSync('flows', join(folder, 'flows'), { recursive: true });
  cpSync('test/night/schedules', join(folder, 'schedules'), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Saves a file in another way. */
function saved(file: string, as: (text: string) => Uint8Array): string {
  const text = readFileSync(join(folder, file), 'utf8');
  writeFileSync(join(folder, file), as(text));
  return text;
}

const folders = () => ({ flowsDir: join(folder, 'flows'), schedulesDir: join(folder, 'schedules') });
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');
const latin = (text: string) => Buffer.from(text, 'latin1');
const read = () =>
  strictSources(readDisk(folders()), buildHere, {
    ...folders(),
    timezone: 'America/Chicago',
    allowedCountries: ['US'],
    now: Date.UTC(2026, 10, 21, 8, 0, 0),
  });

test('rotas and holidays in UTF-16 are kept as the text that they are, and read', async () => {
  const texts = ['schedules/aims.ics', 'schedules/holidays.ics'].map((file) => saved(file, utf16));
  const { sources, hints } = await read();
  const kept = ['aims.ics', 'holidays.ics'].map((name) => sources.checked.find((one) => one.name === name)?.text);
  expect(kept).toEqual(texts);
  expect(hints).toEqual([]);
});

test('a rota and holidays in Windows-1252 are read, and the line is named', async () => {
  saved('schedules/aims.ics', (text) => latin(text.replace('//test//', '//Büro//')));
  saved('schedules/holidays.ics', (text) => latin(text.replace('BEGIN:VEVENT', 'BEGIN:VEVENT\nSUMMARY:Noël')));
  expect((await read()).hints.map((hint) => hint.replace(`${folder}/schedules/`, ''))).toEqual([
    expect.stringMatching(/^holidays\.ics line \d+: Line \d+ is not in UTF-8, and read as Windows-1252/),
    expect.stringMatching(/^aims\.ics line 3: Line 3 is not in UTF-8, and read as Windows-1252/),
  ]);
});

test('a calendar that is saved anew in another coding is read anew', () => {
  const disk = readDisk(folders());
  const text = saved('schedules/aims.ics', (words) => utf16(words.replace('Kim', 'Zoë')));
  expect(disk('rota', 'aims.ics').text).toBe(text.replace('Kim', 'Zoë'));
  saved('schedules/aims.ics', () => utf16(text.replace('Kim', 'Eva')));
  expect(disk('rota', 'aims.ics').text).toBe(text.replace('Kim', 'Eva'));
  saved('schedules/aims.ics', () => Buffer.from(text));
  expect(disk('rota', 'aims.ics').text).toBe(text);
});

test('a byte order mark before YAML belongs to no text, and no text has U+0000', async () => {
  const files = ['schedules/directory.yaml', 'schedules/hours.yaml', 'flows/hotline.yaml', 'flows/page.yaml'];
  const texts = files.map((file) => saved(file, (text) => Buffer.from(`\uFEFF${text}# \0 \n`)));
  saved('schedules/ds.ics', (text) => Buffer.from(text.replace('SUMMARY', 'X-ODD:\0\nSUMMARY')));
  const { checked } = (await read()).sources;
  for (const text of texts) expect(checked.map((one) => one.text)).toContain(`${text}#  \n`);
  for (const { text } of checked) expect(text).not.toContain('\0');
});
