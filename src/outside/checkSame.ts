import type { Config } from '../config.ts';
import type { Check } from '../domain/check.ts';
import { nonceAnswer } from '../domain/outsideApi.ts';
import type { Service } from './openService.ts';

/** Does the running service go by these settings? It read them when it started. @returns a line for what differs */
export async function checkSame(config: Config, service: Service): Promise<Check[]> {
  // Settings of another carrier are those of another service, which is told where the service is looked at.
  if (service.ready === null || service.ready.carrier !== config.carrier) return [];
  const said = await service.ask('POST', '/nonces', nonceAnswer);
  // That it does not answer is told where PUBLIC_URL is looked at.
  if ('why' in said) return [];
  const { publicUrl, numbers } = said.value;
  const own = (config.twilio ?? []).flatMap((account) => account.numbers);
  const differing = [
    ['PUBLIC_URL', publicUrl, config.publicUrl ?? publicUrl],
    ['its numbers', numbers.join(' and '), config.twilio === null ? numbers.join(' and ') : own.join(' and ')],
  ].filter(([, running, wanted]) => running !== wanted);
  if (differing.length === 0) return [];
  const parts = differing.map(([name, running, wanted]) => `${name} ${running} instead of ${wanted}`).join('; ');
  const says = `The service at ${service.base} runs with other settings than these: ${parts}; restart the service.`;
  return [{ name: 'same settings', state: 'wrong', says }];
}
