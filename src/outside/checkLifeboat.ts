import { createHash } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Check } from '../domain/check.ts';
import { lifeboatAnswer } from '../domain/outsideApi.ts';
import type { Service } from './openService.ts';
import { withoutUser } from './pointNumbers.ts';
import type { Reach } from './reach.ts';

/** Is what was last written still right, and is it what stands where the carrier will ask for it? */
export async function checkLifeboat({ carrier, lifeboatUrl }: Config, service: Service, reach: Reach): Promise<Check> {
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
  const kept = await reachKept(reach, lifeboatUrl);
  if (typeof kept === 'string') return told('wrong', `${where} cannot be reached: ${kept}; put the lifeboat there.`);
  if (kept.status !== 200) return told('wrong', `${where} answers with status ${kept.status}; put answer.xml there.`);
  if (!/^(text|application)\/xml|^text\/html/.test(kept.contentType))
    return told('wrong', `${where} is given as ${kept.contentType || 'no type'}; let the host give .xml as text/xml.`);
  if (createHash('sha256').update(kept.text).digest('base64url') !== written.answerHash)
    return told('wrong', `${where} is not what was last written; put the files of npm run lifeboat there.`);
  return told('well', `${where} is what was written at ${written.at}, for those who are on call.`);
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
