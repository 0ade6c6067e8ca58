import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { parseArgs } from 'node:util';
import { type AskedService, askedService } from '../config/askedService.ts';
import { PhoneFeed } from './phoneFeed.ts';
import { PhoneNames, type PhonePerson } from './phoneNames.ts';
import { PhoneProblem, PhoneSession } from './phoneSession.ts';
import { tellHappening } from './tellHappening.ts';

/** The number the caller has unless the script says otherwise: set aside for fiction. */
const usualCaller = '+16085550142';

interface Place {
  exchange: string;
  hotline: string;
}

/**
 * The telephones of the local exchange, line by line, from the keyboard, a pipe or a script file.
 * Usage: phone [script-file] [--url http://127.0.0.1:3000] [--data data]
 */
async function phone(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { url: { type: 'string' }, data: { type: 'string' } },
    allowPositionals: true,
  });
  const set = askedService();
  const base = (values.url ?? set.url).replace(/\/+$/, '');
  const script = positionals[0] === undefined ? null : readScript(positionals[0]);
  const { exchange, hotline } = await findExchange(base);
  const names = new PhoneNames(
    await findPeople(base, values.data === undefined ? set : { dataDir: values.data, adminToken: null }),
    hotline,
    usualCaller,
  );
  const interactive = script === null && process.stdin.isTTY === true;
  let input: Interface | null = null;
  const print = (text: string) => {
    // Goes in front of a line that is being typed.
    process.stdout.write(interactive ? `\r${text}\n` : `${text}\n`);
    if (interactive) input?.prompt(true);
  };
  const feed = new PhoneFeed(exchange, (happening) => print(tellHappening(names, happening)));
  await feed.start();
  const session = new PhoneSession({ exchangeUrl: exchange, names, feed, print });
  // Opened last: lines that arrive before somebody iterates over them would be lost.
  if (script === null) input = openInput(interactive);
  if (interactive) print(`The hotline is ${hotline}. Type dial, then press keys or say something; help tells more.`);
  try {
    await runLines(session, input ?? script ?? [], interactive, print);
  } finally {
    feed.stop();
    input?.close();
  }
}

function openInput(interactive: boolean): Interface {
  const { stdin, stdout } = process;
  return createInterface(interactive ? { input: stdin, output: stdout, prompt: '> ' } : { input: stdin });
}

/** Carries out the lines. At the keyboard a problem is told; in a script it ends the script. */
async function runLines(
  session: PhoneSession,
  lines: AsyncIterable<string> | readonly string[],
  interactive: boolean,
  print: (text: string) => void,
): Promise<void> {
  let number = 0;
  for await (const line of lines) {
    number += 1;
    try {
      if (!(await session.run(line))) return;
    } catch (error) {
      if (!(error instanceof PhoneProblem)) throw error;
      if (!interactive) throw new PhoneProblem(`Line ${number} (${line.trim()}): ${error.message}`);
      print(error.message);
    }
  }
}

function readScript(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    throw new PhoneProblem(`The script ${file} cannot be read.`);
  }
}

async function findExchange(base: string): Promise<Place> {
  const response = await fetch(`${base}/readyz`).catch(() => null);
  if (!response)
    throw new PhoneProblem(`Nightdesk does not answer at ${base}: run npm start first, in another window.`);
  const ready = (await response.json().catch(() => null)) as Partial<Place> | null;
  if (typeof ready?.exchange !== 'string') {
    throw new PhoneProblem(`Real telephones are in use at ${base}: there is no exchange here to dial on.`);
  }
  return { exchange: ready.exchange.replace(/\/+$/, ''), hotline: ready.hotline ?? '' };
}

/** The people of the directory; nobody when the API cannot be asked, and then numbers stand for names. */
async function findPeople(base: string, { adminToken, dataDir }: Omit<AskedService, 'url'>): Promise<PhonePerson[]> {
  try {
    const token = adminToken ?? readFileSync(join(dataDir, 'admin-token'), 'utf8').trim();
    const response = await fetch(`${base}/api/people`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) return [];
    return ((await response.json()) as { items: PhonePerson[] }).items;
  } catch {
    return [];
  }
}

try {
  await phone();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
