import { connect } from 'node:net';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { linkAnswer, sessionAnswer } from '../src/domain/sessionApi.ts';
import { signInLimits } from '../src/domain/signInLimits.ts';
import { sqlOf } from '../src/store/handle.ts';
import { answered, ask, expectProblem, post } from './apiRules.ts';
import { Browser, cookiesOf, signedIn } from './browser.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';

const sessionEnded = z.object({ ended: z.literal(true) });

let night: Night;
let browser: Browser;

/** Every row of a table, as it is kept. */
const rowsOf = async (table: string): Promise<unknown[]> => sqlOf(night.app.context.store.read)(table);

const newLink = async () => answered(await post(night, '/links').send({}), linkAnswer).url;

afterEach(() => night.close());

describe.each([...databases])('the one-time link on %s', (kind) => {
  beforeEach(async () => {
    night = await Night.begin(kind);
    browser = new Browser(night.app.url);
  });

  test('that was printed at start signs an admin in once, and leads to the front page', async () => {
    expect(night.app.signInUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/[\w-]{43}$/);
    const answer = await browser.opens(night.app.signInUrl);
    expect([answer.status, answer.headers.location]).toEqual([303, '/']);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    const { user, csrf } = answered(await browser.get('/api/session'), sessionAnswer);
    expect(user).toEqual({ name: 'Local admin', person: null, role: 'admin' });
    expect(csrf).toMatch(/^[\w-]{43}$/);
    expect((await browser.get('/api/cases')).status).toBe(200);
    const again = await new Browser(night.app.url).opens(night.app.signInUrl);
    expect(again.status).toBe(403);
    expect(again.text).toMatch(/works once, within 15 minutes.*\n.*npm run link/);
    expect(cookiesOf(again)).toEqual([]);
  });

  test('made by the admin token works until its time is over', async () => {
    const [first, second] = [await newLink(), await newLink()];
    await night.passes(signInLimits.linkMinutes * 60 - 1);
    expect((await browser.opens(first)).status).toBe(303);
    await night.passes(1);
    expect((await browser.opens(second)).status).toBe(403);
  });

  test('is not used up by whoever only looks at it', async () => {
    const path = new URL(night.app.signInUrl).pathname;
    const looks = [{ purpose: 'prefetch' }, { 'sec-purpose': 'prefetch;prerender' }, { 'x-moz': 'prefetch' }];
    for (const headers of looks) expect((await browser.get(path).set(headers)).status).toBe(503);
    expect((await browser.ask('head', path)).status).toBe(503);
    expect((await browser.opens(night.app.signInUrl)).status).toBe(303);
  });

  test('does not work through a proxy of this machine, and is not used up there', async () => {
    const path = new URL(night.app.signInUrl).pathname;
    for (const headers of [
      { 'x-forwarded-for': '203.0.113.7' },
      { forwarded: 'for=203.0.113.7' },
      { via: '1.1 proxy' },
      { host: 'hotline.example.org' },
    ]) {
      const answer = await browser.get(path).set(headers);
      expect(answer.status).toBe(403);
      expect(answer.text).toMatch(/only in a browser on the machine where the service runs/);
    }
    expect(await withOldProtocol(path)).toMatch(/^HTTP\/1\.1 403 /);
    expect((await browser.opens(night.app.signInUrl)).status).toBe(303);
  });

  test('of which too many wait loses the oldest', async () => {
    const links: string[] = [];
    for (let i = 0; i <= signInLimits.linksWaiting; i++) links.push(await newLink());
    expect((await browser.opens(links[0] ?? '')).status).toBe(403);
    expect((await browser.opens(links[1] ?? '')).status).toBe(303);
  });
});

/** Asks as a proxy without a word of its own does: in HTTP/1.0, with the host's name of this machine. */
function withOldProtocol(path: string): Promise<string> {
  const { hostname, port } = new URL(night.app.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.0\r\nHost: 127.0.0.1:${port}\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (part) => (text += part.toString()));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}

