import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { Config } from '../config.ts';
import type { Check } from '../domain/check.ts';
import { nonceAnswer } from '../domain/outsideApi.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';
import type { Service } from './openService.ts';
import type { Reach } from './reach.ts';

export interface PublicUrlLook {
  config: Config;
  service: Service;
  reach: Reach;
  /** The addresses of a name; Node's own unless a test has another. */
  addressesOf?: (host: string) => Promise<string[]>;
}

/** Does PUBLIC_URL lead to this very process, and could the carrier get there? */
export async function checkPublicUrl(look: PublicUrlLook): Promise<Check> {
  const { publicUrl, carrier, twilio } = look.config;
  const told = (state: Check['state'], says: string): Check => ({ name: 'public address', state, says });
  if (publicUrl === null || carrier === 'exchange')
    return told('well', 'On the local exchange nothing has to be reached from outside.');
  const url = new URL(publicUrl);
  const isHere = placeOf(url.hostname) === 'loopback';
  // A stand-in for the carrier on this machine reaches this machine.
  const isRehearsal = (twilio ?? []).every(
    ({ apiUrl }) => apiUrl !== null && placeOf(new URL(apiUrl).hostname) !== null,
  );
  const far = isRehearsal && isHere ? null : await whyFar(look, url);
  if (far !== null) return told('wrong', far);
  const lost = look.service.ready === null ? null : await whyNotHere(look, publicUrl);
  if (lost !== null) return told('wrong', lost);
  if (look.service.ready === null)
    return told('notDone', `The service does not run, so nobody can say whether ${publicUrl} leads to it; start it.`);
  if (isRehearsal && isHere) return told('unsure', `${publicUrl} leads here, for a carrier on this machine only.`);
  if (url.protocol === 'http:')
    return told('wrong', `${publicUrl} leads here, but over http what callers say can be read on the way; use https.`);
  return told('well', `${publicUrl} leads to this very process, as seen from here.`);
}

/** @returns why the carrier cannot get there by its name; null when nothing speaks against it */
async function whyFar({ addressesOf = resolve }: PublicUrlLook, { hostname }: URL): Promise<string | null> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await addressesOf(host) : [host];
  if (addresses.length === 0)
    return `The name ${host} of PUBLIC_URL is not known to the DNS; correct PUBLIC_URL, or have the name entered.`;
  const near = addresses.find((address) => placeOf(address) !== null);
  if (near === undefined) return null;
  return `${host} is ${near} as seen from here, a ${placeOf(near)} address that the carrier cannot reach; give PUBLIC_URL a public name, or ask from another network if your own DNS answers so on purpose.`;
}

async function resolve(host: string): Promise<string[]> {
  return (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');
const ownNetwork = new BlockList();
ownNetwork.addSubnet('0.0.0.0', 8);
ownNetwork.addSubnet('10.0.0.0', 8);
ownNetwork.addSubnet('172.16.0.0', 12);
ownNetwork.addSubnet('192.168.0.0', 16);
ownNetwork.addSubnet('169.254.0.0', 16);
ownNetwork.addSubnet('100.64.0.0', 10);
ownNetwork.addSubnet('fc00::', 7, 'ipv6');
ownNetwork.addSubnet('fe80::', 10, 'ipv6');

/** null: one of the public network, or a name. */
function placeOf(name: string): 'loopback' | 'private' | null {
  const address = name.replace(/^\[|\]$/g, '');
  if (address === 'localhost') return 'loopback';
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0) return null;
  if (loopback.check(address, family)) return 'loopback';
  return ownNetwork.check(address, family) ? 'private' : null;
}

/** Asks the process on this machine for a nonce, and for its answer by way of PUBLIC_URL. */
async function whyNotHere({ service, reach }: PublicUrlLook, publicUrl: string): Promise<string | null> {
  const nonce = await service.ask('POST', '/nonces', nonceAnswer);
  if ('why' in nonce) return `The service at ${service.base} did not give a nonce: ${nonce.why}`;
  let last = '';
  for (let i = 0; i < outsideLimits.nonceTries; i += 1) {
    const answer = await reach(`${publicUrl}${nonce.value.path}`);
    if (typeof answer === 'string')
      return `${publicUrl} cannot be reached: ${answer}; see to its name, certificate, proxy and firewall.`;
    if (answer.status === 200 && answer.text === nonce.value.answer) return null;
    if (answer.location !== null)
      return `${publicUrl} sends on to ${new URL(answer.location, publicUrl).origin}; the carrier signs the address it asks first, so give PUBLIC_URL the one at the end.`;
    last = answer.text.includes('the carrier posts to /voice')
      ? `another Nightdesk than the one at ${service.base}`
      : `another program (status ${answer.status})`;
    // Only where several processes of ours answer may it be another one's turn.
    if (last.startsWith('another program')) break;
  }
  return `${publicUrl} leads to ${last}; correct PUBLIC_URL, or let the proxy lead to ${service.base}.`;
}
