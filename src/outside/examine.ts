/** Every check of the doctor, in the order in which things are put right. */
import type { Config } from '../config.ts';
import type { Check } from '../domain/check.ts';
import type { Carrier, Clock, Log } from '../domain/ports.ts';
import { checkAccounts } from './checkAccounts.ts';
import { checkDatabase } from './checkDatabase.ts';
import { checkDisk } from './checkDisk.ts';
import { checkHeld } from './checkHeld.ts';
import { checkLifeboat } from './checkLifeboat.ts';
import { checkNumbers } from './checkNumbers.ts';
import { checkOnCall } from './checkOnCall.ts';
import { checkPublicUrl, type PublicUrlLook } from './checkPublicUrl.ts';
import { checkSame } from './checkSame.ts';
import { checkService } from './checkService.ts';
import { openService } from './openService.ts';
import { reachWithin } from './reach.ts';

export interface Examined {
  config: Config;
  /** null on the local exchange, which only its own service can ask. */
  carrier: Carrier | null;
  clock: Clock;
  log: Log;
  /** Where the service listens, unless the settings say so rightly. */
  base: string | null;
  schema?: string | undefined;
  addressesOf?: PublicUrlLook['addressesOf'];
}

export async function examine({ config, carrier, clock, log, base, schema, addressesOf }: Examined): Promise<Check[]> {
  const reach = reachWithin(clock);
  const service = await openService(reach, config, base);
  return [
    await checkDisk(config),
    await checkDatabase(config, log, schema),
    checkService(config, service),
    await checkPublicUrl({ config, service, reach, ...(addressesOf && { addressesOf }) }),
    ...(await checkAccounts(config, carrier, clock)),
    ...(await checkNumbers(config, carrier)),
    ...(await checkOnCall(service)),
    await checkLifeboat(config, service, reach),
    ...(await checkHeld(service)),
    ...(await checkSame(config, service)),
  ];
}
