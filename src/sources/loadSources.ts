/** What is in force, as the database has it. */
import { limits } from '../domain/limits.ts';
import type { Store } from '../store/openStore.ts';
import { versionsInForce, versionsSince } from '../store/write/versions.ts';
import type { TeamRota } from './buildTeam.ts';
import { type BuildRota, checkSources, type SourceOptions, type Sources } from './checkSources.ts';
import { readVersions } from './readVersions.ts';
import { rotaHistory, withPast } from './rotaHistory.ts';

/**
 * Builds everything from the versions in force. Shifts that have been stay as the versions of their time had them.
 * @returns null before anything has ever been in force
 * @throws StartError when a version that was checked once cannot be read any more
 */
export async function loadSources(store: Store, build: BuildRota, options: SourceOptions): Promise<Sources | null> {
  const versions = await versionsInForce(store.read);
  if (versions.length === 0) return null;
  const sources = await checkSources(readVersions(versions), build, options);
  const since = options.now - limits.rotaDaysBack * 86_400_000;
  const history = rotaHistory(await versionsSince(store.read, ['directory', 'rota'], since), options);
  const rotas: Record<string, TeamRota> = {};
  for (const [team, rota] of Object.entries(sources.rotas))
    rotas[team] = await withPast(rota, sources.directory.people, history.get(team) ?? [], build, options);
  return { ...sources, rotas };
}
