/** Shows what the hotline's numbers point to at the carrier, and points them here. */
import type { CarrierAccount } from '../config.ts';
import { faultOf } from '../domain/carrierFaults.ts';
import {
  hookFault,
  hookNames,
  hookWords,
  type NumberSeen,
  type NumberUrls,
  winnerWords,
} from '../domain/numberUrls.ts';
import { type Carrier, CarrierError } from '../domain/ports.ts';

type Offices = Pick<Carrier, 'lookAtAccount' | 'lookAtNumber' | 'pointNumber'>;

export interface Pointing {
  carrier: Offices;
  accounts: readonly Pick<CarrierAccount, 'accountSid' | 'numbers'>[];
  wanted: NumberUrls;
  /** Set what is wrong; else it is only shown. */
  fix: boolean;
}

export interface Pointed {
  lines: string[];
  /** Every number points here, and nothing at the carrier wins over its addresses. */
  isWell: boolean;
}

/** A number of the settings as the carrier has it. */
interface Found {
  account: string;
  number: string;
  seen: NumberSeen;
}

/** Looks at every number first: where one is not ours to set, none is set. */
export async function pointNumbers({ carrier, accounts, wanted, fix }: Pointing): Promise<Pointed> {
  const found: Found[] = [];
  for (const { accountSid, numbers } of accounts) {
    const wrong = await whyNot(carrier, accountSid);
    if (wrong !== null) return refused(wrong, fix);
    for (const number of numbers) {
      const seen = await carrier.lookAtNumber(accountSid, number);
      if (seen === null || seen.account !== accountSid)
        return refused(`The account ${accountSid} has no number ${number}; correct the settings.`, fix);
      found.push({ account: accountSid, number, seen });
    }
  }
  const lines: string[] = [];
  let isWell = true;
  for (const one of found) {
    const told = await point(carrier, one, wanted, fix);
    lines.push(...told.lines, '');
    isWell = isWell && told.isWell;
  }
  if (!isWell && !fix) lines.push('To set what is wrong: npm run number -- --fix');
  return { lines, isWell };
}

/** @returns why nothing may be set in this account; null when it is ours and active */
async function whyNot(carrier: Offices, accountSid: string): Promise<string | null> {
  try {
    const { account, status } = await carrier.lookAtAccount(accountSid);
    if (account !== accountSid)
      return `The carrier answers for ${account}, not for ${accountSid}; correct the settings.`;
    return status === 'active' ? null : `The account ${accountSid} is ${status}; see to it at the carrier.`;
  } catch (error) {
    if (!(error instanceof CarrierError)) throw error;
    if (error.outcome === 'refused') return faultOf(error.code).sentence;
    return 'The carrier cannot be reached; try again, and see its status page.';
  }
}

function refused(why: string, fix: boolean): Pointed {
  return { lines: [fix ? `${why} Nothing was changed.` : why], isWell: false };
}

async function point(carrier: Offices, { account, number, seen }: Found, wanted: NumberUrls, fix: boolean) {
  const faults = faultsOf(seen.urls, wanted);
  const lines = [`${number} of ${account}`, ...shown(seen.urls, wanted)];
  let isWell = faults.length === 0;
  if (fix && !isWell) {
    await carrier.pointNumber(account, seen.sid, wanted);
    // What the carrier shows now counts, not what it was asked for.
    const after = await carrier.lookAtNumber(account, number);
    lines.push('  set; it points now to', ...shown(after?.urls ?? seen.urls, wanted));
    isWell = after !== null && faultsOf(after.urls, wanted).length === 0;
  } else if (fix) lines.push('  nothing had to be set');
  const others = seen.winners.map((winner) => `  ${winnerWords(winner)}`);
  if (!seen.voice) others.push('  The number takes no calls; use one with voice.');
  if (!seen.sms) others.push('  The number takes no texts: nobody can accept by text; use one with SMS.');
  return { lines: [...lines, ...others], isWell: isWell && others.length === 0 };
}

function faultsOf(urls: NumberUrls, wanted: NumberUrls) {
  return hookNames.filter((name) => hookFault(wanted[name], urls[name]) !== null);
}

function shown(urls: NumberUrls, wanted: NumberUrls): string[] {
  return hookNames.map((name) => {
    const { url, method } = urls[name];
    const fault = hookFault(wanted[name], urls[name]);
    const is = url === '' ? '(empty)' : `${method} ${withoutUser(url)}`;
    const should = `${wanted[name].method} ${withoutUser(wanted[name].url)}`;
    return `  ${hookWords[name].padEnd(21)} ${is}${fault === null ? '' : `\n  ${' '.repeat(21)} wrong: ${fault}; it must be ${should}`}`;
  });
}

/** An address may carry a user and a password for a web server. */
export function withoutUser(url: string): string {
  return url.replace(/^(https?:\/\/)[^/@]*@/, '$1…@');
}
