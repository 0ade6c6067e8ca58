import type { Config } from '../config.ts';
import type { Check } from '../domain/check.ts';
import type { Service } from './openService.ts';
import { otherCarrier } from './otherCarrier.ts';

/** Does it run, and what does it say of itself? */
export function checkService(config: Config, service: Service): Check {
  const { base, ready } = service;
  const told = (state: Check['state'], says: string): Check => ({ name: 'service', state, says });
  if (ready === null)
    return told('wrong', `No Nightdesk answers at ${base}; start it with npm start, or say where it is with --url.`);
  const other = otherCarrier(config, service);
  if (other !== null) return told('wrong', other);
  const red = Object.entries(ready.parts).filter(([, { ok }]) => !ok);
  if (red.length > 0)
    return told(
      'wrong',
      `It runs at ${base}, and is not ready: ${red.map(([name, { why }]) => `${name}: ${why}`).join(' ')} See "The parts of /readyz" in docs/runbook.md.`,
    );
  return told('well', `It runs at ${base}, and every part of it is ready. ${ready.note}`);
}
