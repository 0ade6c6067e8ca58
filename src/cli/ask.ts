/** How a command asks the running service: its API, with the token of the settings or the one kept beside its data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { askedService } from '../config/askedService.ts';
import { problem } from '../domain/api.ts';

/** Something that whoever typed the command can put right; its message is the whole answer. */
export class AskProblem extends Error {
  override name = 'AskProblem';
}

export interface Asking {
  /** What was typed besides options. */
  words: string[];
  /** The command's own options that were typed: true, or what stands behind them. */
  options: OptionValues;
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  post<T>(path: string, schema: z.ZodType<T>, body?: object): Promise<T>;
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** The options that a command has besides those of every command. */
export type OwnOptions = Readonly<Record<string, { type: 'string' | 'boolean' }>>;

const options = {
  url: { type: 'string' },
  token: { type: 'string' },
  data: { type: 'string' },
} as const;

/** Runs a command: reads its words, lets it ask, and turns a problem into one sentence and exit code 1. */
export async function ask(
  usage: string,
  command: (asking: Asking) => Promise<void>,
  own: OwnOptions = {},
): Promise<void> {
  // Whoever reads only the first lines (`| head`) closes the pipe.
  process.stdout.on('error', () => process.exit());
  try {
    const { values, own: typed, words } = readWords(usage, own);
    const set = askedService();
    const base = (values.url ?? set.url).replace(/\/+$/, '');
    const kept = values.data === undefined ? set.adminToken : null;
    const token = values.token ?? kept ?? readToken(values.data ?? set.dataDir);
    await command({
      words,
      options: typed,
      get: (path, schema) => send('GET', base, token, path, schema),
      post: (path, schema, body = {}) => send('POST', base, token, path, schema, body),
    });
  } catch (error) {
    if (!(error instanceof AskProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function readWords(usage: string, own: OwnOptions) {
  try {
    const { values, positionals } = parseArgs({ options: { ...own, ...options }, allowPositionals: true });
    return { values, own: values as OptionValues, words: positionals };
  } catch (error) {
    // Node's first sentence names what is wrong; what it says behind it is about arguments in general.
    const [why] = error instanceof Error ? error.message.split(/\. |\n/, 1) : [];
    throw new AskProblem(
      `${why ?? 'That cannot be read'}. Usage: ${usage} [--url http://127.0.0.1:3000] [--token …] [--data data]`,
    );
  }
}

function readToken(dataDir: string): string {
  try {
    return readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
  } catch {
    throw new AskProblem(
      `There is no ${join(dataDir, 'admin-token')}; start the service here with npm start, or give --token or --data.`,
    );
  }
}

async function send<T>(
  method: string,
  base: string,
  token: string,
  path: string,
  schema: z.ZodType<T>,
  sent?: object,
): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const init = sent === undefined ? { method, headers } : { method, headers, body: JSON.stringify(sent) };
  const response = await fetch(`${base}/api${path}`, init).catch(() => {
    throw new AskProblem(`Nothing answers at ${base}; start the service with npm start, or give --url.`);
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) {
    const answer = schema.safeParse(body);
    if (answer.success) return answer.data;
    throw new AskProblem(`What answers at ${base} is no Nightdesk of this version; start the service anew.`);
  }
  const said = problem.safeParse(body);
  throw new AskProblem(said.success ? said.data.detail : `The service answered ${response.status}.`);
}

/** An instant as people read it, in the zone of this machine. */
export function readable(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}
