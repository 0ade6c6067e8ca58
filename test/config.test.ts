import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeSettings } from '../src/config/describeSettings.ts';
import { exampleSettings, readConfig, readEnvironment, settingsSchema } from '../src/config.ts';
import { StartError } from '../src/domain/errors.ts';

const repository = process.cwd();
let folder = '';

/** A `.env` of whoever runs the tests must not be read: each test has a working folder of its own. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-config-'));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(repository);
  rmSync(folder, { recursive: true, force: true });
});

const account = {
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'a-token',
  TWILIO_NUMBER: '+16085550100',
};
const publicUrl = { PUBLIC_URL: 'https://hotline.example.org' };

/** The sentence with which these settings stop the start. */
function refusal(settings: Record<string, string>): string {
  try {
    readConfig(settings);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  throw new Error(`${JSON.stringify(settings)} did not stop the start`);
}

describe('the local exchange is the carrier', () => {
  test.each([
    ['with no settings at all', {}],
    ['with settings that are there but empty', { TWILIO_ACCOUNT_SID: '', PUBLIC_URL: '', PORT: '' }],
    ['with PUBLIC_URL on localhost', { PUBLIC_URL: 'http://localhost:3000' }],
    ['with PUBLIC_URL on 127.0.0.1', { PUBLIC_URL: 'http://127.0.0.1:3000/' }],
    ['with PUBLIC_URL on [::1]', { PUBLIC_URL: 'http://[::1]:3000' }],
    ['when asked for beside a whole account', { CARRIER: 'exchange', ...account, ...publicUrl }],
    ['when asked for beside half an account', { CARRIER: 'exchange', TWILIO_NUMBER: '+16085550100' }],
    ['when asked for with a public address', { CARRIER: 'exchange', ...publicUrl }],
  ])('%s', (_case, settings) => {
    expect(readConfig(settings)).toMatchObject({ carrier: 'exchange', twilio: null });
  });
});

describe('real telephones', () => {
  test('are rung with a whole account and a public address', () => {
    expect(readConfig({ ...account, ...publicUrl })).toMatchObject({
      carrier: 'twilio',
      publicUrl: 'https://hotline.example.org',
      twilio: [
        {
          accountSid: account.TWILIO_ACCOUNT_SID,
          authTokens: ['a-token'],
          numbers: ['+16085550100'],
          apiUrl: null,
        },
      ],
    });
  });

  test('have two tokens while one is being rotated', () => {
    const settings = { ...account, ...publicUrl, TWILIO_AUTH_TOKEN: 'new-token, old-token' };
    expect(readConfig(settings).twilio?.[0]?.authTokens).toEqual(['new-token', 'old-token']);
  });

  test('have addresses without a slash at the end', () => {
    const settings = {
      ...account,
      PUBLIC_URL: 'https://hotline.example.org/',
      TWILIO_API_URL: 'http://127.0.0.1:4010/',
    };
    expect(readConfig(settings)).toMatchObject({
      publicUrl: 'https://hotline.example.org',
      twilio: [{ apiUrl: 'http://127.0.0.1:4010' }],
    });
  });

  test('never come from a public address alone', () => {
    expect(refusal(publicUrl)).toBe(
      'Setting PUBLIC_URL names a public address but no TWILIO_ setting is there; add TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_NUMBER, or say CARRIER=exchange.',
    );
  });

  test('nor does an address that only begins like the loopback count as one', () => {
    for (const PUBLIC_URL of ['http://localhost.example.org', 'http://127.0.0.1.example.org', 'http://10.0.0.1:3000'])
      expect(refusal({ PUBLIC_URL })).toMatch(/PUBLIC_URL names a public address/);
  });
});

/** Every set of the four settings that an account needs, save none and all of them. */
const needed = { ...account, ...publicUrl };
const names = Object.keys(needed) as (keyof typeof needed)[];
const partial = Array.from({ length: 2 ** names.length }, (_, bits) =>
  names.filter((_name, i) => bits & (1 << i)),
).filter((given) => given.length < names.length && given.some((name) => name.startsWith('TWILIO_')));

describe('a part of an account stops the start and names what is missing', () => {
  test.each(partial.map((given) => [given.join(', '), given] as const))('%s', (_case, given) => {
    const sentence = refusal(Object.fromEntries(given.map((name) => [name, needed[name]])));
    const missing = names.filter((name) => !given.includes(name));
    expect(sentence).toBe(
      `${missing.join(' and ')} must be set to ring real telephones; set it, or say CARRIER=exchange to try without.`,
    );
  });

  test('also when only the address of another carrier is there', () => {
    expect(refusal({ TWILIO_API_URL: 'http://127.0.0.1:4010' })).toMatch(
      /^TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN and/,
    );
  });

  test.each(['TWILIO_PHONE_NUMBER', 'TWILIO_SID', 'TWILIO_'])('also when %s is no setting at all', (name) => {
    const sentence = `Setting ${name} is not known; take it out or give it one of the names TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_NUMBER, TWILIO_API_URL, TWILIO_NUMBER2, CARRIER2_ACCOUNT_SID, CARRIER2_AUTH_TOKEN, CARRIER2_NUMBER, CARRIER2_API_URL, or say CARRIER=exchange to try without real telephones.`;
    expect(refusal({ [name]: 'x' })).toBe(sentence);
    expect(refusal({ ...needed, [name]: 'x' })).toBe(sentence);
    expect(readConfig({ [name]: 'x', CARRIER: 'exchange' }).carrier).toBe('exchange');
    expect(readConfig({ [name]: '' }).carrier).toBe('exchange');
  });

  test('also when CARRIER=twilio is all there is', () => {
    expect(refusal({ CARRIER: 'twilio' })).toMatch(/must be set to ring real telephones/);
  });
});

describe('a setting that is wrong stops the start with one sentence', () => {
  test.each([
    [{ PORT: 'three' }, 'Setting PORT must be a port number.'],
    [{ PORT: '65536' }, 'Setting PORT must be a port number.'],
    [{ PORT: '80.5' }, 'Setting PORT must be a port number.'],
    [{ EXCHANGE_PORT: '-1' }, 'Setting EXCHANGE_PORT must be a port number.'],
    [{ TIMEZONE: 'Central' }, 'Setting TIMEZONE is not a time zone; write one such as America/Chicago.'],
    [{ TIMEZONE: '+05:00' }, 'Setting TIMEZONE is not a time zone; write one such as America/Chicago.'],
    [{ DATABASE_URL: 'mysql://localhost/x' }, 'Setting DATABASE_URL must begin with sqlite: or postgres://.'],
    [{ DATABASE_URL: 'sqlite:' }, 'Setting DATABASE_URL must begin with sqlite: or postgres://.'],
    [{ ALLOWED_COUNTRIES: 'us' }, 'Setting ALLOWED_COUNTRIES must be country codes such as US,CA.'],
    [{ ALLOWED_COUNTRIES: 'US, CA' }, 'Setting ALLOWED_COUNTRIES must be country codes such as US,CA.'],
    [{ CARRIER: 'pigeon' }, 'Setting CARRIER must be twilio or exchange.'],
    [
      { PUBLIC_URL: 'hotline.example.org' },
      'Setting PUBLIC_URL must be an address such as https://hotline.example.org.',
    ],
    [
      { PUBLIC_URL: 'https://desk:secret@hotline.example.org' },
      'Setting PUBLIC_URL must not hold a user name or password; write the address without them.',
    ],
    [
      { PUBLIC_URL: 'ftp://hotline.example.org' },
      'Setting PUBLIC_URL must be an address such as https://hotline.example.org.',
    ],
    [{ ADMIN_TOKEN: 'short' }, 'Setting ADMIN_TOKEN must have 16 characters or more.'],
    [{ LOG_LEVEL: 'loud' }, 'Setting LOG_LEVEL must be debug, info, warn, error or silent.'],
    [{ ...needed, TWILIO_ACCOUNT_SID: 'AC12' }, 'Setting TWILIO_ACCOUNT_SID must be AC and 32 hexadecimal digits.'],
    [
      { ...needed, TWILIO_NUMBER: '0100' },
      'Setting TWILIO_NUMBER is not a telephone number; write it as +16085550100.',
    ],
    // An empty token would make a signature that anybody can make.
    [
      { ...needed, TWILIO_AUTH_TOKEN: 'a-token,' },
      'Setting TWILIO_AUTH_TOKEN must be the token, or two with one comma between them.',
    ],
  ])('%j', (settings: Record<string, string>, sentence) => {
    expect(refusal(settings)).toBe(sentence);
  });

  test('that names the line of .env when it stands there', () => {
    writeFileSync('.env', '# ours\n\nPORT=three\n');
    expect(refusal({ PORT: 'three' })).toBe('.env line 3: PORT must be a port number.');
    expect(refusal({ TIMEZONE: 'Central' })).toMatch(/^Setting TIMEZONE/);
  });
});

test('the environment counts more than the file .env, and the file more than nothing', () => {
  const before = { ...process.env };
  try {
    writeFileSync('.env', 'NIGHTDESK_CONFIG_TEST_A=file\nNIGHTDESK_CONFIG_TEST_B=file\n');
    process.env.NIGHTDESK_CONFIG_TEST_A = 'environment';
    expect(readEnvironment()).toMatchObject({
      NIGHTDESK_CONFIG_TEST_A: 'environment',
      NIGHTDESK_CONFIG_TEST_B: 'file',
    });
  } finally {
    for (const name of ['NIGHTDESK_CONFIG_TEST_A', 'NIGHTDESK_CONFIG_TEST_B']) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
});

test('package-lock.json names every package that some platform needs, so that npm ci installs from it', () => {
  const text = readFileSync(join(repository, 'package-lock.json'), 'utf8');
  const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(text);
  const missing = Object.entries(lock.packages).flatMap(([place, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${place}/node_modules/${name}`],
    ),
  );
  expect(missing).toEqual([]);
  // An address would tie everybody to the registry of whoever wrote the file.
  expect(text).not.toContain('"resolved"');
});

test('docs/configuration.md is made from the schema; after a change say npx vitest run test/config.test.ts -u', async () => {
  const page = describeSettings(settingsSchema.shape);
  for (const name of Object.keys(settingsSchema.shape)) expect(page.split(`\n| \`${name}\` |`)).toHaveLength(2);
  await expect(page).toMatchFileSnapshot(join(repository, 'docs/configuration.md'));
});

describe('the sign-in of an organisation', () => {
  const tenant = '11111111-2222-3333-4444-555555555555';
  const whole = {
    ...publicUrl,
    CARRIER: 'exchange',
    ENTRA_TENANT_ID: tenant,
    ENTRA_CLIENT_ID: 'our-id',
    ENTRA_CLIENT_SECRET: 'our-secret',
    ENTRA_GROUPS_TECHNICIAN: 'one, two',
    ENTRA_GROUPS_ADMIN: 'three',
  };

  test('is read as a whole', () => {
    expect(readConfig(whole).entra).toEqual({
      clientId: 'our-id',
      clientSecret: 'our-secret',
      authority: `https://login.microsoftonline.com/${tenant}/v2.0`,
      groups: { viewer: [], technician: ['one', 'two'], lead: [], admin: ['three'] },
    });
    const ENTRA_AUTHORITY = `https://login.microsoftonline.us/${tenant}/v2.0/`;
    expect(readConfig({ ...whole, ENTRA_AUTHORITY }).entra?.authority).toBe(ENTRA_AUTHORITY.slice(0, -1));
    expect(readConfig({}).entra).toBeNull();
  });

  test.each(['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID', 'ENTRA_CLIENT_SECRET', 'ENTRA_GROUPS_ADMIN', 'PUBLIC_URL'])(
    'without %s stops the start',
    (name) => {
      expect(refusal({ ...whole, [name]: '' })).toBe(
        `${name} must be set to sign in with Entra; set it, or take the other ENTRA_ settings out.`,
      );
    },
  );

  test('with an authority that is no https, or a tenant that is no id, stops the start', () => {
    expect(refusal({ ...whole, ENTRA_AUTHORITY: 'http://login.example.org' })).toMatch(/^Setting ENTRA_AUTHORITY must/);
    expect(refusal({ ...whole, ENTRA_TENANT_ID: 'example.edu' })).toMatch(/^Setting ENTRA_TENANT_ID must be/);
  });

  test('a misspelt name of it stops the start', () => {
    expect(refusal({ ...whole, ENTRA_GROUP_LEAD: 'x' })).toMatch(/ENTRA_GROUP_LEAD is not known/);
  });

  test.each([
    ['127.0.0.1, 10.0.0.0/8', ['127.0.0.1', '10.0.0.0/8']],
    ['loopback', ['loopback']],
    ['::1', ['::1']],
  ])('TRUST_PROXY %s is read as a list', (TRUST_PROXY, list) => {
    expect(readConfig({ TRUST_PROXY }).trustProxy).toEqual(list);
  });

  test.each(['true', '1', 'proxy.example.org', '10.0.0.0/99'])('TRUST_PROXY %s stops the start', (TRUST_PROXY) => {
    expect(refusal({ TRUST_PROXY })).toMatch(/^Setting TRUST_PROXY must be addresses or networks/);
  });
});

describe('.env.example', () => {
  const example = () => readFileSync(join(repository, '.env.example'), 'utf8');

  test('is what exampleSettings makes', () => {
    expect(example()).toBe(exampleSettings());
  });

  test('names every setting with what it is for, and its defaults are those of the program', () => {
    const written: Record<string, string> = {};
    for (const name of Object.keys(settingsSchema.shape)) {
      const entry = new RegExp(`^# (\\S.+)\\n# ${name}=(.*)$`, 'm').exec(example());
      expect(entry, `${name} is not described`).not.toBeNull();
      written[name] = entry?.[2] ?? '';
    }
    expect(readConfig(written)).toEqual(readConfig({}));
  });
});
