/** The texts of all sources, checked as a whole: wherever they come from, the disk or the database. */
import type { Instant } from '../domain/conversation.ts';
import { type Directory, directorySchema } from '../domain/directory.ts';
import { everyFlow, type FactCatalogue, type FlowName, factCatalogues } from '../domain/facts.ts';
import { whyNotDialled } from '../domain/phone.ts';
import type { VersionKind } from '../domain/records.ts';
import type { RotaProblem } from '../domain/rota.ts';
import type { NewSource } from '../domain/sourceChange.ts';
import { type Flow, flowSchema } from '../flow/flowSchema.ts';
import { lint } from '../flow/lint.ts';
import type { Rota, RotaInput } from '../oncall/buildRota.ts';
import type { Window } from '../oncall/expandRule.ts';
import type { Holidays } from '../oncall/readHolidays.ts';
import type { Cover } from '../oncall/requiredGaps.ts';
import { buildTeam, readTeam, type TeamRota } from './buildTeam.ts';
import { hashOf } from './hashOf.ts';
import { type Desk, readHours } from './readHours.ts';
import { readYaml, type YamlSource } from './readYaml.ts';

export interface SourceOptions {
  flowsDir: string;
  schedulesDir: string;
  timezone: string;
  allowedCountries: readonly string[];
  now: Instant;
}

/** What the service keeps of a rota that was worked out. */
export type BuiltRota = Pick<Rota, 'index' | 'problems'>;

/** Works out what calendars say; in a thread of its own, with a limit of time and memory. */
export interface BuildRota {
  /** One rota. */
  (input: RotaInput): Promise<BuiltRota>;
  /** The days on which a calendar closes a desk. */
  holidays(text: string, window: Window): Promise<Holidays>;
}

/** One source as it was read. `path` is how sentences name it. */
export interface SourceText {
  path: string;
  text: string;
}

/** @throws StartError when it cannot be read */
export type ReadSource = (kind: VersionKind, name: string) => SourceText;

/** Everything the sources say, checked, and ready to be put in force. */
export interface Sources {
  directory: Directory;
  directoryHash: string;
  /** The desk that the hotline is for. */
  desk: Desk;
  /** The general help desk; null when the directory names none. */
  helpDesk: Desk | null;
  /** Per team: when somebody has to be on call. */
  covers: Readonly<Record<string, Cover>>;
  flows: Readonly<Record<FlowName, { flow: Flow; hash: string }>>;
  rotas: Readonly<Record<string, TeamRota>>;
  checked: NewSource[];
  /** What looks wrong in a calendar of holidays and closes no day less. */
  hints: string[];
}

/**
 * Checks all sources. A rota that loses an event, a shift or a person is no reason to throw: it is in its `problems`.
 * @throws StartError with one sentence that names file, line and remedy: the first thing that is wrong
 */
export async function checkSources(read: ReadSource, build: BuildRota, options: SourceOptions): Promise<Sources> {
  const checked: NewSource[] = [];
  const keep = (kind: VersionKind, name: string, text: string) => {
    const hash = hashOf(text);
    if (!checked.some((one) => one.kind === kind && one.name === name)) checked.push({ kind, name, text, hash });
    return hash;
  };
  const directory = readDirectory(read('directory', 'directory'), options);
  const directoryHash = keep('directory', 'directory', directory.text);
  const hours = await readHours({ ...options, read, build });
  for (const { name, text } of hours.files) keep('hours', name, text);
  const flowOf = (name: FlowName) => {
    const source = read('flow', name);
    return { flow: readFlow(source, catalogueOf(name, directory.value)), hash: keep('flow', name, source.text) };
  };
  const flows = everyFlow(flowOf);
  const rotas: Record<string, TeamRota> = {};
  for (const [id, team] of Object.entries(directory.value.teams)) {
    const files = readTeam(team, read);
    rotas[id] = await buildTeam(files, directory.value.people, build, options);
    for (const { name, text } of files) keep('rota', name, text);
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
  return {
    desk: deskOf(value.desk.hours, ['desk', 'hours']),
    helpDesk: value.helpDesk ? deskOf(value.helpDesk.hours, ['helpDesk', 'hours']) : null,
    covers: Object.fromEntries(covers),
  };
}

/** A kept flow's text, for calls that began with it. */
export function readKeptFlow(name: string, text: string): Flow {
  return readYaml(`version of ${name}`, text, flowSchema).value;
}

/** "aims.ics line 12: …" */
export function sayProblem(path: string, { line, message }: RotaProblem): string {
  return `${path} line ${Math.max(1, line)}: ${message}`;
}

/** @throws StartError naming line and remedy */
export function readDirectory(
  { path, text }: SourceText,
  { allowedCountries }: Pick<SourceOptions, 'allowedCountries'>,
) {
  const directory = readYaml(path, text, directorySchema);
  for (const [id, { phone }] of Object.entries(directory.value.people)) {
    const why = whyNotDialled(phone, allowedCountries);
    if (why !== null) throw directory.fault(['people', id, 'phone'], why);
  }
  return directory;
}

/** The facts of a flow, whose teams are those that the directory has. */
export function catalogueOf(name: FlowName, { teams }: Directory): FactCatalogue {
  const catalogue: FactCatalogue = factCatalogues[name];
  const { team } = catalogue;
  return team ? { ...catalogue, team: { ...team, values: [...Object.keys(teams), 'both', 'unknown'] } } : catalogue;
}

/** @throws StartError naming line and remedy */
export function readFlow({ path, text }: SourceText, catalogue: FactCatalogue): Flow {
  const source = readYaml(path, text, flowSchema);
  const issue = lint(source.value, catalogue)[0];
  if (issue) throw source.fault(issue.path, issue.message);
  return source.value;
}
