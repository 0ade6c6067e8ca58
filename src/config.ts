/** The environment, read once and checked as a whole. Nothing else reads it. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { listIn, readEntra, signInSettings } from './config/signInSettings.ts';
import { StartError } from './domain/errors.ts';
import type { EntraSettings } from './domain/identity.ts';
import { limits } from './domain/limits.ts';
import { parsePhone } from './domain/phone.ts';

const flag = <T extends z.ZodType>(schema: T, about: string) => schema.meta({ description: about });

const zone = z.string().refine((name) => {
  // Newer Nodes also take an offset such as +05:00, which knows no daylight saving time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}, 'is not a time zone; write one such as America/Chicago');

const url = z
  .url({ protocol: /^https?$/, error: 'must be an address such as https://hotline.example.org' })
  // It is signed, logged and printed: no place for a password.
  .refine(
    (text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === '',
    'must not hold a user name or password; write the address without them',
  );

const tokens = z
  .string()
  // An empty token behind a comma would let anybody sign.
  .regex(/^\s*[^,\s]+\s*(,\s*[^,\s]+\s*)?$/, 'must be the token, or two with one comma between them');

/** Every setting, its default and what it is for; `.env.example` is made from this. */
export const settingsSchema = z.object({
  PORT: flag(z.coerce.number('must be a port number').int().min(0).max(65535).default(3000), 'The port we listen on.'),
  HOST: flag(z.string().min(1).default('127.0.0.1'), 'The address we listen on; 0.0.0.0 for all.'),
  PUBLIC_URL: flag(url.optional(), 'The address the carrier signs and calls back, without a slash at the end.'),
  DATABASE_URL: flag(
    z
      .string()
      .regex(/^(sqlite:|postgres(ql)?:\/\/)./, 'must begin with sqlite: or postgres://')
      .default('sqlite:./data/nightdesk.sqlite'),
    'Where everything is kept: sqlite:./path or postgres://user:password@host/name.',
  ),
  CARRIER: flag(
    z.enum(['twilio', 'exchange'], 'must be twilio or exchange').optional(),
    'twilio rings real telephones, exchange is the local one. Unset: exchange when no TWILIO_ setting is there and PUBLIC_URL is unset or loopback.',
  ),
  TWILIO_ACCOUNT_SID: flag(
    z
      .string()
      .regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hexadecimal digits')
      .optional(),
    'The account.',
  ),
  TWILIO_AUTH_TOKEN: flag(tokens.optional(), 'Its auth token; while rotating, the old one after a comma.'),
  TWILIO_NUMBER: flag(z.string().optional(), "The hotline's number, such as +16085550100."),
  TWILIO_API_URL: flag(url.optional(), 'Another origin for the REST API: a Twilio-compatible carrier or a stand-in.'),
  TWILIO_NUMBER2: flag(
    z.string().optional(),
    'A second number of the account, tried when a network refuses or filters the first one.',
  ),
  CARRIER2_ACCOUNT_SID: flag(
    z
      .string()
      .regex(/^AC[0-9a-f]{32}$/, 'must be AC and 32 hexadecimal digits')
      .optional(),
    'A second account, tried when the first one is locked or does not answer. Needs the other CARRIER2_ settings.',
  ),
  CARRIER2_AUTH_TOKEN: flag(tokens.optional(), 'Its auth token; while rotating, the old one after a comma.'),
  CARRIER2_NUMBER: flag(z.string().optional(), 'Its number; its voice, status and messaging URLs are the same ones.'),
  CARRIER2_API_URL: flag(url.optional(), 'Another origin for its REST API.'),
  EXCHANGE_PORT: flag(
    z.coerce.number('must be a port number').int().min(0).max(65535).default(3001),
    'The port of the local exchange.',
  ),
  FLOWS_DIR: flag(z.string().min(1).default('flows'), 'Folder of the conversations.'),
  SCHEDULES_DIR: flag(z.string().min(1).default('schedules'), 'Folder of rotas, hours and directory.'),
  DATA_DIR: flag(z.string().min(1).default('data'), 'Folder for the admin token and what the lifeline kept.'),
  TIMEZONE: flag(zone.default('America/Chicago'), 'The zone of opening hours and of times without a zone.'),
  ADMIN_TOKEN: flag(
    z
      .string()
      .min(limits.adminTokenCharacters, `must have ${limits.adminTokenCharacters} characters or more`)
      .optional(),
    'Bearer token of the API; unset: made at first start in DATA_DIR/admin-token.',
  ),
  ...signInSettings,
  LOG_LEVEL: flag(
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent').default('info'),
    'How much is logged.',
  ),
  LIFEBOAT_URL: flag(
    url.optional(),
    "Where the lifeboat's answer.xml is kept: the number's voice fallback then, instead of our own. See docs/lifeboat.md.",
  ),
  RETENTION_DAYS: flag(
    z.coerce.number('must be a number of days').int().min(0).max(3_650).default(90),
    'Days for which recordings, transcripts, texts and what callers keyed are kept, here and at the carrier; 0 for ever.',
  ),
  ALLOWED_COUNTRIES: flag(
    z
      .string()
      .regex(/^[A-Z]{2}(,[A-Z]{2})*$/, 'must be country codes such as US,CA')
      .default('US'),
    'Countries we ring and text, as two-letter codes.',
  ),
});

