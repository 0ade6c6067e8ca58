/** `npm run restore -- file`: puts a backup into the database of DATABASE_URL, of either kind, while no service runs on it. */
import { parseArgs } from 'node:util';
import { systemClock } from './clock.ts';
import { readConfig, readEnvironment } from './config.ts';
import { StartError } from './domain/errors.ts';
import { errorText } from './domain/errorText.ts';
import { differsOnDisk } from './keeping/differsOnDisk.ts';
import { restoreBackup } from './keeping/restoreBackup.ts';
import { pinoLog } from './log.ts';
import { readDisk } from './sources/readDisk.ts';

// What is written here is for its owner alone, in a folder that was there before, too.
process.umask(0o077);

try {
  const config = readConfig(readEnvironment());
  const { file, replace } = readWords();
  const place = { url: config.databaseUrl };
  const log = pinoLog('warn');
  const lines = await restoreBackup({ place, file, replace, clock: systemClock(), log });
  // It is restored by now, whatever the files say.
  const differing = differsOnDisk(place, readDisk(config), log).catch((error: unknown) => [
    `Whether the files differ from what is in force cannot be said (${errorText(error)}).`,
  ]);
  process.stdout.write(`${[...lines, ...(await differing)].join('\n')}\n`);
} catch (error) {
  const isOurs = error instanceof StartError;
  process.stderr.write(`${isOurs ? error.message : `Nothing was restored: ${errorText(error)}`}\n`);
  process.exitCode = 1;
}

function readWords(): { file: string; replace: boolean } {
  const usage = 'Usage: npm run restore -- backup.gz [--replace]';
  try {
    const options = { replace: { type: 'boolean', default: false } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [file] = positionals;
    if (file !== undefined && positionals.length === 1) return { file, replace: values.replace };
  } catch (cause) {
    throw new StartError(usage, { cause });
  }
  throw new StartError(usage);
}
