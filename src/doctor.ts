/** `npm run doctor`: one sentence for each thing that has to be right, and exit code 1 when one is not. */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createTwilioCarrier } from './carrier/twilio/createTwilioCarrier.ts';
import { systemClock } from './clock.ts';
import { readEnvironment } from './config.ts';
import type { Check } from './domain/check.ts';
import { pinoLog } from './log.ts';
import { checkSettings } from './outside/checkSettings.ts';
import { examine } from './outside/examine.ts';

const marks = { well: '✓', unsure: '?', wrong: '✗', notDone: '–' } as const satisfies Record<Check['state'], string>;

async function doctor(): Promise<void> {
  const options = readWords();
  if (options === null) return;
  const { check, config } = checkSettings(readEnvironment(), existsSync('.env') ? readFileSync('.env', 'utf8') : null);
  const checks: Check[] = [check];
  if (config) {
    const carrier = config.twilio ? createTwilioCarrier({ name: 'twilio', accounts: config.twilio }) : null;
    const base = options.url?.replace(/\/+$/, '') ?? null;
    checks.push(...(await examine({ config, carrier, clock: systemClock(), log: pinoLog('silent'), base })));
  } else
    checks.push({ name: 'everything else', state: 'notDone', says: 'Needs settings that fit; ask again after that.' });
  const isWell = checks.every(({ state }) => state !== 'wrong');
  const lines = checks.map(({ name, state, says }) => `${marks[state]} ${name.padEnd(14)} ${says}`);
  const verdict = isWell ? 'Nothing is wrong.' : 'Something is wrong: see the lines with ✗.';
  process.stdout.write(
    options.json ? `${JSON.stringify({ ok: isWell, checks }, null, 2)}\n` : `${[...lines, verdict].join('\n')}\n`,
  );
  if (!isWell) process.exitCode = 1;
}

function readWords() {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false }, url: { type: 'string' } } }).values;
  } catch {
    process.stderr.write('Usage: npm run doctor [-- --json] [--url http://127.0.0.1:3000]\n');
    process.exitCode = 1;
    return null;
  }
}

await doctor();
