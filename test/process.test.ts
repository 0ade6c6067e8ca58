import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-process-'));
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The service as npm start runs it, on any free ports. Resolves with its output when it runs, or has ended. */
async function start(): Promise<{ child: ChildProcess; output: () => string; ended: () => boolean }> {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    EXCHANGE_PORT: '0',
    DATA_DIR: folder,
    DATABASE_URL: `sqlite:${join(folder, 'n.sqlite')}`,
  };
  const child = spawn(process.execPath, ['dist/main.js'], { env });
  started.push(child);
  let text = '';
  let code: number | null = null;
  child.once('exit', (exit) => {
    code = exit ?? -1;
  });
  const runs = new Promise<void>((resolve) => {
    const take = (part: Buffer) => {
      text += part.toString();
      if (text.includes('Nightdesk is running') || text.includes('did not start')) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
  });
  await Promise.race([runs, once(child, 'exit')]);
  return { child, output: () => text, ended: () => code !== null };
}

/** What a command of the service's folder says, on either output. */
async function say(command: 'case' | 'rota' | 'link', url: string): Promise<string> {
  const child = spawn(process.execPath, [`dist/cli/${command}.js`, '--url', url, '--data', folder]);
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
  await once(child, 'close');
  return text;
}

test('a second process on the same SQLite file is refused with a sentence, and SIGKILL frees the file', async () => {
  const first = await start();
  expect(first.output()).toMatch(/Nightdesk is running/);
  const second = await start();
  expect(second.output()).toMatch(
    /^Nightdesk did not start\. Another Nightdesk is running on .*n\.sqlite; stop it first, or give this one a DATABASE_URL of its own\.$/m,
  );
  expect(first.ended()).toBe(false);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const third = await start();
  expect(third.output()).toMatch(/Nightdesk is running/);
});

test('a command asks the process that has the file, also after a second one was refused', async () => {
  const first = await start();
  const second = await start();
  expect(second.output()).toMatch(/did not start/);
  const url = /running at (\S+) on/.exec(first.output())?.[1] ?? '';
  expect(await say('case', url)).toBe('No case yet. Call the hotline: npm run phone\n');
  expect(await say('rota', url)).toMatch(/^aims +\S.*\(\+1\d{10}\), until /m);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  expect(await say('case', url)).toBe(`Nothing answers at ${url}; start the service with npm start, or give --url.\n`);
});

test('the link of the start and that of npm run link sign in once each', async () => {
  const service = await start();
  const url = /running at (\S+) on/.exec(service.output())?.[1] ?? '';
  await expect.poll(service.output).toMatch(/To sign in, open this once in a browser on this machine: \S+\n/);
  const printed = /this machine: (\S+)/.exec(service.output())?.[1] ?? '';
  const [made = ''] = (await say('link', url)).split('\n');
  for (const link of [printed, made]) {
    expect(link.startsWith(`${url}/sign-in/`)).toBe(true);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(403);
  }
});

test('told to stop, the process ends by itself with code 0', async () => {
  const service = await start();
  service.child.kill('SIGTERM');
  const [code] = await once(service.child, 'exit');
  expect(code).toBe(0);
  expect(service.output()).toMatch(/turns and claimed sends in hand are finished first/);
});

/** What a command that needs no service says, and its exit code. */
async function runs(script: 'backup' | 'restore', words: string[], database = 'n.sqlite') {
  const env = { PATH: process.env.PATH, DATA_DIR: folder, DATABASE_URL: `sqlite:${join(folder, database)}` };
  const child = spawn(process.execPath, [`dist/${script}.js`, ...words], { env });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
  const [code] = await once(child, 'close');
  return { text, code };
}

test('a backup is made while the service runs, and restored only where none runs and nothing is lost', async () => {
  const service = await start();
  const made = await runs('backup', []);
  expect(made).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^Wrote .*backups\/nightdesk-\S+\.backup\.gz: \d+ rows/),
  });
  const file = /Wrote (\S+):/.exec(made.text)?.[1] ?? '';
  expect((await runs('restore', [file, '--replace'])).text).toMatch(/^Another Nightdesk is running on .*n\.sqlite/);
  service.child.kill('SIGKILL');
  await once(service.child, 'exit');
  expect(await runs('restore', [file])).toMatchObject({
    code: 1,
    text: 'The database is not empty; give DATABASE_URL an empty one, or say --replace to lose what it holds.\n',
  });
  const restored = await runs('restore', [file], 'other.sqlite');
  expect(restored).toMatchObject({ code: 0, text: expect.stringMatching(/^Restored \d+ rows of the backup of 20/) });
  expect(await runs('restore', [file, '--replace'])).toMatchObject({ code: 0 });
  expect(await runs('restore', [])).toMatchObject({
    code: 1,
    text: 'Usage: npm run restore -- backup.gz [--replace]\n',
  });
  expect((await start()).output()).toMatch(/Nightdesk is running/);
}, 60_000);
