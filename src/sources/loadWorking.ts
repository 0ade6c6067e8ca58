/** What is in force, also when two versions that came into force one after the other do not fit together. */
import { isPassing, StartError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import type { Log } from '../domain/ports.ts';
import type { Version } from '../domain/records.ts';
import type { Store } from '../store/openStore.ts';
import { putBack, versionBefore, versionsInForce } from '../store/write/versions.ts';
import { type BuildRota, checkSources, type SourceOptions, type Sources } from './checkSources.ts';
import { loadSources } from './loadSources.ts';
import { readVersions } from './readVersions.ts';

/**
 * Loads what is in force. A version that does not fit the others (a directory that names a desk which is gone from the
 * hours, say) is put back among those that are held, the newest first: two leads may each have approved one.
 * @returns null before anything has ever been in force
 * @throws StartError when no single version is to blame
 */
export async function loadWorking(
  store: Store,
  log: Log,
  build: BuildRota,
  options: SourceOptions,
): Promise<Sources | null> {
  try {
    return await loadSources(store, build, options);
  } catch (error) {
    if (!(error instanceof StartError) || isPassing(error)) throw error;
    const misfit = await findMisfit(store, build, options);
    if (!misfit) throw error;
    const why = `It does not fit what is in force: ${error.message}`;
    if (!(await store.transact((tx) => putBack(tx, misfit, why)))) throw error;
    log.error('alarm: a version does not fit what is in force, and is held back', {
      version: misfit.id,
      kind: misfit.kind,
    });
    return loadSources(store, build, options);
  }
}

/** The newest version without which, with the one before it, everything fits. */
async function findMisfit(store: Store, build: BuildRota, options: SourceOptions): Promise<Version | null> {
  const inForce = await versionsInForce(store.read);
  // Another process was faster, or what failed is no matter of what is in force.
  if (await fits(inForce, build, options)) return null;
  for (const version of inForce.slice(0, limits.misfitsTried)) {
    const before = await versionBefore(store.read, version);
    if (before && (await fits([before, ...inForce.filter((one) => one !== version)], build, options))) return version;
  }
  return null;
}

async function fits(versions: readonly Version[], build: BuildRota, options: SourceOptions): Promise<boolean> {
  try {
    await checkSources(readVersions(versions), build, options);
    return true;
  } catch (error) {
    if (error instanceof StartError) return false;
    throw error;
  }
}