describe.each([...databases])('a session on %s', (kind) => {
  beforeEach(async () => {
    night = await Night.begin(kind);
    browser = new Browser(night.app.url);
    await browser.opens(night.app.signInUrl);
  });

  test('is a cookie that no script reads and no other site sends, and its secret is kept nowhere', async () => {
    const answer = await browser.opens(await newLink());
    const [cookie = '', ...others] = cookiesOf(answer);
    expect(others).toEqual([]);
    expect(cookie).toMatch(/^nightdesk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const secret = /=([\w-]{43});/.exec(cookie)?.[1] ?? '';
    const kept = await rowsOf('sessions');
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect(JSON.stringify(night.lines)).not.toContain(secret);
  });

  test('outlives a restart', async () => {
    await night.crashes();
    await night.starts();
    expect((await browser.get('/api/session')).status).toBe(200);
  });

  test('makes a change only with its own csrf, from a page of ours', async () => {
    const path = '/api/links';
    const change = (csrf: string, origin?: string) => {
      const asked = browser.ask('post', path).set('x-csrf-token', csrf);
      return origin === undefined ? asked : asked.set('origin', origin);
    };
    const other = new Browser(night.app.url);
    await other.opens(await newLink());
    for (const forged of ['', 'undefined', browser.csrf.slice(1), `${browser.csrf}x`, other.csrf])
      expectProblem(await change(forged), 403, /x-csrf-token/);
    expectProblem(await browser.ask('post', path), 403, /x-csrf-token/);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', `${night.app.url}.evil.example`])
      expectProblem(await change(browser.csrf, origin), 403, /may not change anything here/);
    expect((await change(browser.csrf)).status).toBe(200);
    expect((await change(browser.csrf, night.app.url)).status).toBe(200);
    expect((await change(browser.csrf, night.app.url.replace('127.0.0.1', 'localhost'))).status).toBe(200);
  });

  test('ends when its user signs out, and its cookie is worth nothing then', async () => {
    const { cookie } = browser;
    const answer = await browser.change('delete', '/api/session');
    expect(answered(answer, sessionEnded)).toEqual({ ended: true });
    browser.keeps(answer);
    expect(browser.cookie).toBe('');
    expectProblem(await request(night.app.url).get('/api/session').set('cookie', cookie), 401, /Sign in/);
    expectProblem(await request(night.app.url).get('/api/cases').set('cookie', cookie), 401, /Sign in/);
  });

  test('ends after hours without a request, and after a day in any case', async () => {
    const idle = signInLimits.sessionIdleHours * 3600;
    await night.passes(idle - 1);
    expect((await browser.get('/api/session')).status).toBe(200);
    await night.passes(idle - 1);
    expect((await browser.get('/api/session')).status).toBe(200);
    await night.passes(2);
    expectProblem(await browser.get('/api/session'), 401, /Sign in/);
    await browser.opens(await newLink());
    await night.passes(idle);
    expectProblem(await browser.get('/api/session'), 401, /Sign in/);
  });

  test('is never one that the browser brought along, and the one before ends', async () => {
    const stolen = browser.cookie;
    const victim = new Browser(night.app.url);
    victim.cookie = stolen;
    await victim.opens(await newLink());
    expect(victim.cookie).not.toBe(stolen);
    expectProblem(await browser.get('/api/session'), 401, /Sign in/);
    const fixed = new Browser(night.app.url);
    fixed.cookie = 'nightdesk=chosen-by-somebody-else';
    await fixed.opens(await newLink());
    expect(fixed.cookie).not.toContain('chosen');
    const answer = await request(night.app.url).get('/api/session').set('cookie', 'nightdesk=chosen-by-somebody-else');
    expectProblem(answer, 401, /Sign in/);
    expect(await rowsOf('sessions')).toHaveLength(2);
  });

  test('is not asked for beside a token, and the token has none', async () => {
    const wrong = browser.get('/api/cases').set('authorization', 'Bearer wrong');
    expectProblem(await wrong, 401, /Authorization: Bearer/);
    expectProblem(await ask(night, '/session'), 401, /has no session/);
    expect((await post(night, '/links').set('origin', 'https://evil.example')).status).toBe(200);
  });
});

test('in the demo nobody is signed out by a clock that is run forward', async () => {
  night = await Night.begin('sqlite', { isDemo: true });
  browser = new Browser(night.app.url);
  await browser.opens(night.app.signInUrl);
  const other = await signedIn(night, 'technician');
  await night.passes(2 * 24 * 3600);
  // Whoever comes in puts away what is over.
  await browser.opens((await post(night, '/links').send({})).body.url);
  for (const one of [browser, other]) expect((await one.get('/api/session')).status).toBe(200);
});

describe('behind https', () => {
  test('the cookie is secure, and of this host alone', async () => {
    night = await Night.begin('sqlite', { publicUrl: 'https://hotline.example.org' });
    browser = new Browser(night.app.url);
    const [cookie] = cookiesOf(await browser.opens(night.app.signInUrl));
    expect(cookie).toMatch(/^__Host-nightdesk=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const change = browser.ask('post', '/api/links').set('x-csrf-token', browser.csrf);
    expect((await change.set('origin', 'https://hotline.example.org')).status).toBe(200);
    const plain = browser.cookie.replace('__Host-', '');
    expectProblem(await request(night.app.url).get('/api/session').set('cookie', plain), 401, /Sign in/);
  });
});
