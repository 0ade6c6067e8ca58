import type { Config } from '../config.ts';
import { addressesAt } from '../domain/addresses.ts';
import type { Check } from '../domain/check.ts';
import {
  hookFault,
  hookNames,
  hookWords,
  type NumberSeen,
  type NumberUrls,
  wantedUrls,
  winnerWords,
} from '../domain/numberUrls.ts';
import { type Carrier, CarrierError } from '../domain/ports.ts';
import { whyNot } from './checkAccounts.ts';

/** What each number of the settings points to at the carrier; every address that is nearly right is named. */
export async function checkNumbers(config: Config, carrier: Carrier | null): Promise<Check[]> {
  if (carrier === null || config.twilio === null || config.publicUrl === null)
    return [{ name: 'number', state: 'well', says: 'The number of the local exchange points here by itself.' }];
  const wanted = wantedUrls(addressesAt(config.publicUrl), config.lifeboatUrl);
  const checks: Check[] = [];
  for (const { accountSid, numbers } of config.twilio)
    for (const number of numbers) {
      try {
        checks.push(numberCheck(number, accountSid, await carrier.lookAtNumber(accountSid, number), wanted));
      } catch (error) {
        if (!(error instanceof CarrierError)) throw error;
        checks.push({ name: 'number', state: 'notDone', says: `${number}: ${whyNot(accountSid, error)}` });
      }
    }
  return checks;
}

function numberCheck(number: string, account: string, seen: NumberSeen | null, wanted: NumberUrls): Check {
  const told = (state: Check['state'], says: string): Check => ({ name: 'number', state, says });
  if (seen === null)
    return told('wrong', `${account} has no number ${number}; correct the settings, or buy the number there.`);
  const faults = hookNames.flatMap((name) => {
    const fault = hookFault(wanted[name], seen.urls[name]);
    return fault === null ? [] : [`${hookWords[name]}: ${fault}`];
  });
  const others = [
    ...seen.winners.map(winnerWords),
    ...(seen.voice ? [] : ['It takes no calls; use one with voice.']),
    ...(seen.sms ? [] : ['It takes no texts, so nobody can accept by text; use one with SMS.']),
  ];
  if (faults.length + others.length === 0) return told('well', `${number} points here.`);
  const fix = faults.length > 0 ? [`${faults.join('; ')}; npm run number -- --fix sets it.`] : [];
  return told('wrong', `${number}: ${[...fix, ...others].join(' ')}`);
}
