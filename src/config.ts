/** The environment, read once and checked as a whole. Nothing else reads it. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { StartError } from './domain/errors.ts';
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

const url = z.url({ protocol: /^https?$/, error: 'must be an address such as https://hotline.example.org' });

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
  TWILIO_AUTH_TOKEN: flag(
    z
      .string()
      // An empty token behind a comma would let anybody sign.
      .regex(/^\s*[^,\s]+\s*(,\s*[^,\s]+\s*)?$/, 'must be the token, or two with one comma between them')
      .optional(),
    'Its auth token; while rotating, the old one after a comma.',
  ),
  TWILIO_NUMBER: flag(z.string().optional(), "The hotline's number, such as +16085550100."),
  TWILIO_API_URL: flag(url.optional(), 'Another origin for the REST API: a Twilio-compatible carrier or a stand-in.'),
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
  LOG_LEVEL: flag(
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent').default('info'),
    'How much is logged.',
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

export interface Config {
  port: number;
  host: string;
  /** Without a slash at the end; null until the port is known (local exchange on port 0). */
  publicUrl: string | null;
  databaseUrl: string;
  carrier: 'twilio' | 'exchange';
  twilio: { accountSid: string; authTokens: string[]; number: string; apiUrl: string | null } | null;
  exchangePort: number;
  flowsDir: string;
  schedulesDir: string;
  dataDir: string;
  timezone: string;
  adminToken: string | null;
  logLevel: Settings['LOG_LEVEL'];
  allowedCountries: string[];
}

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
    logLevel: settings.LOG_LEVEL,
    allowedCountries: settings.ALLOWED_COUNTRIES.split(','),
  };
}

/**
 * A misspelt name must not start the local exchange in silence (promise 11): any TWILIO_ name that is no setting stops
 * the start.
 */
function refuseUnknown(given: readonly string[]): void {
  const known = Object.keys(settingsSchema.shape).filter((name) => name.startsWith('TWILIO_'));
  const unknown = given.find((name) => name.startsWith('TWILIO_') && !known.includes(name));
  if (unknown !== undefined)
    throw new StartError(
      `${placeOf(unknown)}${unknown} is not known; take it out or give it one of the names ${known.join(', ')}, or say CARRIER=exchange to try without real telephones.`,
    );
}

/** Toy telephones never pass for real ones (promise 11): the exchange only when nothing says otherwise, or when asked for. */
function chooseCarrier(settings: Settings): 'twilio' | 'exchange' {
  if (settings.CARRIER) return settings.CARRIER;
  const named = Object.keys(settings).filter(
    (name) => name.startsWith('TWILIO_') && settings[name as keyof Settings] !== undefined,
  );
  if (named.length > 0) return 'twilio';
  if (settings.PUBLIC_URL && !loopback(settings.PUBLIC_URL))
    throw new StartError(
      `${placeOf('PUBLIC_URL')}PUBLIC_URL names a public address but no TWILIO_ setting is there; add TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_NUMBER, or say CARRIER=exchange.`,
    );
  return 'exchange';
}

function readTwilio(settings: Settings): NonNullable<Config['twilio']> {
  const missing = (['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_NUMBER', 'PUBLIC_URL'] as const).filter(
    (name) => settings[name] === undefined,
  );
  if (missing.length > 0)
    throw new StartError(
      `${missing.join(' and ')} must be set to ring real telephones; set it, or say CARRIER=exchange to try without.`,
    );
  const number = parsePhone(settings.TWILIO_NUMBER);
  if (!number)
    throw new StartError(
      `${placeOf('TWILIO_NUMBER')}TWILIO_NUMBER is not a telephone number; write it as +16085550100.`,
    );
  return {
    accountSid: settings.TWILIO_ACCOUNT_SID ?? '',
    authTokens: (settings.TWILIO_AUTH_TOKEN ?? '').split(',').map((token) => token.trim()),
    number,
    apiUrl: settings.TWILIO_API_URL?.replace(/\/+$/, '') ?? null,
  };
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
