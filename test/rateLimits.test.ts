import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signInLimits } from '../src/domain/signInLimits.ts';
import { countHits } from '../src/http/countHits.ts';
import { ask, expectProblem, post, webhook } from './apiRules.ts';
import { Browser, signedIn } from './browser.ts';
import { MovedClock } from './night/movedClock.ts';
import { Night } from './night/night.ts';

let night: Night;

/** Asks so often, some at a time, and counts the statuses. */
async function often(
  times: number,
  once: (i: number) => PromiseLike<{ status: number }>,
): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for (let i = 0; i < times; i += 20) {
    const some = Array.from({ length: Math.min(20, times - i) }, (_, j) => once(i + j));
    for (const { status } of await Promise.all(some)) counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

describe('hits', () => {
  test('are counted for a window, then anew', async () => {
    const clock = new MovedClock(0);
    const hits = countHits(clock, 1000, 10);
    expect([hits.increment('a'), hits.increment('a'), hits.increment('b')]).toMatchObject([
      { totalHits: 1 },
      { totalHits: 2 },
      { totalHits: 1 },
    ]);
    hits.decrement('a');
    clock.step(999);
    expect(hits.increment('a')).toMatchObject({ totalHits: 2 });
    clock.step(1000);
    expect(hits.increment('a')).toMatchObject({ totalHits: 1 });
  });

  test('are remembered of so many keys at the most, and of the newest windows', async () => {
    const hits = countHits(new MovedClock(0), 1000, 3);
    for (const key of ['a', 'b', 'c', 'd', 'd']) hits.increment(key);
    expect(hits.increment('d')).toMatchObject({ totalHits: 3 });
    expect(hits.increment('b')).toMatchObject({ totalHits: 2 });
    expect(hits.increment('a')).toMatchObject({ totalHits: 1 });
  });
});

describe('asking too often', () => {
  beforeEach(async () => {
    night = await Night.begin('sqlite', { trustProxy: ['127.0.0.1'] });
  });
  afterEach(() => night.close());

  test('wrong sign-ins of one address end in silence, and the right one works after the window', async () => {
    const wrong = (i: number) => request(night.app.url).get(`/sign-in/wrong-${i}`);
    const counts = await often(100, wrong);
    expect(Object.fromEntries(counts)).toEqual({
      403: signInLimits.failedSignIns,
      429: 100 - signInLimits.failedSignIns,
    });
    const refused = await request(night.app.url).get('/sign-in/wrong');
    expect(refused.text).toMatch(/Please wait 10 minutes, then try again/);
    expect(refused.headers['retry-after']).toBe('600');
    const browser = new Browser(night.app.url);
    expect((await browser.opens(night.app.signInUrl)).status).toBe(429);
    await night.passes(signInLimits.failedWindowSeconds);
    expect((await browser.opens(night.app.signInUrl)).status).toBe(303);
  });

  const path = '/sign-in/some-secret';
  test.each([
    ['a picture', { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site' }],
    ['a frame', { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' }],
    ['a script that asks', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': 'cross-site' }],
    ['a worker', { 'sec-fetch-mode': 'same-origin', 'sec-fetch-site': 'cross-site' }],
  ])('%s of another site is no attempt, and uses up no link', async (_what, headers) => {
    const own = new URL(night.app.signInUrl).pathname;
    expect((await request(night.app.url).get(own).set(headers)).status).toBe(503);
    // All at once: none is counted, not even while it is looked at.
    const times = signInLimits.failedSignIns + 20;
    const all = await Promise.all(Array.from({ length: times }, () => request(night.app.url).get(path).set(headers)));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([503]));
    const byLink = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' };
    expect((await request(night.app.url).get(own).set(byLink)).status).toBe(303);
  });

  test('sign-ins that succeed are not counted', async () => {
    for (let i = 0; i < signInLimits.failedSignIns + 5; i++) {
      const { url } = (await post(night, '/links').send({})).body;
      expect((await new Browser(night.app.url).opens(url)).status).toBe(303);
    }
  });

  test('an address without a session or token is refused, but never whoever has one', async () => {
    const counts = await often(signInLimits.apiRequestsInVain + 10, () => request(night.app.url).get('/api/session'));
    expect(Object.fromEntries(counts)).toEqual({ 401: signInLimits.apiRequestsInVain, 429: 10 });
    const answer = await request(night.app.url).get('/api/cases').set('authorization', 'Bearer wrong');
    expectProblem(answer, 429, /Too many requests; go on in 60 s/);
    expect(answer.headers['retry-after']).toBe('60');
    expect((await ask(night, '/cases')).status).toBe(200);
    const kim = await signedIn(night, 'technician', { person: 'kim' });
    expect((await kim.get('/api/cases')).status).toBe(200);
    await night.passes(60);
    expect((await request(night.app.url).get('/api/cases')).status).toBe(401);
  });

  test('each session by itself, for the seconds that are left, and never with a change', async () => {
    const kim = await signedIn(night, 'technician', { person: 'kim' });
    const alex = await signedIn(night, 'technician', { person: 'alex' });
    await often(100, () => kim.get('/api/teams'));
    await night.passes(45);
    const counts = await often(signInLimits.apiReads - 80, () => kim.get('/api/teams'));
    expect(Object.fromEntries(counts)).toEqual({ 200: signInLimits.apiReads - 100, 429: 20 });
    const refused = await kim.get('/api/teams');
    expectProblem(refused, 429, /Too many requests; go on in 15 s/);
    expect(refused.headers['retry-after']).toBe('15');
    expect((await kim.change('post', '/api/cases/CS0000009/take').send({})).status).toBe(404);
    expect((await alex.get('/api/teams')).status).toBe(200);
    await night.passes(60);
    expect((await kim.get('/api/teams')).status).toBe(200);
  });

  test('of several browsers behind a trusted proxy each is counted by itself', async () => {
    const through = (address: string) =>
      request(night.app.url).get('/api/session').set('x-forwarded-for', `198.51.100.9, ${address}`);
    await often(signInLimits.apiRequestsInVain, () => through('203.0.113.7'));
    expect((await through('203.0.113.7')).status).toBe(429);
    expect((await through('203.0.113.8')).status).toBe(401);
  });

  test('a proxy that is not trusted cannot give itself other addresses', async () => {
    await night.crashes();
    night.trustProxy = [];
    await night.starts();
    const through = (i: number) => request(night.app.url).get('/api/session').set('x-forwarded-for', `203.0.113.${i}`);
    const counts = await often(signInLimits.apiRequestsInVain + 10, through);
    expect(counts.get(429)).toBe(10);
  });

  test('the carrier is never refused, and its answers stay as they are', async () => {
    await often(signInLimits.apiRequestsInVain + 10, () => request(night.app.url).get('/api/session'));
    const counts = await often(200, (i) =>
      webhook(night, '/voice/status', { CallSid: `CA${i}`, CallStatus: 'ringing' }),
    );
    expect(Object.fromEntries(counts)).toEqual({ 200: 200 });
    const answer = await webhook(night, '/voice/status', { CallSid: 'CA9', CallStatus: 'ringing' });
    expect(Object.keys(answer.headers).sort()).toEqual(
      ['connection', 'content-length', 'content-type', 'date', 'etag', 'keep-alive'].filter(
        (name) => name in answer.headers,
      ),
    );
  });
});

describe('what browsers get', () => {
  afterEach(() => night.close());

  test.each(['/', '/sign-in', '/api/session', '/nowhere', '/contact.vcf'])('%s lets no other site in', async (path) => {
    night = await Night.begin('sqlite');
    const { headers } = await request(night.app.url).get(path);
    expect(headers['content-security-policy']).toMatch(/script-src 'self';/);
    expect(headers['content-security-policy']).toMatch(/default-src 'none';/);
    expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  test('says over https that it is always so', async () => {
    night = await Night.begin('sqlite', { publicUrl: 'https://hotline.example.org' });
    const { headers } = await request(night.app.url).get('/sign-in');
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });
});
