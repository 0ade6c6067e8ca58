import type { Config } from '../config.ts';
import { faultOf } from '../domain/carrierFaults.ts';
import type { Check } from '../domain/check.ts';
import { errorText } from '../domain/errorText.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';
import { type AccountSeen, type Carrier, CarrierError, type Clock } from '../domain/ports.ts';

/** Account, balance and clock: one check each, of every account. */
export async function checkAccounts(config: Config, carrier: Carrier | null, clock: Clock): Promise<Check[]> {
  if (carrier === null || config.twilio === null)
    return [{ name: 'account', state: 'well', says: 'The local exchange needs no account; no real phone will ring.' }];
  const checks: Check[] = [];
  for (const { accountSid } of config.twilio) {
    try {
      const seen = await carrier.lookAtAccount(accountSid);
      checks.push(account(accountSid, seen), balance(seen), clockOf(seen, clock.now()));
    } catch (error) {
      if (!(error instanceof CarrierError)) throw error;
      checks.push({ name: 'account', state: 'wrong', says: whyNot(accountSid, error) });
    }
  }
  return checks;
}

/** What a refusal, or a carrier that is not reached, means for the operator. */
export function whyNot(accountSid: string, error: CarrierError): string {
  if (error.outcome === 'refused' && (error.code === 20003 || error.code === 10001))
    return `${accountSid}: ${faultOf(error.code).sentence}`;
  return `The carrier did not answer for ${accountSid} (${errorText(error)}); see its status page and our way out.`;
}

function account(accountSid: string, { account: sid, status, isTrial }: AccountSeen): Check {
  const told = (state: Check['state'], says: string): Check => ({ name: 'account', state, says });
  if (sid !== accountSid) return told('wrong', `The carrier answers for ${sid}, not for ${accountSid}; correct it.`);
  if (status !== 'active')
    return told('wrong', `${accountSid} is ${status}: no phone rings; see to it in the carrier's console.`);
  if (isTrial)
    return told('wrong', `${accountSid} is a trial account, which rings and texts verified numbers only; upgrade it.`);
  return told('well', `${accountSid} is active.`);
}

function balance({ account: sid, balance: money, currency }: AccountSeen): Check {
  const told = (state: Check['state'], says: string): Check => ({ name: 'balance', state, says });
  if (money === null) return told('unsure', `The carrier does not tell the balance of ${sid}; look in its console.`);
  const amount = `${money.toFixed(2)} ${currency}`;
  return money < outsideLimits.lowBalance
    ? told('wrong', `${sid} has ${amount} left; at nothing no phone rings: add money, and let it be added by itself.`)
    : told('well', `${sid} has ${amount}.`);
}

function clockOf({ carrierTime }: AccountSeen, now: number): Check {
  const told = (state: Check['state'], says: string): Check => ({ name: 'clock', state, says });
  if (carrierTime === null) return told('unsure', 'The carrier did not tell its time.');
  const seconds = Math.round((now - carrierTime) / 1000);
  if (Math.abs(seconds) <= outsideLimits.clockSeconds) return told('well', "The clock is the carrier's.");
  const how = `${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'}`;
  return told(
    'wrong',
    `The clock of this machine is ${how} the carrier's: rotas, promises and logs suffer; set up NTP.`,
  );
}
