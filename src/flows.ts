/** `npm run flows`: proves the flows of FLOWS_DIR, with the teams of SCHEDULES_DIR, while nothing runs. */
import { readConfig, readEnvironment } from './config.ts';
import { StartError } from './domain/errors.ts';
import { proveFlows } from './sources/proveFlows.ts';
import { readDisk } from './sources/readDisk.ts';

try {
  const config = readConfig(readEnvironment());
  const { lines, holds } = proveFlows(readDisk(config), config);
  const verdict = holds ? 'Every flow holds.' : 'Something does not hold; see the lines with ✗.';
  process.stdout.write(`${[...lines, verdict].join('\n')}\n`);
  if (!holds) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
