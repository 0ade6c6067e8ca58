/** Signing in with a real browser: its own rules about cookies, and what our headers let it load. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, startApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { sessionAnswer } from '../../src/domain/sessionApi.ts';
import { randomIds } from '../../src/ids.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

describe.skipIf(chromiumPath === null).each([
  ['with nothing set', {}],
  ['with an address of https in front', { PUBLIC_URL: 'https://hotline.example.org', CARRIER: 'exchange' }],
])('the one-time link %s', (_what, settings) => {
  let folder = '';
  let app: App;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nightdesk-signin-'));
    cpSync('schedules', join(folder, 'schedules'), { recursive: true });
    const config = readConfig({
      PORT: '0',
      EXCHANGE_PORT: '0',
      SCHEDULES_DIR: join(folder, 'schedules'),
      DATA_DIR: folder,
      DATABASE_URL: `sqlite:${join(folder, 'n.sqlite')}`,
      ...settings,
    });
    app = await startApp({ config, clock: systemClock(), ids: randomIds(), log: silent });
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('signs in on this machine, and the page breaks none of its own rules', async () => {
    const page = await (await browser.newContext()).newPage();
    const complaints: string[] = [];
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(app.signInUrl);
    expect(new URL(page.url()).pathname).not.toMatch(/sign-in/);
    const answer = await page.evaluate<string>("fetch('/api/session').then((answer) => answer.text())");
    expect(sessionAnswer.parse(JSON.parse(answer)).user).toMatchObject({ name: 'Local admin', role: 'admin' });
    expect(await page.evaluate<string>('document.cookie')).toBe('');
    for (const path of ['/now', '/cases', '/rotas', '/flow', '/phones']) {
      await page.goto(`${app.url}${path}`);
      await page.getByRole('main').waitFor();
    }
    expect(complaints).toEqual([]);
  });
});
