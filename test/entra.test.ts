import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sessionAnswer } from '../src/domain/sessionApi.ts';
import { signInLimits } from '../src/domain/signInLimits.ts';
import { entra } from '../src/identity/entra.ts';
import { answered, ask, expectProblem, post } from './apiRules.ts';
import { Browser, cookiesOf } from './browser.ts';
import { databases } from './databases.ts';
import { MovedClock } from './night/movedClock.ts';
import { Night } from './night/night.ts';
import { type Account, clientId, groupOf, type Organisation, publicUrl, startOrganisation } from './organisation.ts';

let organisation: Organisation;
let night: Night;
let browser: Browser;
/** Changes what the provider answers at its token endpoint. */
let tampers: (body: string) => string | Promise<string> = (body) => body;

beforeAll(async () => {
  organisation = await startOrganisation();
});
afterAll(() => organisation.close());

const kim: Account = {
  sub: 'kim-at-the-organisation',
  name: 'Lee, Kim',
  preferred_username: 'Kim@Example.edu',
  groups: ['99999999-0000-4000-8000-000000000009', groupOf.technician],
};

async function begins(): Promise<void> {
  night = await Night.begin('sqlite', { publicUrl, signIn: { entra: organisation.entra, ask: organisation.ask } });
  browser = new Browser(night.app.url);
}

/** The browser's way out: it keeps the cookie of the attempt. @returns the address of the organisation's page */
async function leaves(path = '/sign-in'): Promise<string> {
  const answer = await browser.get(path);
  expect(answer.status, answer.text).toBe(303);
  browser.cookie = cookiesOf(answer)[0]?.split(';')[0] ?? '';
  return answer.headers.location ?? '';
}

/** And its way back. */
async function comesBack(back: string) {
  expect(back.startsWith(`${publicUrl}/sign-in/callback?`)).toBe(true);
  const { pathname, search } = new URL(back);
  return browser.opens(`${night.app.url}${pathname}${search}`);
}

async function signsIn(account: Account) {
  organisation.isThere(account);
  return comesBack(await organisation.visits(await leaves()));
}

async function expectRefused(answer: Awaited<ReturnType<typeof signsIn>>, words: RegExp, why: string): Promise<void> {
  expect([answer.status, answer.type]).toEqual([403, 'text/html']);
  expect(answer.text).toMatch(words);
  expect(cookiesOf(answer).filter((cookie) => cookie.startsWith('__Host-nightdesk='))).toEqual([]);
  const { items } = (await ask(night, '/audit')).body;
  expect(items[0]).toMatchObject({ kind: 'refused', how: 'entra', act: 'GET /sign-in/callback', name: '' });
  expect(items[0].detail).toContain(`${why}, from `);
}

