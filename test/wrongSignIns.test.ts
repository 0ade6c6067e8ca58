import { Agent, request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { signInLimits } from '../src/domain/signInLimits.ts';
import { sqlOf } from '../src/store/handle.ts';
import { ask, post } from './apiRules.ts';
import { Browser } from './browser.ts';
import { databases } from './databases.ts';
import { Night } from './night/night.ts';

let night: Night;
const agent = new Agent({ keepAlive: true, maxSockets: 20 });

afterEach(() => night.close());

/** Asks, and forgets everything of the answer but its status. */
function statusOf(path: string, headers: Record<string, string>): Promise<number> {
  const { hostname, port } = new URL(night.app.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers, agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    asked.on('error', reject).end();
  });
}

/** So many at a time, until all are answered. @returns how often each status came */
async function all(times: number, once: (i: number) => Promise<number>): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  let next = 0;
  const one = async () => {
    while (next < times) {
      const status = await once(next++);
      counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 20 }, one));
  return counts;
}

const rowsOf = async (table: string): Promise<unknown[]> => sqlOf(night.app.context.store.read)(table);

test.each([...databases])(
  'ten thousand wrong sign-ins on %s: all answered, few rows, and the right one works after the window',
  async (kind) => {
    night = await Night.begin(kind, { trustProxy: ['127.0.0.1'] });
    const before = (await rowsOf('audit')).length;
    const wrong = 'w'.repeat(43);
    const ofOne = await all(6_000, (i) => statusOf(`/sign-in/${i}${wrong}`, {}));
    expect(ofOne).toEqual({ 403: signInLimits.failedSignIns, 429: 6_000 - signInLimits.failedSignIns });
    const ofMany = await all(2_000, (i) =>
      statusOf(`/sign-in/${wrong}`, { 'x-forwarded-for': `10.1.${i >> 8}.${i & 255}` }),
    );
    expect(ofMany).toEqual({ 403: 2_000 });
    const tokens = await all(2_000, () => statusOf('/api/cases', { authorization: `Bearer ${wrong}` }));
    expect(tokens).toEqual({ 401: signInLimits.apiRequestsInVain, 429: 2_000 - signInLimits.apiRequestsInVain });
    // Some at a time may see the same count.
    expect((await rowsOf('audit')).length - before).toBeLessThanOrEqual(2 * (signInLimits.refusedPerHour + 20));
    expect(await rowsOf('sessions')).toEqual([]);
    expect((await ask(night, '/cases')).status).toBe(200);
    expect((await new Browser(night.app.url).opens(night.app.signInUrl)).status).toBe(429);
    await night.passes(signInLimits.failedWindowSeconds);
    const { url } = (await post(night, '/links').send({})).body;
    expect((await new Browser(night.app.url).opens(url)).status).toBe(303);
    expect(night.errors).toEqual([]);
  },
  180_000,
);
