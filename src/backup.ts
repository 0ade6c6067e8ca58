/** `npm run backup`: copies the database into one file, while the service runs or not. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from './clock.ts';
import { readConfig, readEnvironment } from './config.ts';
import { StartError } from './domain/errors.ts';
import { errorText } from './domain/errorText.ts';
import { makeBackup } from './keeping/makeBackup.ts';
import { pinoLog } from './log.ts';

// What is written here is for its owner alone, in a folder that was there before, too.
process.umask(0o077);

try {
  const config = readConfig(readEnvironment());
  const clock = systemClock();
  const { to } = readWords();
  const stamp = new Date(clock.now()).toISOString().replaceAll(':', '').replace(/\.\d+/, '');
  const file = to ?? join(config.dataDir, 'backups', `nightdesk-${stamp}.backup.gz`);
  const place = { url: config.databaseUrl };
  const lines = await makeBackup({ place, file, clock, log: pinoLog('warn') });
  process.stdout.write(`${lines.join('\n')}\n`);
} catch (error) {
  const isOurs = error instanceof StartError;
  process.stderr.write(`${isOurs ? error.message : `The backup failed: ${errorText(error)}`}\n`);
  process.exitCode = 1;
}

function readWords(): { to: string | undefined } {
  try {
    return { to: parseArgs({ options: { to: { type: 'string' } } }).values.to };
  } catch (cause) {
    throw new StartError('Usage: npm run backup [-- --to backup.gz]', { cause });
  }
}
