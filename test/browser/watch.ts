/** A whole service at night on its local exchange, and browsers that look at it. */
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { beginSession } from '../../src/actions/sessions.ts';
import { type App, startApp } from '../../src/app.ts';
import { systemClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { Role } from '../../src/domain/identity.ts';
import type { Clock } from '../../src/domain/ports.ts';
import { hashOf } from '../../src/http/door.ts';
import { randomIds } from '../../src/ids.ts';
import { chromiumPath, launchChromium } from './chromium.ts';

/** Saturday, 21 November 2026, 02:00 in Chicago. */
const twoAtNight = Date.UTC(2026, 10, 21, 8, 0, 0);

export interface Look {
  /** Of the window. */
  width?: number;
  height?: number;
  dark?: boolean;
  /** Touched, as a telephone is. */
  finger?: boolean;
  /** Who is signed in; an admin who is not in the directory, unless given. */
  as?: { name: string; role: Role; person: string };
}

export const wide: Look = { width: 1280, height: 900 };
export const narrow: Look = { width: 360, height: 740 };

/** How fast the stories' time passes: words are spoken, and phones ring, in a third of their time. */
const speed = 3;

/** The real clock, set to another time and running faster. */
function clockFrom(startsAt: number): Clock {
  const clock = systemClock();
  const began = clock.now();
  return {
    now: () => startsAt + (clock.now() - began) * speed,
    after: (delayMs, fn) => clock.after(delayMs / speed, fn),
    elapsedMs: clock.elapsedMs,
  };
}

function startIn(folder: string, clock: Clock, port: string): Promise<App> {
  const config = readConfig({
    PORT: port,
    EXCHANGE_PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'nightdesk.sqlite')}`,
    DATA_DIR: folder,
    SCHEDULES_DIR: join(folder, 'schedules'),
    LOG_LEVEL: 'silent',
  });
  const quiet = { info() {}, warn() {}, error() {} };
  return startApp({ config, clock, ids: randomIds(), log: quiet, watchMs: 200 });
}

export class Watch {
  app: App;
  readonly #browser: Browser;
  readonly #folder: string;
  /** What a page complained about. */
  readonly complaints: string[] = [];

  readonly #clock: Clock;

  private constructor(app: App, clock: Clock, browser: Browser, folder: string) {
    this.app = app;
    this.#clock = clock;
    this.#browser = browser;
    this.#folder = folder;
  }

  /** Starts the service with the schedules of the test's nights, at two at night. */
  static async begin(startsAt = twoAtNight): Promise<Watch> {
    const folder = mkdtempSync(join(tmpdir(), 'nightdesk-watch-'));
    cpSync('test/night/schedules', join(folder, 'schedules'), { recursive: true });
    const clock = clockFrom(startsAt);
    return new Watch(await startIn(folder, clock, '0'), clock, await launchChromium(), folder);
  }

  /** The service starts again where it was, after `app.stop()`. */
  async starts(): Promise<void> {
    this.app = await startIn(this.#folder, this.#clock, new URL(this.app.url).port);
  }

  /** Opens a window of somebody who is signed in. */
  async opens(path: string, look: Look = wide): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport: { width: look.width ?? 1280, height: look.height ?? 900 },
      colorScheme: look.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      hasTouch: look.finger ?? false,
      baseURL: this.app.url,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') this.complaints.push(line.text());
    });
    if (look.as) await this.#begins(page, look.as);
    else await this.#signIn(page);
    await page.goto(path);
    return page;
  }

  /** By a one-time link, as `npm run link` makes them. */
  async #signIn(page: Page): Promise<void> {
    const headers = { authorization: `Bearer ${this.app.adminToken}` };
    const made = await fetch(`${this.app.url}/api/links`, { method: 'POST', headers });
    await page.goto(((await made.json()) as { url: string }).url);
  }

  /** As an organisation's sign-in leaves it. */
  async #begins(page: Page, who: NonNullable<Look['as']>): Promise<void> {
    const [secret, csrf] = [randomBytes(32), randomBytes(32)].map((bytes) => bytes.toString('base64url'));
    if (secret === undefined || csrf === undefined) throw new Error('There is no chance.');
    await beginSession(this.app.context, { who: { ...who, how: 'entra' }, hash: hashOf(secret), csrf, before: null });
    await page.context().addCookies([{ name: 'nightdesk', value: secret, url: this.app.url }]);
  }

  /** Changes a file of the schedules, as a lead would; the service looks at it at once. */
  async edits(name: string, change: (text: string) => string): Promise<void> {
    const file = join(this.#folder, 'schedules', name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    await this.app.lookAtFiles();
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await this.app.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A story of the page. It fails on any error of the page that nobody handled. */
export function pageStory(title: string, tell: (watch: Watch) => Promise<void>): void {
  test.skipIf(chromiumPath === null)(title, async () => {
    const watch = await Watch.begin();
    try {
      await tell(watch);
      expect(watch.complaints).toEqual([]);
    } finally {
      await watch.end();
    }
  });
}

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

interface Violation {
  id: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** No violation of axe's rules, and nothing wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: unknown }> } };
    return (await axe.run()).violations;
  });
  const found = (violations as Violation[]).map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  expect(found).toEqual([]);
  const tooWide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(tooWide, 'pixels that are cut off at the side').toBe(0);
}
