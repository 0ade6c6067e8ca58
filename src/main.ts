/** The process: settings, start, what to try next, and an orderly end. */
import { type App, startApp } from './app.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { limits } from './domain/limits.ts';
import { randomIds } from './ids.ts';
import { pinoLog } from './log.ts';
import { sayStartFault } from './sayStartFault.ts';

async function main(): Promise<void> {
  const config = readConfig(readEnvironment());
  const clock = systemClock();
  const log = pinoLog(config.logLevel);
  const app = await startApp({ config, clock, ids: randomIds(), log });
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info('stopping: turns and claimed sends in hand are finished first', { signal });
    clock.after(limits.stopSeconds * 1000, () => {
      log.error('stopped with work in hand; rows that were being sent will be shown as unknown');
      process.exit(1);
    });
    void app.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  for (const line of greeting(config, app)) process.stdout.write(`${line}\n`);
}

function greeting(config: Config, { url, signInUrl, hotlineNumber: number }: App): string[] {
  const signIn = config.entra
    ? `To sign in, open ${signInUrl} in a browser.`
    : `To sign in, open this once in a browser on this machine: ${signInUrl}`;
  if (config.carrier === 'twilio')
    return [`Nightdesk answers ${number} on real telephones; it listens at ${url}.`, signIn];
  return [
    '',
    `Nightdesk is running at ${url} on its local exchange: no real phone will ring.`,
    signIn,
    '',
    `The hotline's number is ${number}. To call it, open a second terminal here and say:`,
    '',
    '  npm run phone           dial, press keys, and be the technician who is woken',
    '  npm run case            the cases that were logged',
    '  npm run rota            who is on call, and until when',
    '',
    'To ring real telephones, copy .env.example to .env and fill in the account.',
    '',
  ];
}

// What is written here is for its owner alone, in a folder that was there before, too.
process.umask(0o077);

main().catch((error: unknown) => {
  process.stderr.write(sayStartFault('Nightdesk', error));
  process.exit(1);
});
