/** `npm run demo`: a fresh service at two at night on the local exchange, whose clock can be run forward. Nothing is kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, startApp } from './app.ts';
import { demoClock, systemClock } from './clock.ts';
import { readConfig, readEnvironment } from './config.ts';
import { randomIds } from './ids.ts';
import { pinoLog } from './log.ts';
import { sayStartFault } from './sayStartFault.ts';

/** How often files are looked at: each look is a step when the clock is run forward. */
const watchMs = 5_000;
/** Another process changes nothing here, so that the dispatcher may sleep longer; /readyz wants a look every 15 s. */
const pollMs = 10_000;

/** The next Saturday, two in the morning in the service's zone: the desk is closed and somebody is on call. */
function nextSaturdayNight(now: number, zone: string): number {
  const words = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  });
  const hourMs = 3_600_000;
  let at = Math.ceil(now / hourMs) * hourMs;
  while (words.format(at) !== 'Sat, 02') at += hourMs;
  return at;
}

/** @param folder in which everything of it is */
async function demo(folder: string): Promise<void> {
  const { PORT, EXCHANGE_PORT, FLOWS_DIR, SCHEDULES_DIR, TIMEZONE, LOG_LEVEL = 'warn' } = readEnvironment();
  const files = { FLOWS_DIR, SCHEDULES_DIR, TIMEZONE, LOG_LEVEL, DATA_DIR: folder };
  const database = { DATABASE_URL: `sqlite:${join(folder, 'nightdesk.sqlite')}`, CARRIER: 'exchange' };
  const config = readConfig({ PORT, EXCHANGE_PORT, ...files, ...database });
  const clock = demoClock(nextSaturdayNight(systemClock().now(), config.timezone));
  let app: App | null = null;
  const phones = () => (app?.exchange?.log ?? []).filter(({ kind }) => kind === 'rings' || kind === 'gets text').length;
  const settled = async () => {
    do {
      await app?.settled();
      await app?.exchange?.settled();
    } while (app !== null && !(app.isIdle() && app.exchange?.idle()));
  };
  const forward = (seconds: number, untilPhone: boolean) => {
    const before = phones();
    return clock.forward(seconds * 1000, settled, () => untilPhone && phones() > before);
  };
  const control = { now: clock.now, forward };
  app = await startApp({
    config,
    clock,
    ids: randomIds(),
    log: pinoLog(config.logLevel),
    demo: control,
    pollMs,
    watchMs,
  });
  const { signInUrl } = app;
  const stop = () => {
    void app?.stop().finally(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The window it was typed into is closed.
  process.on('SIGHUP', stop);
  process.stdout.write(
    `\nA demo of Nightdesk: it is Saturday night, no real phone will ring, and nothing is kept.\nOpen this once in a browser on this machine: ${signInUrl}\n\n`,
  );
}

// What is written here is for its owner alone, in a folder that was there before, too.
process.umask(0o077);

const folder = mkdtempSync(join(tmpdir(), 'nightdesk-demo-'));
demo(folder).catch((error: unknown) => {
  rmSync(folder, { recursive: true, force: true });
  process.stderr.write(sayStartFault('The demo', error));
  process.exit(1);
});
