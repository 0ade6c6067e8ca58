/** Shifts that have been stay as the versions of their time had them (promise 7). */
import type { Instant } from '../domain/conversation.ts';
import { type Directory, filesOf } from '../domain/directory.ts';
import { StartError } from '../domain/errors.ts';
import type { Version } from '../domain/records.ts';
import type { RotaIndex } from '../oncall/rotaIndex.ts';
import { spliceRotas } from '../oncall/spliceRotas.ts';
import { buildTeam, type RotaText, type TeamRota } from './buildTeam.ts';
import { type BuildRota, readDirectory, type SourceOptions } from './checkSources.ts';
import { hashOf } from './hashOf.ts';
import { nameOfFile } from './readVersions.ts';

/** What a rota was worked out from, from an instant on. */
export interface Epoch {
  from: Instant;
  files: RotaText[];
  people: Directory['people'];
  /** The same for two that come to the same. */
  key: string;
}

/** A directory of some time, as far as rotas need it. */
interface OldDirectory {
  teams: Directory['teams'];
  people: Directory['people'];
  peopleKey: string;
}

/**
 * Per team what its rota was worked out from, and since when, oldest first; neighbours differ. A version that cannot be
 * read any more is passed over, and so is a time at which a file was not there yet: the one after stands for it.
 * @param history what was in force when the time that is worked out begins, and what has come into force since, in that order
 */
export function rotaHistory(history: readonly Version[], options: SourceOptions): Map<string, Epoch[]> {
  const epochs = new Map<string, Epoch[]>();
  const files = new Map<string, Version>();
  let directory: OldDirectory | null = null;
  history.forEach((version, i) => {
    if (version.kind === 'directory') directory = readOld(version, options) ?? directory;
    else files.set(version.name, version);
    // Several that come into force at once are one change.
    if (history[i + 1]?.inForceAt === version.inForceAt || directory === null) return;
    for (const [team, found] of Object.entries(directory.teams)) {
      const epoch = epochOf(version.inForceAt, found, directory, files);
      const before = epochs.get(team) ?? [];
      if (epoch === null || before.at(-1)?.key === epoch.key) continue;
      before.push(epoch);
      epochs.set(team, before);
    }
  });
  return epochs;
}

function readOld({ name, text }: Version, options: SourceOptions): OldDirectory | null {
  try {
    const { teams, people } = readDirectory({ path: nameOfFile(name), text }, options).value;
    return { teams, people, peopleKey: keyOfPeople(people) };
  } catch (error) {
    if (error instanceof StartError) return null;
    throw error;
  }
}

function epochOf(
  from: Instant,
  team: Directory['teams'][string],
  { people, peopleKey }: OldDirectory,
  versions: ReadonlyMap<string, Version>,
): Epoch | null {
  const files: RotaText[] = [];
  for (const { name, role } of filesOf(team)) {
    const version = versions.get(name);
    if (!version) return null;
    files.push({ name, role, path: nameOfFile(name), text: version.text, hash: version.hash });
  }
  return { from, files, people, key: keyOf(files, peopleKey) };
}

/**
 * Gives a rota the past that the files and directories of the time gave it.
 * @param epochs of its team
 */
export async function withPast(
  rota: TeamRota,
  people: Directory['people'],
  epochs: readonly Epoch[],
  build: BuildRota,
  options: SourceOptions,
): Promise<TeamRota> {
  const [first, ...later] = epochs;
  const current = keyOf(rota.files, keyOfPeople(people));
  if (!first || (later.length === 0 && first.key === current)) return rota;
  let index: RotaIndex | null = null;
  for (const epoch of [first, ...later]) {
    const built = epoch.key === current ? rota : await buildOld(epoch, build, options);
    if (built) index = index ? spliceRotas(index, built.index, epoch.from) : built.index;
  }
  return index ? { ...rota, index } : rota;
}

/** What cannot be worked out any more is no reason to lose what is in force. */
async function buildOld({ files, people }: Epoch, build: BuildRota, options: SourceOptions): Promise<TeamRota | null> {
  try {
    return await buildTeam(files, people, build, options);
  } catch (error) {
    if (error instanceof StartError) return null;
    throw error;
  }
}

function keyOfPeople(people: Directory['people']): string {
  const known = Object.entries(people).map(([id, { name, phone, email, aliases }]) => [
    id,
    name,
    phone,
    email,
    aliases,
  ]);
  return hashOf(JSON.stringify(known));
}

function keyOf(files: readonly RotaText[], peopleKey: string): string {
  return JSON.stringify([files.map(({ name, role, hash }) => [name, role, hash]), peopleKey]);
}
