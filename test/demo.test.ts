/** `npm run demo` as a process: nobody answers, its clock is run forward, and the next person is rung at the right time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

let folder: string;
let child: ChildProcess | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-demo-test-'));
});

afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const logShape = z.object({
  entries: z.array(z.object({ at: z.number(), kind: z.string(), number: z.string() })),
});

const [caller, kim, pat] = ['+16085550142', '+16085550111', '+16085550121'];

test('ten minutes are run forward: each phone rang at its time, in order, and nothing of the demo is left', async () => {
  const [port, exchangePort] = [await freePort(), await freePort()];
  const files = { FLOWS_DIR: 'flows', SCHEDULES_DIR: 'test/night/schedules' };
  const env = { PATH: process.env.PATH, TMPDIR: folder, PORT: `${port}`, EXCHANGE_PORT: `${exchangePort}`, ...files };
  child = spawn(process.execPath, ['dist/demo.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const part of child.stdout ?? []) if (String(part).includes('/sign-in/')) break;
  const [own = ''] = readdirSync(folder);
  const token = readFileSync(join(folder, own, 'admin-token'), 'utf8').trim();
  const forward = async (seconds: number) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/demo/forward`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ seconds }),
    });
    expect(response.status).toBe(200);
  };
  const phone = async (what: string, body: object = {}) => {
    const address = `http://127.0.0.1:${exchangePort}/exchange/phones/${encodeURIComponent(caller)}/${what}`;
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })).status).toBe(200);
  };
  await phone('dial');
  await forward(25);
  await phone('press', { keys: '1' });
  await forward(25);
  await phone('say', { text: 'This is Ann of Botany. bot12 is dead.' });
  await forward(8);
  await phone('hang-up');
  await forward(600);
  const log = logShape.parse(await (await fetch(`http://127.0.0.1:${exchangePort}/exchange/log`)).json()).entries;
  const rings = log.filter(({ kind }) => kind === 'rings').map(({ at, number }) => ({ at, number }));
  const [first] = rings;
  const after = rings.map(({ at, number }) => [number, Math.round((at - (first?.at ?? 0)) / 1000)]);
  // The policy's steps: on call, once more after 90 s, the lead after 90 s, all leads after 120 s; then every 5 minutes.
  expect(after.slice(0, 3).map(([number]) => number)).toEqual([kim, kim, pat]);
  expect(after[1]?.[1]).toBeGreaterThanOrEqual(85);
  expect(after[1]?.[1]).toBeLessThanOrEqual(95);
  expect(after[2]?.[1]).toBeGreaterThanOrEqual(175);
  expect(after[2]?.[1]).toBeLessThanOrEqual(190);
  expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).sort((a, b) => a - b));
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect(readdirSync(folder)).toEqual([]);
}, 60_000);

test('the window it runs in is closed: nothing of the demo is left', async () => {
  const [port, exchangePort] = [await freePort(), await freePort()];
  const env = { PATH: process.env.PATH, TMPDIR: folder, PORT: `${port}`, EXCHANGE_PORT: `${exchangePort}` };
  child = spawn(process.execPath, ['dist/demo.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const part of child.stdout ?? []) if (String(part).includes('/sign-in/')) break;
  expect(readdirSync(folder)).toHaveLength(1);
  child.kill('SIGHUP');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(readdirSync(folder)).toEqual([]);
}, 30_000);

test('where its port is taken it says so in a sentence, and leaves nothing', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const env = { PATH: process.env.PATH, TMPDIR: folder, PORT: `${port}`, EXCHANGE_PORT: '0', FLOWS_DIR: 'flows' };
  child = spawn(process.execPath, ['dist/demo.js'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (part) => (said += String(part)));
  expect(await once(child, 'close')).toEqual([1, null]);
  server.close();
  expect(said).toBe(
    'The demo did not start. The port is taken by another program; stop it or set PORT and EXCHANGE_PORT to others.\n',
  );
  expect(readdirSync(folder)).toEqual([]);
}, 60_000);