export type Settings = z.infer<typeof settingsSchema>;

export interface CarrierAccount {
  accountSid: string;
  authTokens: string[];
  /** The preferred one first; the first of the first account is the hotline's. */
  numbers: string[];
  apiUrl: string | null;
}

export interface Config {
  port: number;
  host: string;
  /** Without a slash at the end; null until the port is known (local exchange on port 0). */
  publicUrl: string | null;
  databaseUrl: string;
  carrier: 'twilio' | 'exchange';
  /** The accounts to send over, the preferred one first. */
  twilio: CarrierAccount[] | null;
  exchangePort: number;
  flowsDir: string;
  schedulesDir: string;
  dataDir: string;
  timezone: string;
  adminToken: string | null;
  trustProxy: string[];
  /** The organisation's sign-in; null: the one-time link is on. */
  entra: EntraSettings | null;
  logLevel: Settings['LOG_LEVEL'];
  allowedCountries: string[];
  /** Days for which what was said is kept; 0 for ever. */
  retentionDays: number;
  /** Where the lifeboat is kept; null for nowhere. */
  lifeboatUrl: string | null;
}

const isOfCarrier = (name: string) => name.startsWith('TWILIO_') || name.startsWith('CARRIER2_');

const loopback = (address: string) => /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(\/|$)/.test(address);

/**
 * Reads the settings.
 * @param environment usually the process's, with `.env` already merged in by `readEnvironment`
 * @throws StartError naming the setting and the remedy
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = settingsSchema.safeParse(given);
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0] ?? 'settings');
    throw new StartError(`${placeOf(name)}${name} ${issue?.message ?? 'is wrong'}.`);
  }
  const settings = result.data;
  if (settings.CARRIER !== 'exchange') refuseUnknown(Object.keys(given));
  const carrier = chooseCarrier(settings);
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    databaseUrl: settings.DATABASE_URL,
    carrier,
    twilio: carrier === 'twilio' ? readTwilio(settings) : null,
    exchangePort: settings.EXCHANGE_PORT,
    flowsDir: settings.FLOWS_DIR,
    schedulesDir: settings.SCHEDULES_DIR,
    dataDir: settings.DATA_DIR,
    timezone: settings.TIMEZONE,
    adminToken: settings.ADMIN_TOKEN ?? null,
    trustProxy: listIn(settings.TRUST_PROXY),
    entra: readEntra(settings, Object.keys(given)),
    logLevel: settings.LOG_LEVEL,
    allowedCountries: settings.ALLOWED_COUNTRIES.split(','),
    retentionDays: settings.RETENTION_DAYS,
    lifeboatUrl: settings.LIFEBOAT_URL ?? null,
  };
}

/**
 * A misspelt name must not start the local exchange in silence (promise 11): any TWILIO_ or CARRIER2_ name that is no
 * setting stops the start.
 */
function refuseUnknown(given: readonly string[]): void {
  const known = Object.keys(settingsSchema.shape).filter(isOfCarrier);
  const unknown = given.find((name) => isOfCarrier(name) && !known.includes(name));
  if (unknown !== undefined)
    throw new StartError(
      `${placeOf(unknown)}${unknown} is not known; take it out or give it one of the names ${known.join(', ')}, or say CARRIER=exchange to try without real telephones.`,
    );
}