describe("the organisation's sign-in", () => {
  beforeEach(async () => {
    tampers = (body) => body;
    await begins();
  });
  afterEach(() => night.close());

  test('lets a member of a group in with its role, as the person whose address the directory has', async () => {
    const answer = await signsIn(kim);
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    const [session = '', ...others] = cookiesOf(answer).reverse();
    expect(session).toMatch(/^__Host-nightdesk=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(others).toEqual([expect.stringMatching(/^__Host-nightdesk-sign-in=; .*Expires=Thu, 01 Jan 1970/)]);
    const { user } = answered(await browser.get('/api/session'), sessionAnswer);
    expect(user).toEqual({ name: 'Lee, Kim', person: 'kim', role: 'technician' });
    expect((await ask(night, '/audit')).body.items[0]).toMatchObject({ kind: 'signIn', how: 'entra', person: 'kim' });
  });

  test.each([
    ['/cases/CS0000042?from=text', '/cases/CS0000042?from=text'],
    ['//evil.example/cases', '/'],
    [`/cases?q=${'"'.repeat(290)}`, `/cases?q=${'"'.repeat(290)}`],
  ])('leads to what was wanted, if that is a page of ours: %s', async (wanted, led) => {
    organisation.isThere(kim);
    const away = await leaves(`/sign-in?${new URLSearchParams({ to: wanted })}`);
    const { status, headers } = await comesBack(await organisation.visits(away));
    expect([status, decodeURI(headers.location ?? '')]).toEqual([303, led]);
  });

  test('does not believe a cookie that leads elsewhere', async () => {
    organisation.isThere(kim);
    const away = await leaves();
    const [name, value = ''] = browser.cookie.split('=');
    const pending: object = JSON.parse(Buffer.from(value, 'base64url').toString());
    const forged = JSON.stringify({ ...pending, to: '//evil.example' });
    browser.cookie = `${name}=${Buffer.from(forged).toString('base64url')}`;
    const answer = await comesBack(await organisation.visits(away));
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  });

  test.each([
    [[groupOf.viewer], 'viewer'],
    [[groupOf.viewer, groupOf.lead, groupOf.technician], 'lead'],
    [[groupOf.technician, groupOf.admin], 'admin'],
    [[groupOf.lead.toUpperCase()], 'lead'],
  ])('of several groups the highest role counts: %j', async (groups, role) => {
    expect((await signsIn({ ...kim, groups })).status).toBe(303);
    expect((await browser.get('/api/session')).body.user.role).toBe(role);
  });

  test('of whom the directory does not know the address has a role, and is no person', async () => {
    expect((await signsIn({ ...kim, preferred_username: 'guest@elsewhere.example' })).status).toBe(303);
    expect((await browser.get('/api/session')).body.user.person).toBeNull();
  });

  test.each([{ groups: [] }, { groups: ['99999999-0000-4000-8000-000000000009'] }, { groups: undefined }])(
    'refuses who is in no group of ours: %j',
    async ({ groups }) => {
      await expectRefused(await signsIn({ ...kim, groups }), /in none of the groups that may use/, 'no group of ours');
      expectProblem(await browser.get('/api/session'), 401, /Sign in/);
    },
  );

  test.each([
    { _claim_names: { groups: 'src1' }, groups: undefined },
    { hasgroups: true, groups: undefined },
  ])('says so of somebody with more groups than a token holds: %j', async (claims) => {
    const words = /more groups than your organisation sends along.*assigned to this application/;
    await expectRefused(await signsIn({ ...kim, ...claims }), words, 'more groups than a token holds');
  });

  test('refuses an answer of another attempt, and one that this browser did not begin', async () => {
    organisation.isThere(kim);
    const first = await organisation.visits(await leaves());
    await leaves();
    await expectRefused(await comesBack(first), /belongs to another attempt/, 'another state');
    const second = new URL(await organisation.visits(await leaves()));
    second.searchParams.set('state', 'forged');
    await expectRefused(await comesBack(second.href), /belongs to another attempt/, 'another state');
    const third = await organisation.visits(await leaves());
    browser.cookie = '';
    await expectRefused(await comesBack(third), /has not begun to sign in/, 'nothing was begun here');
  });

  test('refuses a code that was used', async () => {
    organisation.isThere(kim);
    const back = await organisation.visits(await leaves());
    const { cookie } = browser;
    expect((await comesBack(back)).status).toBe(303);
    browser = new Browser(night.app.url);
    browser.cookie = cookie;
    await expectRefused(await comesBack(back), /did not confirm this sign-in/, 'the code was not taken: invalid_grant');
  });

  test('refuses whom the organisation refuses, in our words and not in those of the address', async () => {
    const { searchParams } = new URL(await leaves());
    const back = new URLSearchParams({ error: '<script>alert(1)</script>', state: searchParams.get('state') ?? '' });
    const answer = await comesBack(`${publicUrl}/sign-in/callback?${back}`);
    await expectRefused(answer, /Your organisation did not let you in/, 'refused by the provider');
    expect(answer.text).not.toContain('script');
  });

  test('gives the organisation a challenge, a state and a nonce that are new each time', async () => {
    const [first, second] = [new URL(await leaves()).searchParams, new URL(await leaves()).searchParams];
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(first.get(name)).toMatch(/^[\w-]{43}$/);
      expect(first.get(name)).not.toBe(second.get(name));
    }
    expect(Object.fromEntries(first)).toMatchObject({
      client_id: clientId,
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${publicUrl}/sign-in/callback`,
    });
  });

  test('begins a session that nobody had before, and ends the one before', async () => {
    await signsIn(kim);
    const before = browser.cookie;
    organisation.isThere(kim);
    const away = await leaves();
    browser.cookie = `${browser.cookie}; ${before}`;
    expect((await comesBack(await organisation.visits(away))).status).toBe(303);
    expect(browser.cookie).not.toContain(before);
    const old = new Browser(night.app.url);
    old.cookie = before;
    expectProblem(await old.get('/api/session'), 401, /Sign in/);
  });

  test('turns the one-time link off', async () => {
    expect(night.app.signInUrl).toBe(`${publicUrl}/sign-in`);
    expectProblem(await post(night, '/links').send({}), 409, /One-time links are off/);
    const answer = await browser.get('/sign-in/some-secret');
    expect([answer.status, answer.text]).toEqual([404, expect.stringMatching(/One-time links are off/)]);
  });

  test('counts neither links, which are off, nor what another site makes a browser ask for', async () => {
    const picture = { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
    for (let i = 0; i <= signInLimits.failedSignIns; i++) {
      expect((await browser.get(`/sign-in/${i}`)).status).toBe(404);
      expect((await browser.get('/sign-in/callback?state=x&code=x').set(picture)).status).toBe(503);
    }
    expect((await signsIn(kim)).status).toBe(303);
  });

  test('is looked for no more by an address whose attempts have failed too often', async () => {
    for (let i = 0; i < signInLimits.failedSignIns; i++)
      expect((await browser.get(`/sign-in/callback?state=x&code=${i}`)).status).toBe(403);
    expect((await browser.get('/sign-in/callback?state=x&code=x')).status).toBe(429);
    expect((await browser.get('/sign-in')).status).toBe(303);
    await night.passes(signInLimits.failedWindowSeconds);
    expect((await signsIn(kim)).status).toBe(303);
  });
});

describe('an answer of the organisation that is not right', () => {
  beforeEach(async () => {
    night = await Night.begin('sqlite', {
      publicUrl,
      signIn: {
        entra: organisation.entra,
        ask: async (request) => {
          const answer = await organisation.ask(request);
          return request.method === 'POST' ? { ...answer, body: await tampers(answer.body) } : answer;
        },
      },
    });
    browser = new Browser(night.app.url);
  });
  afterEach(() => night.close());

  /** The token with other claims; its signature is not looked at, for it comes over our own https. */
  const claims = (change: Record<string, unknown>) => (body: string) => {
    const answer = JSON.parse(body);
    const [head, payload = '', signature] = answer.id_token.split('.');
    const changed = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), ...change };
    const text = Buffer.from(JSON.stringify(changed)).toString('base64url');
    return JSON.stringify({ ...answer, id_token: [head, text, signature].join('.') });
  };

  test('is a token that another application got, for the same sign-in', async () => {
    organisation.isThere({ ...kim, groups: [groupOf.admin] });
    const away = await leaves();
    const other = await organisation.tokenOfAnother(new URL(away).searchParams.get('nonce') ?? '');
    tampers = (body) => JSON.stringify({ ...JSON.parse(body), id_token: other });
    const answer = await comesBack(await organisation.visits(away));
    await expectRefused(answer, /a token that is not for this sign-in/, 'a token for another application');
  });

  test.each([
    ['of another issuer', { iss: 'https://login.example.org' }, 'a token of another issuer'],
    ['for us and another application', { aud: [clientId, 'another'] }, 'a token for another application'],
    ['that is over', { exp: Math.floor(Date.UTC(2026, 10, 1) / 1000) }, 'a token that is over'],
    ['of another sign-in', { nonce: 'n'.repeat(43) }, 'the code was not taken: nonce_mismatch'],
    ['without a nonce', { nonce: undefined }, 'the code was not taken: nonce_mismatch'],
    ['with odd groups', { groups: 'admin' }, 'an odd token'],
  ])('is a token %s', async (_what, change, why) => {
    tampers = claims(change);
    await expectRefused(await signsIn(kim), /organisation/, why);
  });

  test('is none at all: nobody signs in, and the hotline goes on', async () => {
    tampers = () => '<html>Bad gateway</html>';
    await expectRefused(await signsIn(kim), /did not confirm this sign-in/, 'the code was not taken: network_error');
    await night.close();
    const gone = async () => {
      throw new Error('ECONNREFUSED');
    };
    night = await Night.begin('sqlite', { publicUrl, signIn: { entra: organisation.entra, ask: gone } });
    night.names(/alarm: the sign-in of the organisation does not answer/);
    const answer = await new Browser(night.app.url).get('/sign-in');
    expect([answer.status, answer.text]).toEqual([503, expect.stringMatching(/the hotline and its pages go on/)]);
    expect((await ask(night, '/cases')).status).toBe(200);
  });
});

test.each([...databases])('the session of the organisation is kept on %s', async (kind) => {
  night = await Night.begin(kind, { publicUrl, signIn: { entra: organisation.entra, ask: organisation.ask } });
  browser = new Browser(night.app.url);
  expect((await signsIn(kim)).status).toBe(303);
  await night.crashes();
  await night.starts();
  expect((await browser.get('/api/session')).body.user.person).toBe('kim');
  await night.close();
});

test('a tenant of Entra is asked at Microsoft, without looking anything up', async () => {
  const tenant = '11111111-2222-3333-4444-555555555555';
  const provider = entra({
    settings: { ...organisation.entra, authority: `https://login.microsoftonline.com/${tenant}/v2.0` },
    redirectUri: `${publicUrl}/sign-in/callback`,
    clock: new MovedClock(0),
    newSecret: () => 's'.repeat(43),
    ask: () => Promise.reject(new Error('nothing is to be asked')),
  });
  const { url } = await provider.begin();
  expect(url.startsWith(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize?`)).toBe(true);
});
