/** Files are how versions get into the database: read, checked as a whole, never written back to. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../domain/conversation.ts';
import { type Directory, directorySchema, type Hours, hoursSchema } from '../domain/directory.ts';
import { StartError } from '../domain/errors.ts';
import { type FactCatalogue, factCatalogues } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { VersionKind } from '../domain/records.ts';
import type { RotaPerson, RotaProblem } from '../domain/rota.ts';
import { type Flow, flowSchema } from '../flow/flowSchema.ts';
import { lint } from '../flow/lint.ts';
import { buildRota } from '../oncall/buildRota.ts';
import { type DeskHours, deskHours } from '../oncall/openingHours.ts';
import type { RotaIndex } from '../oncall/rotaIndex.ts';
import { readYaml } from './readYaml.ts';

export interface SourceOptions {
  flowsDir: string;
  schedulesDir: string;
  timezone: string;
  allowedCountries: readonly string[];
  now: Instant;
}

/** One checked file. */
export interface Checked {
  kind: VersionKind;
  name: string;
  text: string;
  hash: string;
}

/** Everything the files say, checked, and ready to be put in force. */
export interface Sources {
  directory: Directory;
  directoryHash: string;
  hours: Hours;
  desk: DeskHours;
  flows: { hotline: { flow: Flow; hash: string }; page: { flow: Flow; hash: string } };
  rotas: Readonly<Record<string, { index: RotaIndex; hash: string; name: string }>>;
  checked: Checked[];
  /** What looks wrong in a rota and loses nobody their shift: "file line 3: message". A message may quote the file. */
  hints: string[];
}

/**
 * Reads and checks all files.
 * @throws StartError with one sentence that names file, line and remedy: the first thing that is wrong
 */
export function readFiles(options: SourceOptions): Sources {
  const checked: Checked[] = [];
  const keep = (kind: VersionKind, name: string, text: string) => {
    const hash = hashOf(text);
    checked.push({ kind, name, text, hash });
    return hash;
  };
  const directoryFile = join(options.schedulesDir, 'directory.yaml');
  const directory = readYaml(directoryFile, readText(directoryFile), directorySchema);
  for (const [id, { phone }] of Object.entries(directory.value.people)) {
    const why = whyNotDialled(phone, options.allowedCountries);
    if (why !== null) throw directory.fault(['people', id, 'phone'], why);
  }
  const hoursFile = join(options.schedulesDir, 'hours.yaml');
  const hours = readYaml(hoursFile, readText(hoursFile), hoursSchema);
  const flowOf = (name: string) => {
    const source = readFlow(join(options.flowsDir, `${name}.yaml`), catalogueOf(name, directory.value));
    return { flow: source.value, hash: keep('flow', name, source.text) };
  };
  const hints: string[] = [];
  const rotas: Record<string, { index: RotaIndex; hash: string; name: string }> = {};
  for (const [team, { rota }] of Object.entries(directory.value.teams)) {
    const file = join(options.schedulesDir, rota);
    const text = readText(file);
    const read = readRota(file, rota, text, directory.value, options);
    hints.push(...read.hints);
    rotas[team] = { index: read.index, hash: keep('rota', rota, text), name: rota };
  }
  return {
    directory: directory.value,
    directoryHash: keep('directory', 'directory', directory.text),
    hours: hours.value,
    desk: deskHours(hours.value, options.timezone),
    flows: { hotline: flowOf('hotline'), page: flowOf('page') },
    rotas,
    checked: [...checked, { kind: 'hours', name: 'hours', text: hours.text, hash: hashOf(hours.text) }],
    hints,
  };
}

/** The hash under which a version is kept. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StartError(`${file} cannot be read; put it there, or name its folder with FLOWS_DIR or SCHEDULES_DIR.`, {
      cause,
    });
  }
}

/** The facts of a flow, whose teams are those that the directory has. */
function catalogueOf(name: string, { teams }: Directory): FactCatalogue {
  const catalogue = factCatalogues[name] ?? {};
  const { team } = catalogue;
  return team ? { ...catalogue, team: { ...team, values: [...Object.keys(teams), 'both', 'unknown'] } } : catalogue;
}

function readFlow(file: string, catalogue: FactCatalogue) {
  const source = readYaml(file, readText(file), flowSchema);
  const issue = lint(source.value, catalogue)[0];
  if (issue) throw source.fault(issue.path, issue.message);
  return source;
}

/** A kept flow's text, for calls that began with it. */
export function readKeptFlow(name: string, text: string): Flow {
  return readYaml(`version of ${name}`, text, flowSchema).value;
}

/** @throws StartError for the first problem that loses an event, a shift or a person; the others are hints */
function readRota(file: string, name: string, text: string, directory: Directory, options: SourceOptions) {
  const day = 86_400_000;
  const people: RotaPerson[] = Object.entries(directory.people).map(([id, person]) => ({ id, ...person }));
  try {
    const rota = buildRota({
      files: [{ name, bytes: text, role: 'base' }],
      zone: options.timezone,
      people,
      from: options.now - limits.rotaDaysBack * day,
      to: options.now + limits.rotaDaysAhead * day,
    });
    const tell = ({ line, message }: RotaProblem) => `${file} line ${Math.max(1, line)}: ${message}`;
    const problem = rota.problems.find(({ loses }) => loses);
    if (problem) throw new StartError(tell(problem));
    return { index: rota.index, hints: rota.problems.map(tell) };
  } catch (error) {
    if (error instanceof StartError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const line = /^Line (\d+)/.exec(message)?.[1] ?? '1';
    throw new StartError(`${file} line ${line}: ${message}`, { cause: error });
  }
}
