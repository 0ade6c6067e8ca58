import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errorText } from '../domain/errorText.ts';
import type { LifelineEntry, LifelineLog } from '../domain/lifeline.ts';
import type { Carrier, Log } from '../domain/ports.ts';

const entrySchema = z.object({
  at: z.int(),
  callSid: z.string(),
  account: z.string().default(''),
  from: z.string(),
  recording: z.string().nullable(),
  screened: z.boolean(),
});

/**
 * Where the lifeline keeps its lines: those of toy telephones beside those of real ones, never among them. A rehearsal may be
 * started in the folder of the service, whose callers still have to be told to somebody.
 */
export function lifelineOf(dataDir: string, carrier: Carrier['name'], log: Log): LifelineLog {
  const real = join(dataDir, 'lifeline.jsonl');
  if (carrier !== 'exchange') return lifelineFile(real, log);
  if (existsSync(real) && statSync(real).size > 0)
    log.warn(
      'calls that the lifeline kept of real telephones are left in lifeline.jsonl for the service that rings them',
    );
  return lifelineFile(join(dataDir, 'lifeline-exchange.jsonl'), log);
}

/** The lifeline's lines in a file of their own (JSON Lines), flushed to the disk with each one. */
export function lifelineFile(file: string, log: Log): LifelineLog {
  let count = existsSync(file) ? read().length : 0;
  function read(): LifelineEntry[] {
    if (!existsSync(file)) return [];
    return readFileSync(file, 'utf8').split('\n').flatMap(parseLine);
  }
  /** A line torn by a crash is passed over: the lines before it are whole. */
  function parseLine(line: string): LifelineEntry[] {
    try {
      return line === '' ? [] : [entrySchema.parse(JSON.parse(line))];
    } catch {
      log.error('alarm: a line of the lifeline file cannot be read');
      return [];
    }
  }
  return {
    append(entry) {
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600, flush: true });
        count += 1;
      } catch (error) {
        log.error('alarm: the lifeline could not keep a line', { error: errorText(error) });
      }
    },
    prove() {
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      if (existsSync(file)) accessSync(file, constants.W_OK);
      // Only bytes that reach the disk prove that it has room for them.
      writeFileSync(`${file}.proof`, 'proof\n', { mode: 0o600, flush: true });
      rmSync(`${file}.proof`, { force: true });
    },
    hasEntries: () => count > 0,
    entries: read,
    forget(done) {
      const left = read().slice(done);
      writeFileSync(`${file}.new`, left.map((entry) => `${JSON.stringify(entry)}\n`).join(''), {
        mode: 0o600,
        flush: true,
      });
      renameSync(`${file}.new`, file);
      count = left.length;
    },
  };
}
