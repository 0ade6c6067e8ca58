/** The doctor sees each fault once, says what to do, and tells no secret. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createTwilioCarrier } from '../src/carrier/twilio/createTwilioCarrier.ts';
import type { Config } from '../src/config.ts';
import type { Check } from '../src/domain/check.ts';
import { limits } from '../src/domain/limits.ts';
import { outsideLimits } from '../src/domain/outsideLimits.ts';
import { checkDatabase } from '../src/outside/checkDatabase.ts';
import { checkDisk } from '../src/outside/checkDisk.ts';
import { checkPublicUrl } from '../src/outside/checkPublicUrl.ts';
import { checkSettings } from '../src/outside/checkSettings.ts';
import { type Examined, examine } from '../src/outside/examine.ts';
import { openService } from '../src/outside/openService.ts';
import { type Reach, reachWithin } from '../src/outside/reach.ts';
import { sqlOf } from '../src/store/handle.ts';
import { openStore } from '../src/store/openStore.ts';
import { databases, freshDatabase } from './databases.ts';
import { Night, twoAtNight } from './night/night.ts';

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
let night: Night;

/** What the doctor says of a night that is well, but for these changes. */
async function asks(changes: Partial<Config> = {}, more: Partial<Examined> = {}): Promise<Check[]> {
  const port = Number(new URL(night.app.url).port);
  const config: Config = { ...night.config(port), publicUrl: night.app.publicUrl, ...changes };
  const carrier = config.twilio && createTwilioCarrier({ name: 'twilio', accounts: config.twilio });
  return examine({ config, carrier, clock: night.clock, log: quiet, base: null, ...more });
}

const wrong = (checks: readonly Check[]) =>
  checks.flatMap(({ name, state, says }) => (state === 'wrong' ? [`${name}: ${says}`] : []));

