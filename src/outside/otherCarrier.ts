import type { Config } from '../config.ts';
import type { Service } from './openService.ts';

/** Settings of another service than the one that runs: what they say is no news of it, and --fix would point its number elsewhere. */
export function otherCarrier({ carrier }: Config, { base, ready }: Service): string | null {
  if (ready === null || ready.carrier === carrier) return null;
  return `The service at ${base} runs with CARRIER=${ready.carrier}, and the settings read here say ${carrier}: give this command the settings of the service (docs/running/systemd.md), or restart it.`;
}
