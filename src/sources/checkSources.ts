/** The texts of all sources, checked as a whole: wherever they come from, the disk or the database. */
import { createHash } from 'node:crypto';
import type { Instant } from '../domain/conversation.ts';
import { type Directory, directorySchema } from '../domain/directory.ts';
import { StartError } from '../domain/errors.ts';
import { type FactCatalogue, factCatalogues } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { VersionKind } from '../domain/records.ts';
import type { RotaPerson, RotaProblem } from '../domain/rota.ts';
import { type Flow, flowSchema } from '../flow/flowSchema.ts';
import { lint } from '../flow/lint.ts';
import type { Rota, RotaInput } from '../oncall/buildRota.ts';
import type { Cover } from '../oncall/requiredGaps.ts';
import type { RotaIndex } from '../oncall/rotaIndex.ts';
import { type Desk, readHours } from './readHours.ts';
import { readYaml, type YamlSource } from './readYaml.ts';

export interface SourceOptions {
  flowsDir: string;
  schedulesDir: string;
  timezone: string;
  allowedCountries: readonly string[];
  now: Instant;
}

/** Works out one rota; in a thread of its own, with a limit of time and memory. */
export type BuildRota = (input: RotaInput) => Promise<Rota>;

/** One source as it was read. `path` is how sentences name it. */
export interface SourceText {
  path: string;
  text: string;
}

/** @throws StartError when it cannot be read */
export type ReadSource = (kind: VersionKind, name: string) => SourceText;

/** One checked source. */
export interface Checked {
  kind: VersionKind;
  name: string;
  text: string;
  hash: string;
}

export interface TeamRota {
  index: RotaIndex;
  /** Of all its files together. */
  hash: string;
  /** Name of its first file. */
  name: string;
  /** Everything odd in it, a fault or a hint. */
  problems: RotaProblem[];
}

/** Everything the sources say, checked, and ready to be put in force. */
export interface Sources {
  directory: Directory;
  directoryHash: string;
  /** The desk that the hotline is for. */
  desk: Desk;
  /** Per team: when somebody has to be on call. */
  covers: Readonly<Record<string, Cover>>;
  flows: { hotline: { flow: Flow; hash: string }; page: { flow: Flow; hash: string } };
  rotas: Readonly<Record<string, TeamRota>>;
  checked: Checked[];
  /** What looks wrong in a calendar of holidays and closes no day less. */
  hints: string[];
}

/**
 * Checks all sources. A rota that loses an event, a shift or a person is no reason to throw: it is in its `problems`.
 * @throws StartError with one sentence that names file, line and remedy: the first thing that is wrong
 */
export async function checkSources(read: ReadSource, build: BuildRota, options: SourceOptions): Promise<Sources> {
  const checked: Checked[] = [];
  const keep = (kind: VersionKind, name: string, text: string) => {
    const hash = hashOf(text);
    if (!checked.some((one) => one.kind === kind && one.name === name)) checked.push({ kind, name, text, hash });
    return hash;
  };
  const directory = readDirectory(read('directory', 'directory'), options);
  const directoryHash = keep('directory', 'directory', directory.text);
  const hours = readHours({ ...options, read });
  for (const { name, text } of hours.files) keep('hours', name, text);
  const flowOf = (name: string) => {
    const { path, text } = read('flow', name);
    return { flow: readFlow(path, text, catalogueOf(name, directory.value)), hash: keep('flow', name, text) };
  };
  const flows = { hotline: flowOf('hotline'), page: flowOf('page') };
  const rotas: Record<string, TeamRota> = {};
  for (const [team, { rota: name }] of Object.entries(directory.value.teams)) {
    const { path, text } = read('rota', name);
    const { index, problems } = await buildOne(path, name, text, directory.value, build, options);
    rotas[team] = { index, problems, name, hash: keep('rota', name, text) };
  }
  const desks = tieDesks(directory, hours.desks);
  return { directory: directory.value, directoryHash, ...desks, flows, rotas, checked, hints: hours.hints };
}

/** Finds the desk of the hotline and of each team. */
function tieDesks({ value, fault }: YamlSource<Directory>, desks: ReadonlyMap<string, Desk>) {
  const deskOf = (name: string | undefined, path: string[]): Desk => {
    const desk = name === undefined ? [...desks.values()][0] : desks.get(name);
    if (!desk)
      throw fault(
        path,
        `"${name}" is not one of the desks of hours.yaml (${[...desks.keys()].join(', ')}); add it there`,
      );
    return desk;
  };
  const covers = Object.entries(value.teams).map(([team, { covers: when, desk }]): [string, Cover] => [
    team,
    { covers: when, desk: deskOf(desk, ['teams', team, 'desk']).hours },
  ]);
  return { desk: deskOf(value.desk.hours, ['desk', 'hours']), covers: Object.fromEntries(covers) };
}

/** The hash under which a version is kept. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** A kept flow's text, for calls that began with it. */
export function readKeptFlow(name: string, text: string): Flow {
  return readYaml(`version of ${name}`, text, flowSchema).value;
}

/** "aims.ics line 12: …" */
export function sayProblem(path: string, { line, message }: RotaProblem): string {
  return `${path} line ${Math.max(1, line)}: ${message}`;
}

function readDirectory({ path, text }: SourceText, { allowedCountries }: SourceOptions) {
  const directory = readYaml(path, text, directorySchema);
  for (const [id, { phone }] of Object.entries(directory.value.people)) {
    const why = whyNotDialled(phone, allowedCountries);
    if (why !== null) throw directory.fault(['people', id, 'phone'], why);
  }
  return directory;
}

/** The facts of a flow, whose teams are those that the directory has. */
function catalogueOf(name: string, { teams }: Directory): FactCatalogue {
  const catalogue = factCatalogues[name] ?? {};
  const { team } = catalogue;
  return team ? { ...catalogue, team: { ...team, values: [...Object.keys(teams), 'both', 'unknown'] } } : catalogue;
}

function readFlow(path: string, text: string, catalogue: FactCatalogue): Flow {
  const source = readYaml(path, text, flowSchema);
  const issue = lint(source.value, catalogue)[0];
  if (issue) throw source.fault(issue.path, issue.message);
  return source.value;
}

async function buildOne(
  path: string,
  name: string,
  text: string,
  directory: Directory,
  build: BuildRota,
  options: SourceOptions,
): Promise<Rota> {
  const day = 86_400_000;
  const people: RotaPerson[] = Object.entries(directory.people).map(([id, person]) => ({ id, ...person }));
  try {
    return await build({
      files: [{ name, bytes: text, role: 'base' }],
      zone: options.timezone,
      people,
      from: options.now - limits.rotaDaysBack * day,
      to: options.now + limits.rotaDaysAhead * day,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /^Line (\d+)/.exec(message)?.[1] ?? '1';
    throw new StartError(`${path} line ${line}: ${message}`, { cause: error });
  }
}
