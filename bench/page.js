/** How soon a technician's phone shows who is on call: processor four times slower, 1.6 Mbit/s, 150 ms there and back. Never a timed test. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { median } from './figures.js';

const runs = 5;
const line = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const folder = mkdtempSync(join(tmpdir(), 'nightdesk-page-'));
const port = 3970;
const service = spawn(process.execPath, ['dist/main.js'], {
  env: {
    ...process.env,
    PORT: String(port),
    EXCHANGE_PORT: String(port + 1),
    DATA_DIR: folder,
    DATABASE_URL: `sqlite:${join(folder, 'nightdesk.sqlite')}`,
    LOG_LEVEL: 'silent',
  },
});
await new Promise((resolve) => service.stdout.once('data', resolve));
const base = `http://127.0.0.1:${port}`;
const token = readFileSync(join(folder, 'admin-token'), 'utf8').trim();

/** One visit with nothing kept by the browser. @returns milliseconds until the name is visible, and bytes that came */
async function visit(browser, throttled) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const made = await fetch(`${base}/api/links`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  const { url } = await made.json();
  await page.goto(url);
  const { cookies } = await context.storageState();
  await context.close();
  const fresh = await browser.newContext({ storageState: { cookies, origins: [] } });
  const second = await fresh.newPage();
  const wire = await fresh.newCDPSession(second);
  await wire.send('Network.enable');
  let bytes = 0;
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  if (throttled) {
    await wire.send('Network.emulateNetworkConditions', line);
    await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  const began = performance.now();
  await second.goto(`${base}/now`, { waitUntil: 'commit' });
  await second.locator('.on-call').first().waitFor();
  const ms = performance.now() - began;
  await second.waitForLoadState('load');
  await fresh.close();
  return { ms, bytes };
}

try {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  for (const throttled of [false, true]) {
    const visits = [];
    for (let i = 0; i < runs; i += 1) visits.push(await visit(browser, throttled));
    const ms = median(visits.map((one) => one.ms)).toFixed(0);
    const kilobytes = (median(visits.map((one) => one.bytes)) / 1000).toFixed(0);
    const how = throttled ? 'slow processor and line' : 'as this machine is';
    process.stdout.write(`${how}: on-call name visible after ${ms} ms, median of ${runs}; ${kilobytes} kB came\n`);
  }
  await browser.close();
} finally {
  service.kill();
  rmSync(folder, { recursive: true, force: true });
}