/** A server that is none of ours. @returns its address */
async function serves(status: number, headers: Record<string, string> = {}): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status, headers).end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a service that is well', () => {
  beforeEach(async () => {
    night = await Night.begin('sqlite');
  });
  afterEach(() => night.close());

  test('has nothing wrong, on a carrier of this machine', async () => {
    const checks = await asks();
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'disk well',
      'database well',
      'service well',
      // Nobody else could reach a loopback address; the stand-in for the carrier can.
      'public address unsure',
      'account well',
      'balance well',
      'clock well',
      'number well',
      'on call well',
      'on call well',
      // Nobody has to have one.
      'lifeboat unsure',
    ]);
    expect(checks.at(-3)?.says).toBe('aims: Kim Lee.');
  });

  test('is told to be elsewhere: what can be done without it is done', async () => {
    const checks = await asks({}, { base: 'http://127.0.0.1:9' });
    expect(wrong(checks)).toEqual([
      expect.stringMatching(/^service: No Nightdesk answers at .*start it with npm start/),
    ]);
    const notDone = checks.filter(({ state }) => state === 'notDone').map(({ name }) => name);
    expect(notDone).toEqual(['public address', 'on call', 'lifeboat']);
    expect(checks.filter(({ name }) => name === 'number')).toMatchObject([{ state: 'well' }]);
  });

  test('is red: the doctor says which part', async () => {
    night.exchange.faults.failRest(() => true, 'serverError', { times: 1 });
    const [first] = wrong(await asks());
    expect(first).toMatch(/^service: It runs at \S+, and is not ready: carrier: /);
  });

  test('does not take our token: the sentence says so', async () => {
    const checks = wrong(await asks({ adminToken: 'another-admin-token-of-the-test' }));
    expect(checks[0]).toMatch(/^public address: The service at \S+ did not give a nonce: .*admin token/);
  });

  test.each([
    ['leads to another program', () => serves(200), /leads to another program \(status 200\); correct PUBLIC_URL/],
    ['sends on', () => serves(301, { location: 'https://a.example.org/b' }), /sends on to https:\/\/a\.example\.org;/],
    ['leads nowhere', async () => 'http://127.0.0.1:9', /cannot be reached: .*; see to its name, certificate, proxy/],
  ])('PUBLIC_URL %s', async (_what, url, says) => {
    expect(wrong(await asks({ publicUrl: await url() }))[0]).toMatch(says);
  });

  test('PUBLIC_URL leads to another Nightdesk', async () => {
    const other = await Night.begin('sqlite');
    onTestFinished(() => other.close());
    const [first] = wrong(await asks({ publicUrl: other.app.publicUrl }));
    expect(first).toMatch(/leads to another Nightdesk than the one at/);
  });

  test.each([
    ['one of this machine', ['127.0.0.1'], /is 127\.0\.0\.1 as seen from here, a loopback address that the carrier/],
    ['one of the own network', ['203.0.113.4', '10.1.2.3'], /is 10\.1\.2\.3 as seen from here, a private address/],
    ['one of IPv6 at home', ['fd00::1'], /is fd00::1 as seen from here, a private address/],
    ['none', [], /The name hotline\.example\.org of PUBLIC_URL is not known to the DNS/],
  ])('the address of the name of PUBLIC_URL is %s', async (_what, addresses, says) => {
    const publicUrl = 'https://hotline.example.org';
    const checks = wrong(await asks({ publicUrl }, { addressesOf: async () => addresses }));
    expect(checks[0]).toMatch(says);
    // The numbers point to where this service is in truth.
    expect(checks[1]).toMatch(/^number: \+16085550100: voice URL: http instead of https, the host 127/);
  });

  test.each([
    ['https', 'well', /leads to this very process, as seen from here/],
    ['http', 'wrong', /over http what callers say can be read on the way/],
  ])('a public name that leads here over %s', async (scheme, state, says) => {
    const publicUrl = `${scheme}://hotline.example.org`;
    const ways = reachWithin(night.clock);
    const reach: Reach = (url, init) => ways(url.replace(publicUrl, night.app.url), init);
    const config = { ...night.config(Number(new URL(night.app.url).port)), publicUrl };
    const service = await openService(reach, config, null);
    const check = await checkPublicUrl({ config, service, reach, addressesOf: async () => ['203.0.113.4'] });
    expect(check).toMatchObject({ state, says: expect.stringMatching(says) });
  });

  test.each([
    [{ status: 'suspended' }, /^account: AC\w+ is suspended: no phone rings/],
    [{ status: 'closed' }, /^account: AC\w+ is closed/],
    [{ type: 'Trial' }, /^account: AC\w+ is a trial account.*upgrade it/],
    [{ balance: '9.99' }, /^balance: AC\w+ has 9\.99 USD left; .*add money/],
  ] as const)('an account that is %j', async (standing, says) => {
    Object.assign(night.exchange.standing(), standing);
    expect(wrong(await asks())).toEqual([expect.stringMatching(says)]);
  });

  test('a service that was started with other settings than these', async () => {
    const [fault, ...others] = wrong(
      await asks({ publicUrl: night.app.publicUrl.replace('127.0.0.1', 'localhost') }),
    ).filter((one) => one.startsWith('same settings'));
    expect(fault).toMatch(/PUBLIC_URL http:\/\/127\S+ instead of http:\/\/localhost:\d+; restart the service\.$/);
    expect(others).toEqual([]);
  });

  test('a changed rota that is held back, and one that cannot be read', async () => {
    night.edits('aims.ics', (text) => text.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261101T000000Z'));
    await night.app.lookAtFiles();
    expect(wrong(await asks())).toEqual([
      expect.stringMatching(
        /^held back: aims\.ics has changed and is not in force since 2026-\S+Z: it waits for a .*npm run rota -- --check/,
      ),
    ]);
    night.writes('aims.ics', 'no calendar');
    await night.passes(limits.unreadableSeconds * 2);
    await night.app.lookAtFiles();
    expect(wrong(await asks())).toContainEqual(
      expect.stringMatching(/^held back: aims\.ics .*: it cannot be read; correct it/),
    );
  });

  test('a balance that is not told is no fault', async () => {
    night.exchange.standing().balance = '';
    const checks = await asks();
    expect(checks.find(({ name }) => name === 'balance')).toMatchObject({ state: 'unsure' });
    expect(wrong(checks)).toEqual([]);
  });

  test('a token that the carrier does not take', async () => {
    const twilio = (night.config().twilio ?? []).map((one) => ({ ...one, authTokens: ['not-the-token'] }));
    const checks = wrong(await asks({ twilio }));
    expect(checks).toEqual([
      expect.stringMatching(/^account: AC\w+: The carrier does not accept the account and token/),
    ]);
    expect(checks.join()).not.toContain('not-the-token');
  });

  test('a number that the account has not, and one that points elsewhere', async () => {
    const [account] = night.config().twilio ?? [];
    if (!account) throw new Error('there is no account');
    const twilio = [{ ...account, numbers: ['+16085550102', night.hotline] }];
    const now = night.exchange.number(night.hotline);
    if (now)
      night.exchange.setNumber({ ...now, voiceUrl: `${now.voiceUrl}/`, smsUrl: '', trunkSid: `TK${'0'.repeat(32)}` });
    expect(wrong(await asks({ twilio }))).toEqual([
      expect.stringMatching(/^number: AC\w+ has no number \+16085550102/),
      expect.stringMatching(
        /^number: \+16085550100: voice URL: a slash too many at the end; messaging URL: it is empty; npm run number -- --fix sets it\. A SIP trunk/,
      ),
      expect.stringMatching(
        /^same settings: .*its numbers \+16085550100 instead of \+16085550102 and \+16085550100; restart/,
      ),
    ]);
  });

  test.each([
    [outsideLimits.clockSeconds, []],
    [outsideLimits.clockSeconds + 1, [expect.stringMatching(/^clock: .* is 31 s ahead of the carrier's: .*NTP/)]],
    [-outsideLimits.clockSeconds - 2, [expect.stringMatching(/^clock: .* is 32 s behind the carrier's/)]],
  ])('a clock that is %d s from the carrier', async (seconds, says) => {
    const { clock } = night;
    const shifted = {
      now: () => clock.now() + seconds * 1000,
      after: clock.after.bind(clock),
      elapsedMs: clock.elapsedMs.bind(clock),
    };
    expect(wrong(await asks({}, { clock: shifted }))).toEqual(says);
  });

  test('PostgreSQL that is not there, without its password', async () => {
    const checks = await asks({ databaseUrl: 'postgres://nightdesk:a-secret@127.0.0.1:9/nightdesk' });
    expect(wrong(checks)).toEqual([expect.stringMatching(/^database: The database cannot be read .*DATABASE_URL/)]);
    expect(JSON.stringify(checks)).not.toContain('a-secret');
  });
});

test('a nonce is answered for a minute, and only the one that was asked for', async () => {
  night = await Night.begin('sqlite');
  onTestFinished(() => night.close());
  const { json } = await night.api('/nonces', {});
  const { path, answer } = json as { path: string; answer: string };
  const at = (place: string) => fetch(`${night.app.url}${place}`);
  expect([(await at(path)).status, await (await at(path)).text()]).toEqual([200, answer]);
  expect((await at(`${path}0`)).status).toBe(404);
  await night.passes(outsideLimits.nonceSeconds + 1);
  expect((await at(path)).status).toBe(404);
  const refused = await fetch(`${night.app.url}/api/nonces`, { method: 'POST' });
  expect(refused.status).toBe(401);
});

test('a gap is a fault', async () => {
  const schedules = { 'aims.ics': (text: string) => text.replace('FREQ=WEEKLY', 'FREQ=WEEKLY;UNTIL=20261101T000000Z') };
  night = await Night.begin('sqlite', { schedules });
  onTestFinished(() => night.close());
  expect(wrong(await asks())).toEqual([
    expect.stringMatching(/^on call: aims: nobody is on call now \(.+\); correct its rota/),
  ]);
});

test.each([
  ['a value that does not fit', { PORT: 'many' }, null, /^(Setting|\.env line \d+: )? ?PORT must be a port number/],
  ['half an account', { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}` }, null, /TWILIO_AUTH_TOKEN and TWILIO_NUMBER/],
  ['a name of the carrier that is none', { TWILIO_TOKEN: 'x' }, null, /TWILIO_TOKEN is not known/],
  ['a slip of the pen', { PUBLICURL: 'https://a.example.org' }, null, /PUBLICURL is no setting; PUBLIC_URL is, and/],
  ['a letter too many', { RETENTION: '1' }, 'TIMEZONES=Europe/Berlin\n', /TIMEZONES is no setting; TIMEZONE is/],
])('settings with %s are wrong', (_what, environment, file, says) => {
  expect(checkSettings(environment, file).check).toMatchObject({ state: 'wrong', says: expect.stringMatching(says) });
});

test('a name in .env that is like none of ours may be meant so', () => {
  const { check } = checkSettings({}, 'POSTGRES_PASSWORD=secret\n# OTHER=1\nPORT=1\n');
  expect(check).toEqual({
    name: 'settings',
    state: 'unsure',
    says: '.env names POSTGRES_PASSWORD, which Nightdesk does not know.',
  });
  expect(checkSettings({ EXPORT: '1', HOSTNAME: 'a' }, null).check.state).toBe('well');
  // Nothing is missing where the right one is set, too.
  expect(checkSettings({ TIMEZONE: 'Europe/Berlin', TIMEZONES: 'x' }, null).check.state).toBe('well');
});

test('a disk that is nearly full', async () => {
  night = await Night.begin('sqlite');
  onTestFinished(() => night.close());
  const config = night.config();
  const free = (megabytes: number) => checkDisk(config, async () => megabytes);
  expect(await free(outsideLimits.freeMegabytes)).toMatchObject({ state: 'well' });
  expect(await free(outsideLimits.freeMegabytes - 1)).toMatchObject({
    state: 'wrong',
    says: expect.stringMatching(/^499 MB are free for .*: free some, 500 MB at the least/),
  });
});

describe.each(databases)('a database on %s', (kind) => {
  test('is new, current, behind or ahead of this version, and is never changed by being looked at', async () => {
    const fresh = await freshDatabase(kind);
    night = await Night.begin('sqlite');
    onTestFinished(() => night.close());
    const config = { ...night.config(), databaseUrl: fresh.url };
    const says = async () => (await checkDatabase(config, quiet, fresh.schema)).says;
    expect(await says()).toMatch(/is new; the first start makes its tables/);
    expect(kind === 'sqlite' && existsSync(fresh.url.slice('sqlite:'.length))).toBe(false);
    const clock = { ...quiet, now: () => twoAtNight, after: () => ({ cancel: () => {} }), elapsedMs: () => 0 };
    const store = await openStore({ ...fresh, clock, log: quiet });
    expect(await says()).toMatch(/its tables are those of this version/);
    await store.transact(async (tx) => void (await sqlOf(tx)('migrations').where({ name: '0014' }).delete()));
    expect(await says()).toMatch(/lacks 0014; the next start of this version/);
    await store.transact(async (tx) => void (await sqlOf(tx)('migrations').insert({ name: '9999', appliedAt: 1 })));
    expect(await says()).toMatch(/A newer version has changed the database \(9999\)/);
    await store.close();
    await fresh.drop();
  });
});

test('npm run doctor: a line for each check, JSON when asked, exit code 1 when one is wrong, and no secret', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const says = async (environment: Record<string, string>, ...words: string[]) => {
    const env = { PATH: process.env.PATH, DATA_DIR: folder, ...environment };
    const child = spawn(process.execPath, [join(process.cwd(), 'dist/doctor.js'), ...words], { env, cwd: folder });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (text += part.toString()));
    const [code] = await once(child, 'close');
    return { code, text };
  };
  const database = `sqlite:${join(folder, 'n.sqlite')}`;
  const alone = await says({ PORT: '9', DATABASE_URL: database });
  expect(alone.code).toBe(1);
  expect(alone.text).toMatch(
    /^✓ settings .*\n✓ disk .*\n✓ database .*\n✗ service .*npm start[\s\S]*Something is wrong/,
  );
  const secrets = {
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'the-auth-token',
    TWILIO_NUMBER: '+16085550100',
    TWILIO_API_URL: 'http://127.0.0.1:9',
    PUBLIC_URL: 'http://127.0.0.1:9',
    DATABASE_URL: 'postgres://nightdesk:the-password@127.0.0.1:9/nightdesk',
    ADMIN_TOKEN: 'the-token-of-the-admin',
  };
  const json = await says(secrets, '--json');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.text)).toMatchObject({ ok: false, checks: expect.any(Array) });
  for (const secret of ['the-auth-token', 'the-password', 'the-token-of-the-admin'])
    expect(json.text).not.toContain(secret);
  expect((await says({ PORT: 'x' })).text).toMatch(/✗ settings .*PORT.*\n– everything else/);
  expect(await says({}, '--nonsense')).toMatchObject({
    code: 1,
    text: expect.stringMatching(/^Usage: npm run doctor/),
  });
  const env = { PATH: process.env.PATH, DATA_DIR: folder, DATABASE_URL: database, PORT: '0', EXCHANGE_PORT: '0' };
  const service = spawn(process.execPath, ['dist/main.js'], { env });
  onTestFinished(() => void service.kill('SIGKILL'));
  let output = '';
  while (!/running at (\S+) on/.test(output)) output += String((await once(service.stdout, 'data'))[0]);
  const url = /running at (\S+) on/.exec(output)?.[1] ?? '';
  const well = await says({ DATABASE_URL: database }, '--url', url);
  expect(well, well.text).toMatchObject({
    code: 0,
    text: expect.stringMatching(/✓ lifeboat .*\nNothing is wrong\.\n$/),
  });
}, 40_000);
