/** Commands read the settings that the service of this folder was started with. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-commands-'));
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A folder that was there before, open to everybody. */
function openFolder(name: string): void {
  mkdirSync(join(folder, name));
  chmodSync(join(folder, name), 0o755);
}

const modeOf = (...names: string[]) => statSync(join(folder, ...names)).mode & 0o777;

/** A process in the folder, with nothing set but `.env` there. */
function run(script: string, words: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [resolve(`dist/${script}.js`), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...env },
  });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
  return { child, said: () => text };
}

async function says(script: string, words: string[] = [], env: Record<string, string> = {}) {
  const { child, said } = run(script, words, env);
  const [code] = await once(child, 'close');
  return { code, text: said() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function settings(more: Record<string, string | number>): void {
  const all = { FLOWS_DIR: resolve('flows'), SCHEDULES_DIR: resolve('schedules'), EXCHANGE_PORT: 0, ...more };
  writeFileSync(
    join(folder, '.env'),
    Object.entries(all)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
}

async function starts(): Promise<void> {
  const { said } = run('main');
  await expect.poll(said, { timeout: 15_000 }).toMatch(/is running at/);
}

const twilio = {
  CARRIER: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'the-auth-token',
  TWILIO_NUMBER: '+16085550100',
  TWILIO_API_URL: 'http://127.0.0.1:9',
  PUBLIC_URL: 'http://127.0.0.1:9',
};

test('commands find the service by PORT, DATA_DIR and ADMIN_TOKEN; what is typed wins', async () => {
  const port = await freePort();
  settings({ PORT: port, DATA_DIR: 'kept', DATABASE_URL: 'sqlite:./kept/n.sqlite' });
  openFolder('kept');
  await starts();
  // Others of this machine read nothing of it.
  for (const file of ['n.sqlite', 'n.sqlite-wal', 'admin-token'])
    expect([file, modeOf('kept', file)]).toEqual([file, 0o600]);
  expect(await says('cli/rota')).toMatchObject({ code: 0, text: expect.stringMatching(/^aims +\S.*until /m) });
  expect(await says('cli/case')).toMatchObject({ code: 0, text: expect.stringMatching(/^No case yet/) });
  expect((await says('cli/link')).text).toContain(`http://127.0.0.1:${port}/sign-in/`);
  expect(await says('cli/lifeboat')).toMatchObject({ code: 0, text: expect.stringMatching(/^Written to lifeboat/) });
  writeFileSync(join(folder, 'script'), 'dial\n');
  expect(await says('cli/phone', ['script'])).toMatchObject({ code: 0 });
  expect((await says('cli/case', ['--data', 'elsewhere'])).text).toMatch(/^There is no elsewhere\/admin-token/);
  expect((await says('cli/case', ['--url', 'http://127.0.0.1:9'])).text).toMatch(/^Nothing answers at \S+:9;/);
  // The environment is a setting, too, and stands above the file.
  expect((await says('cli/case', [], { ADMIN_TOKEN: 'another-token-of-the-admin' })).code).toBe(1);
  // Settings of another carrier than the one that runs are of another service: nothing is said of it, and no number moved.
  const refusal = /CARRIER=exchange, and the settings read here say twilio/;
  expect(await says('number', ['--fix'], twilio)).toMatchObject({ code: 1, text: expect.stringMatching(refusal) });
  expect(await says('doctor', [], twilio)).toMatchObject({ code: 1, text: expect.stringMatching(refusal) });
}, 60_000);

test('a restored database is readable by its owner alone, in a folder that was there before, too', async () => {
  settings({});
  openFolder('kept');
  openFolder('other');
  const database = (name: string) => ({ DATABASE_URL: `sqlite:./${name}/n.sqlite` });
  expect(await says('restore', ['none'], database('kept'))).toMatchObject({ code: 1 });
  const { child, said } = run('main', [], { ...database('kept'), PORT: '0', EXCHANGE_PORT: '0' });
  await expect.poll(said, { timeout: 15_000 }).toMatch(/is running at/);
  expect(await says('backup', ['--to', 'a.gz'], database('kept'))).toMatchObject({ code: 0 });
  child.kill('SIGKILL');
  expect(await says('restore', ['a.gz'], database('other'))).toMatchObject({ code: 0 });
  expect([modeOf('a.gz'), modeOf('other', 'n.sqlite')]).toEqual([0o600, 0o600]);
}, 60_000);

test('the token of the settings is the one that commands give', async () => {
  settings({ PORT: await freePort(), ADMIN_TOKEN: 'a-token-of-this-very-test' });
  await starts();
  expect(await says('cli/case')).toMatchObject({ code: 0 });
  expect((await says('cli/case', ['--token', 'another-token-of-the-admin'])).code).toBe(1);
}, 30_000);

test('a broken .env stops no command: it asks where a service usually is', async () => {
  settings({ PORT: 'none', DATA_DIR: 'kept' });
  expect((await says('cli/rota')).text).toMatch(/^There is no data\/admin-token/);
}, 30_000);
