/** Microsoft Entra ID: authorization code with PKCE, state and nonce. Another provider of OpenID Connect works as well. */
import { createHash } from 'node:crypto';
import {
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  ProtocolMode,
} from '@azure/msal-node';
import { z } from 'zod';
import {
  type AskProvider,
  type EntraSettings,
  type IdentityProvider,
  type KnownPerson,
  type PendingSignIn,
  type SignInAnswer,
  SignInRefused,
} from '../domain/identity.ts';
import type { Clock } from '../domain/ports.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import { roleOf } from './roleOf.ts';

export interface EntraOptions {
  settings: EntraSettings;
  /** Where the browser comes back to. */
  redirectUri: string;
  clock: Clock;
  newSecret(): string;
  ask: AskProvider;
}

const scopes = ['openid', 'profile', 'email'];

/** What we read of an ID token; whatever else it says is nothing to us. */
const claimsShape = z.object({
  iss: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  nonce: z.string(),
  name: z.string().min(1).max(200).optional(),
  preferred_username: z.string().max(200).optional(),
  upn: z.string().max(200).optional(),
  email: z.string().max(200).optional(),
  groups: z.array(z.string()).optional(),
  hasgroups: z.unknown().optional(),
  _claim_names: z.record(z.string(), z.unknown()).optional(),
});

type Claims = z.infer<typeof claimsShape>;

export function entra(options: EntraOptions): IdentityProvider {
  const { settings, redirectUri, newSecret } = options;
  return {
    async begin() {
      const pending = { state: newSecret(), nonce: newSecret(), verifier: newSecret() };
      const codeChallenge = createHash('sha256').update(pending.verifier).digest('base64url');
      const { state, nonce } = pending;
      const pkce = { codeChallenge, codeChallengeMethod: 'S256' };
      const url = await application(options).getAuthCodeUrl({ scopes, redirectUri, state, nonce, ...pkce });
      return { url, pending };
    },
    async finish(answer, pending) {
      const claims = await claimsOf(options, answer, pending);
      expectForUs(options, claims, pending);
      return { name: nameIn(claims), addresses: addressesIn(claims), role: roleOf(settings.groups, groupsIn(claims)) };
    },
  };
}

/** A new one each time: it keeps the tokens that it gets, and we want none. */
function application({ settings, ask }: EntraOptions): ConfidentialClientApplication {
  const { clientId, clientSecret, authority } = settings;
  return new ConfidentialClientApplication({
    auth: { clientId, clientSecret, authority, knownAuthorities: [new URL(authority).host] },
    system: {
      networkClient: networkOf(ask),
      protocolMode: ProtocolMode.OIDC,
      disableInternalRetries: true,
      loggerOptions: { loggerCallback: () => {}, piiLoggingEnabled: false },
    },
  });
}

function networkOf(ask: AskProvider): INetworkModule {
  const send = async (method: 'GET' | 'POST', url: string, given: NetworkRequestOptions = {}) => {
    const { status, headers, body } = await ask({ method, url, headers: given.headers ?? {}, body: given.body });
    return { status, headers, body: JSON.parse(body) };
  };
  return {
    sendGetRequestAsync: (url, given) => send('GET', url, given),
    sendPostRequestAsync: (url, given) => send('POST', url, given),
  };
}

async function claimsOf(options: EntraOptions, answer: SignInAnswer, pending: PendingSignIn): Promise<Claims> {
  if (answer.state === '' || answer.state !== pending.state)
    throw new SignInRefused('another state', 'This answer belongs to another attempt to sign in, or to none of yours.');
  if (answer.error !== '') throw new SignInRefused('refused by the provider', 'Your organisation did not let you in.');
  const { code } = answer;
  const { verifier: codeVerifier, nonce, state } = pending;
  const { redirectUri } = options;
  const request = { code, scopes, redirectUri, codeVerifier, nonce, state };
  const result = await application(options)
    .acquireTokenByCode(request, { code, nonce, state })
    .catch((cause: unknown) => {
      const why = cause instanceof Error && 'errorCode' in cause ? String(cause.errorCode) : 'no answer';
      throw new SignInRefused(
        `the code was not taken: ${why}`,
        'Your organisation did not confirm this sign-in; each attempt works once, and for some minutes.',
        { cause },
      );
    });
  const claims = claimsShape.safeParse(result.idTokenClaims);
  if (!claims.success)
    throw new SignInRefused('an odd token', 'Your organisation answered with something that we cannot read.');
  return claims.data;
}

/** The token came to us straight from the provider over https; it must be of that provider, for us, for this sign-in, and still good. */
function expectForUs({ settings, clock }: EntraOptions, claims: Claims, { nonce }: PendingSignIn): void {
  const refuse = (why: string) => {
    throw new SignInRefused(why, 'Your organisation answered with a token that is not for this sign-in.');
  };
  if (claims.iss.replace(/\/$/, '') !== settings.authority) refuse('a token of another issuer');
  if (![claims.aud].flat().every((audience) => audience === settings.clientId))
    refuse('a token for another application');
  if (claims.nonce !== nonce) refuse('a token of another sign-in');
  if (claims.exp * 1000 + signInLimits.clockSkewSeconds * 1000 < clock.now()) refuse('a token that is over');
}

function groupsIn({ groups, hasgroups, _claim_names: elsewhere }: Claims): readonly string[] {
  if (groups !== undefined) return groups;
  // https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference: of more than 200 groups only a link is sent.
  if (hasgroups !== undefined || elsewhere?.groups !== undefined)
    throw new SignInRefused(
      'more groups than a token holds',
      'You are in more groups than your organisation sends along. Ask whoever looks after its sign-in to send only the groups that are assigned to this application.',
    );
  return [];
}

const nameIn = (claims: Claims): KnownPerson['name'] => claims.name ?? addressesIn(claims)[0] ?? 'somebody';

function addressesIn({ preferred_username, upn, email }: Claims): string[] {
  return [preferred_username, upn, email].flatMap((one) => (one === undefined ? [] : [one.toLowerCase()]));
}
