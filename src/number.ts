/** `npm run number`: what the hotline's numbers point to at the carrier; with --fix they are pointed here. */
import { parseArgs } from 'node:util';
import { createTwilioCarrier } from './carrier/twilio/createTwilioCarrier.ts';
import { systemClock } from './clock.ts';
import { readConfig, readEnvironment } from './config.ts';
import { addressesAt } from './domain/addresses.ts';
import { StartError } from './domain/errors.ts';
import { errorText } from './domain/errorText.ts';
import { wantedUrls } from './domain/numberUrls.ts';
import { CarrierError } from './domain/ports.ts';
import { checkSame } from './outside/checkSame.ts';
import { openService } from './outside/openService.ts';
import { otherCarrier } from './outside/otherCarrier.ts';
import { pointNumbers } from './outside/pointNumbers.ts';
import { reachWithin } from './outside/reach.ts';

async function number(): Promise<void> {
  const fix = readFix();
  const config = readConfig(readEnvironment());
  const service = await openService(reachWithin(systemClock()), config, null);
  const other = otherCarrier(config, service);
  if (other !== null) throw new StartError(other);
  if (config.twilio === null || config.publicUrl === null) {
    tell(['On the local exchange there is nothing to set: its number points here by itself.']);
    return;
  }
  const carrier = createTwilioCarrier({ name: 'twilio', accounts: config.twilio });
  const wanted = wantedUrls(addressesAt(config.publicUrl), config.lifeboatUrl);
  const { lines, isWell } = await pointNumbers({ carrier, accounts: config.twilio, wanted, fix });
  const differing = await checkSame(config, service);
  tell([...lines, ...differing.map(({ says }) => says)]);
  if (!isWell || differing.length > 0) process.exitCode = 1;
}

function readFix(): boolean {
  try {
    return parseArgs({ options: { fix: { type: 'boolean', default: false } } }).values.fix;
  } catch {
    throw new StartError('Usage: npm run number [-- --fix]');
  }
}

function tell(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n').trimEnd()}\n`);
}

number().catch((error: unknown) => {
  const isKnown = error instanceof StartError || error instanceof CarrierError;
  if (!isKnown) throw error;
  const said = error instanceof StartError ? error.message : `The carrier did not do it (${errorText(error)}).`;
  process.stderr.write(`${said}\n`);
  process.exitCode = 1;
});
