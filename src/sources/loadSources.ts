/** What is in force, as the database has it. */
import type { Instant } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import type { Version } from '../domain/records.ts';
import { spliceRotas } from '../oncall/spliceRotas.ts';
import type { Store } from '../store/openStore.ts';
import { versionsInForce, versionsSince } from '../store/write/versions.ts';
import {
  type BuildRota,
  checkSources,
  type ReadSource,
  type SourceOptions,
  type Sources,
  type TeamRota,
} from './checkSources.ts';

/**
 * Builds everything from the versions in force. Shifts that have been stay as the versions of their time had them.
 * @returns null before anything has ever been in force
 * @throws when a version that was checked once cannot be read any more
 */
export async function loadSources(store: Store, build: BuildRota, options: SourceOptions): Promise<Sources | null> {
  const versions = await versionsInForce(store.read);
  if (versions.length === 0) return null;
  const sources = await checkSources(readVersions(versions), build, options);
  const rotas: Record<string, TeamRota> = {};
  for (const [team, rota] of Object.entries(sources.rotas))
    rotas[team] = await withPast(store, rota, versions, build, options);
  return { ...sources, rotas };
}

/** Reads sources out of versions. */
function readVersions(versions: readonly Version[]): ReadSource {
  return (kind, name) => {
    const found = versions.find((one) => one.kind === kind && one.name === name);
    if (!found) throw new Error(`There is no version of ${name} (${kind}) in force`);
    return { path: name.includes('.') ? name : `${name}.yaml`, text: found.text };
  };
}

/** The rota with the past that earlier versions gave it, as far back as it is worked out. */
async function withPast(
  store: Store,
  rota: TeamRota,
  versions: readonly Version[],
  build: BuildRota,
  options: SourceOptions,
): Promise<TeamRota> {
  const since: Instant = options.now - limits.rotaDaysBack * 86_400_000;
  const history = await versionsSince(store.read, 'rota', rota.name, since);
  const [oldest, ...later] = history;
  if (!oldest || later.length === 0) return rota;
  const built = async (version: Version) => {
    const others = versions.filter((one) => one.kind !== 'rota' || one.name !== version.name);
    const all = await checkSources(readVersions([...others, version]), build, options);
    return Object.values(all.rotas).find((one) => one.name === rota.name) ?? rota;
  };
  let { index } = await built(oldest);
  for (const version of later) {
    const next = version.hash === rota.hash && version === later.at(-1) ? rota : await built(version);
    index = spliceRotas(index, next.index, version.inForceAt);
  }
  return { ...rota, index };
}