/** Toy telephones never pass for real ones (promise 11): the exchange only when nothing says otherwise, or when asked for. */
function chooseCarrier(settings: Settings): 'twilio' | 'exchange' {
  if (settings.CARRIER) return settings.CARRIER;
  const named = Object.keys(settings).filter(
    (name) => isOfCarrier(name) && settings[name as keyof Settings] !== undefined,
  );
  if (named.length > 0) return 'twilio';
  if (settings.PUBLIC_URL && !loopback(settings.PUBLIC_URL))
    throw new StartError(
      `${placeOf('PUBLIC_URL')}PUBLIC_URL names a public address but no TWILIO_ setting is there; add TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_NUMBER, or say CARRIER=exchange.`,
    );
  return 'exchange';
}

function readTwilio(settings: Settings): CarrierAccount[] {
  const missing = (['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_NUMBER', 'PUBLIC_URL'] as const).filter(
    (name) => settings[name] === undefined,
  );
  if (missing.length > 0)
    throw new StartError(
      `${missing.join(' and ')} must be set to ring real telephones; set it, or say CARRIER=exchange to try without.`,
    );
  const first = {
    accountSid: settings.TWILIO_ACCOUNT_SID ?? '',
    authTokens: splitTokens(settings.TWILIO_AUTH_TOKEN),
    numbers: [numberIn(settings, 'TWILIO_NUMBER')],
    apiUrl: withoutSlash(settings.TWILIO_API_URL),
  };
  if (settings.TWILIO_NUMBER2 !== undefined) first.numbers.push(numberIn(settings, 'TWILIO_NUMBER2'));
  const second = readSecond(settings);
  return second ? [first, second] : [first];
}

/** Half a second account is none that could be relied on, so it stops the start. */
function readSecond(settings: Settings): CarrierAccount | null {
  const names = ['CARRIER2_ACCOUNT_SID', 'CARRIER2_AUTH_TOKEN', 'CARRIER2_NUMBER'] as const;
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === names.length && settings.CARRIER2_API_URL === undefined) return null;
  if (missing.length > 0)
    throw new StartError(
      `${missing.join(' and ')} must be set to use a second account; set it, or take the others out.`,
    );
  if (settings.CARRIER2_ACCOUNT_SID === settings.TWILIO_ACCOUNT_SID)
    throw new StartError(
      `${placeOf('CARRIER2_ACCOUNT_SID')}CARRIER2_ACCOUNT_SID is the first account; for a second number of it use TWILIO_NUMBER2.`,
    );
  return {
    accountSid: settings.CARRIER2_ACCOUNT_SID ?? '',
    authTokens: splitTokens(settings.CARRIER2_AUTH_TOKEN),
    numbers: [numberIn(settings, 'CARRIER2_NUMBER')],
    apiUrl: withoutSlash(settings.CARRIER2_API_URL),
  };
}

function splitTokens(text = ''): string[] {
  return text.split(',').map((token) => token.trim());
}

function withoutSlash(address: string | undefined): string | null {
  return address?.replace(/\/+$/, '') ?? null;
}

function numberIn(settings: Settings, name: 'TWILIO_NUMBER' | 'TWILIO_NUMBER2' | 'CARRIER2_NUMBER'): string {
  const number = parsePhone(settings[name]);
  if (!number) throw new StartError(`${placeOf(name)}${name} is not a telephone number; write it as +16085550100.`);
  return number;
}

/** "`.env` line 3: " when the setting stands there, else "Setting ". */
function placeOf(name: string): string {
  if (!existsSync('.env')) return 'Setting ';
  const line = readFileSync('.env', 'utf8')
    .split('\n')
    .findIndex((text) => text.trimStart().startsWith(`${name}=`));
  return line < 0 ? 'Setting ' : `.env line ${line + 1}: `;
}

/** The process's environment with the file `.env` of the working folder under it. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** The text of `.env.example`: every setting, what it is for, and its default. */
export function exampleSettings(): string {
  const lines = Object.entries(settingsSchema.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const value = fallback.success && fallback.data !== undefined ? String(fallback.data) : '';
    return `# ${schema.meta()?.description ?? ''}\n# ${name}=${value}\n`;
  });
  return `# Nightdesk runs with none of these set, on its local exchange. Copy this file to .env and change what you need.\n\n${lines.join('\n')}`;
}
