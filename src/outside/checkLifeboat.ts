import { createHash } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Check } from '../domain/check.ts';
import { lifeboatDocuments } from '../domain/lifeboat.ts';
import { lifeboatAnswer } from '../domain/outsideApi.ts';
import type { Service } from './openService.ts';
import { withoutUser } from './pointNumbers.ts';
import type { Reach } from './reach.ts';

type Name = (typeof lifeboatDocuments)[number];

/** Is what was last written still right, and is it what stands where the carrier will ask for it? */
export async function checkLifeboat(
  { carrier, lifeboatUrl, publicUrl }: Config,
  service: Service,
  reach: Reach,
): Promise<Check> {
  const told = (state: Check['state'], says: string): Check => ({ name: 'lifeboat', state, says });
  if (service.ready === null) return told('notDone', 'How old the lifeboat is, the running service knows; start it.');
  const answer = await service.ask('GET', '/lifeboat', lifeboatAnswer);
  if ('why' in answer) return told('wrong', `The service does not tell of the lifeboat: ${answer.why}`);
  const { written } = answer.value;
  if (written === null && carrier === 'exchange') return told('well', 'The local exchange needs none.');
  if (written === null)
    return lifeboatUrl === null
      ? told('unsure', 'There is none: while this machine is gone nobody answers; see docs/lifeboat.md.')
      : told('wrong', 'LIFEBOAT_URL is set and none was ever written; npm run lifeboat, and put it there.');
  if (written.fault !== null) return told('wrong', `${written.fault} Write it anew: npm run lifeboat.`);
  if (lifeboatUrl === null)
    return told(
      'wrong',
      'It was written, and LIFEBOAT_URL does not say where it is kept, so no number falls back to it.',
    );
  const where = withoutUser(lifeboatUrl);
  if (publicUrl !== null && new URL(lifeboatUrl).hostname === new URL(publicUrl).hostname)
    return told('wrong', `${where} is on the host of PUBLIC_URL and gone when that is; keep the lifeboat elsewhere.`);
  const fault = await faultOfKept(reach, lifeboatUrl, written.hash.split(' '));
  if (fault !== null) return told('wrong', fault);
  return told('well', `${where} is what was written at ${written.at}, and so is what it leads to.`);
}

/** Where a document names the next one; answer.xml leads to none to be asked at a ring when it rings nobody. */
const leads = [
  { name: 'screen', from: 'answer', link: /<Number\b[^>]*\burl="([^"]+)"/ },
  { name: 'accepted', from: 'screen', link: /<Gather\b[^>]*\baction="([^"]+)"/ },
  { name: 'done', from: 'answer', link: /<Record\b[^>]*\baction="([^"]+)"/ },
] as const;

/** Goes from document to document as a call does. @returns what is wrong with the first that is */
async function faultOfKept(reach: Reach, lifeboatUrl: string, hashes: readonly string[]): Promise<string | null> {
  const texts: Partial<Record<Name, string>> = {};
  for (const name of lifeboatDocuments) {
    const lead = leads.find((one) => one.name === name);
    const link = lead?.link.exec(texts[lead.from] ?? '')?.[1]?.replaceAll('&amp;', '&');
    if (lead && link === undefined) continue;
    const address = link === undefined ? lifeboatUrl : new URL(link, lifeboatUrl).href;
    const where = withoutUser(address);
    const kept = await reachKept(reach, address);
    if (typeof kept === 'string') return `${where} cannot be reached: ${kept}; put the lifeboat there.`;
    if (kept.status !== 200) return `${where} answers with status ${kept.status}; put ${name}.xml there.`;
    if (!/^(text|application)\/xml|^text\/html/.test(kept.contentType))
      return `${where} is given as ${kept.contentType || 'no type'}; let the host give .xml as text/xml.`;
    if (createHash('sha256').update(kept.text).digest('base64url') !== hashes[lifeboatDocuments.indexOf(name)])
      return `${where} is not what was last written; put the files of npm run lifeboat there.`;
    texts[name] = kept.text;
  }
  return null;
}

/** A user and a password in an address are a header to a web server. */
function reachKept(reach: Reach, address: string) {
  const url = new URL(address);
  const { username, password } = url;
  if (username === '') return reach(address);
  url.username = '';
  url.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return reach(url.href, { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } });
}
