import type { AskProvider, EntraSettings, IdentityProvider, OneTimeLinks } from '../domain/identity.ts';
import type { Clock } from '../domain/ports.ts';
import { askProvider } from './askProvider.ts';
import { entra } from './entra.ts';
import { oneTimeLinks } from './oneTimeLinks.ts';

export interface WaysInOptions {
  settings: EntraSettings | null;
  publicUrl: string;
  clock: Clock;
  newSecret(): string;
  /** How the organisation's sign-in is reached; over the network when absent. */
  ask: AskProvider | undefined;
}

/** How people come in: by their organisation where one is set up, else with a link that works once. */
export function waysIn(options: WaysInOptions): { provider: IdentityProvider | null; links: OneTimeLinks | null } {
  const { settings, publicUrl, clock, newSecret, ask } = options;
  if (settings === null) return { provider: null, links: oneTimeLinks(clock, newSecret) };
  const redirectUri = `${publicUrl}/sign-in/callback`;
  return { provider: entra({ settings, redirectUri, clock, newSecret, ask: ask ?? askProvider(clock) }), links: null };
}
