/** An organisation's sign-in as the tests have it: a real OpenID provider, over https, on this machine. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { generate } from 'selfsigned';
import type { AskProvider, EntraSettings } from '../src/domain/identity.ts';

export const publicUrl = 'https://hotline.example.org';
export const clientId = '22222222-0000-4000-8000-000000000001';
const otherClientId = '22222222-0000-4000-8000-000000000002';
const clientSecret = 'the-secret-of-the-application-of-the-test';

export const groupOf = {
  viewer: '33333333-0000-4000-8000-000000000001',
  technician: '33333333-0000-4000-8000-000000000002',
  lead: '33333333-0000-4000-8000-000000000003',
  admin: '33333333-0000-4000-8000-000000000004',
};

/** What the provider says of somebody. */
export type Account = Readonly<Record<string, unknown>>;

export interface Answered {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: string;
}

export interface Organisation {
  entra: EntraSettings;
  /** Reaches the provider and trusts its certificate; nothing else does. */
  ask: AskProvider;
  /** Who signs in at its page next, and is asked nothing. */
  isThere(account: Account): void;
  /** Goes through its page as a browser does. @returns the address that it sends the browser back to */
  visits(url: string): Promise<string>;
  /** The ID token that another application would get with this nonce. */
  tokenOfAnother(nonce: string): Promise<string>;
  close(): Promise<void>;
}

export async function startOrganisation(): Promise<Organisation> {
  const certificate = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    keySize: 2048,
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const server = createServer({ key: certificate.private, cert: certificate.cert });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const authority = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let account: Account = {};
  const provider = providerAt(authority, () => account);
  const callback = provider.callback();
  server.on('request', (incoming, outgoing) => {
    if (!incoming.url?.startsWith('/interaction/')) return void callback(incoming, outgoing);
    void provider.interactionFinished(incoming, outgoing, { login: { accountId: String(account.sub) } });
  });
  const send = (method: string, url: string, headers: Record<string, string>, body?: string) =>
    new Promise<Answered>((resolve, reject) => {
      const asked = request(url, { method, headers, ca: certificate.cert }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.on('end', () => {
          const { 'set-cookie': cookies = [], ...rest } = response.headers;
          resolve({ status: response.statusCode ?? 0, headers: rest as Record<string, string>, cookies, body: text });
        });
      });
      asked.on('error', reject).end(body);
    });
  /** Follows its redirects until one leads away from it. */
  const visits = async (url: string): Promise<string> => {
    const cookies = new Map<string, string>();
    for (let at = url, i = 0; i < 10; i++) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await send('GET', at, { cookie });
      for (const one of answer.cookies) {
        const [name = '', value = ''] = (one.split(';')[0] ?? '').split('=');
        cookies.set(name, value);
      }
      const { location } = answer.headers;
      if (location === undefined) throw new Error(`${at} answered ${answer.status}: ${answer.body.slice(0, 500)}`);
      at = new URL(location, authority).href;
      if (!at.startsWith(authority)) return at;
    }
    throw new Error('The provider redirects for ever.');
  };
  return {
    entra: {
      clientId,
      clientSecret,
      authority,
      groups: Object.fromEntries(Object.entries(groupOf).map(([role, id]) => [role, [id]])) as Record<
        keyof typeof groupOf,
        string[]
      >,
    },
    ask: async ({ method, url, headers, body }) => {
      const answer = await send(
        method,
        url,
        { ...headers, 'content-length': String(Buffer.byteLength(body ?? '')) },
        body,
      );
      return { status: answer.status, headers: answer.headers, body: answer.body };
    },
    isThere(one) {
      account = one;
    },
    visits,
    async tokenOfAnother(nonce) {
      const verifier = 'v'.repeat(43);
      const redirect = 'https://other.example.org/callback';
      const query = new URLSearchParams({
        client_id: otherClientId,
        response_type: 'code',
        scope: 'openid profile email',
        redirect_uri: redirect,
        nonce,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      const back = new URL(await visits(`${authority}/auth?${query}`));
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code: back.searchParams.get('code') ?? '',
        redirect_uri: redirect,
        client_id: otherClientId,
        client_secret: clientSecret,
        code_verifier: verifier,
      }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) };
      return JSON.parse((await send('POST', `${authority}/token`, headers, body)).body).id_token;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function providerAt(issuer: string, account: () => Account): Provider {
  const client = (id: string, redirect: string) => ({
    client_id: id,
    client_secret: clientSecret,
    redirect_uris: [redirect],
    token_endpoint_auth_method: 'client_secret_post' as const,
  });
  const claims = ['name', 'preferred_username', 'email', 'groups', 'hasgroups', '_claim_names'];
  const provider = new Provider(issuer, {
    clients: [
      client(clientId, `${publicUrl}/sign-in/callback`),
      client(otherClientId, 'https://other.example.org/callback'),
    ],
    claims: { openid: ['sub', ...claims] },
    conformIdTokenClaims: false,
    cookies: { keys: ['a-key-of-the-test'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...account(), sub }) }),
    // Nobody is asked whether an application of their own organisation may know them.
    async loadExistingGrant(context) {
      const { client: asking, session } = context.oidc;
      const grant = new context.oidc.provider.Grant({
        clientId: asking?.clientId ?? '',
        accountId: session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email offline_access');
      await grant.save();
      return grant;
    },
  });
  return provider;
}
