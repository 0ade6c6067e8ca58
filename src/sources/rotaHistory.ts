/** Shifts that have been stay as the versions of their time had them (promise 7). */
import type { Instant } from '../domain/conversation.ts';
import type { Directory } from '../domain/directory.ts';
import { StartError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import type { Version } from '../domain/records.ts';
import { spliceRotas } from '../oncall/spliceRotas.ts';
import { buildTeam, type RotaText, readTeam, type TeamRota } from './buildTeam.ts';
import { type BuildRota, readDirectory, type SourceOptions } from './checkSources.ts';
import { hashOf } from './hashOf.ts';
import { readVersions } from './readVersions.ts';

/** What a rota was worked out from, from an instant on. */
interface Epoch {
  from: Instant;
  files: RotaText[];
  people: Directory['people'];
  /** The same for two that come to the same. */
  key: string;
}

/**
 * Gives a rota the past that the files and directories of the time gave it, as far back as it is worked out.
 * @param history what was in force when the window begins, and what has come into force since, in that order
 */
export async function withPast(
  team: string,
  rota: TeamRota,
  people: Directory['people'],
  history: readonly Version[],
  build: BuildRota,
  options: SourceOptions,
): Promise<TeamRota> {
  const current = keyOf(rota.files, people);
  const epochs = epochsOf(team, history, options);
  const built = async (epoch: Epoch) =>
    epoch.key === current ? rota : await buildTeam(epoch.files, epoch.people, build, options);
  const [first, ...later] = epochs;
  if (!first || (later.length === 0 && first.key === current)) return rota;
  let { index } = await built(first);
  for (const epoch of later) index = spliceRotas(index, (await built(epoch)).index, epoch.from);
  return { ...rota, index };
}

/** Neighbours differ. What cannot be read any more, or was not there yet, is passed over: the one after stands for it. */
function epochsOf(team: string, history: readonly Version[], options: SourceOptions): Epoch[] {
  const since = options.now - limits.rotaDaysBack * 86_400_000;
  const epochs: Epoch[] = [];
  const begun = history.filter(({ inForceAt }) => inForceAt <= since);
  const later = history.filter(({ inForceAt }) => inForceAt > since);
  for (const [from, until] of [[since, 0] as const, ...later.map(({ inForceAt }, i) => [inForceAt, i + 1] as const)]) {
    const epoch = epochAt(team, from, [...begun, ...later.slice(0, until)], options);
    const last = epochs.at(-1);
    if (!epoch || last?.key === epoch.key) continue;
    // Several that come into force at once are one change.
    if (last?.from === epoch.from) epochs.pop();
    epochs.push(epoch);
  }
  return epochs;
}

function epochAt(team: string, from: Instant, inForce: readonly Version[], options: SourceOptions): Epoch | null {
  // The newest of each name is found first.
  const read = readVersions([...inForce].reverse());
  try {
    const { teams, people } = readDirectory(read('directory', 'directory'), options).value;
    const found = teams[team];
    if (!found) return null;
    const files = readTeam(found, read);
    return { from, files, people, key: keyOf(files, people) };
  } catch (error) {
    if (error instanceof StartError) return null;
    throw error;
  }
}

function keyOf(files: readonly RotaText[], people: Directory['people']): string {
  const known = Object.entries(people).map(([id, { name, phone, email, aliases }]) => [
    id,
    name,
    phone,
    email,
    aliases,
  ]);
  return hashOf(JSON.stringify([files.map(({ name, role, hash }) => [name, role, hash]), known]));
}
