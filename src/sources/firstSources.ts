import { StartError } from '../domain/errors.ts';
import { errorText } from '../domain/errorText.ts';
import type { Clock, Ids, Log } from '../domain/ports.ts';
import type { Store } from '../store/openStore.ts';
import { currentRevision } from '../store/read/currentRevision.ts';
import { versionsInForce } from '../store/write/versions.ts';
import { type BuildRota, checkSources, type ReadSource, type SourceOptions, type Sources } from './checkSources.ts';
import { keepVersions } from './keepVersions.ts';
import { loadSources } from './loadSources.ts';
import { loadWorking } from './loadWorking.ts';
import { readVersions } from './readVersions.ts';
import { strictSources } from './strictSources.ts';

interface Parts {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  build: BuildRota;
  disk: ReadSource;
  options: SourceOptions;
}

export interface First {
  sources: Sources;
  /** Of what is in force, read before it was loaded: whatever another process puts in force meanwhile is noticed later. */
  revision: number;
}

/**
 * What is in force when the program starts: what the database has, so that a file that is wrong in the middle of the
 * night does not keep the hotline from starting. The first time there is nothing to fall back on, and the files must be
 * right. Of a version that can be read no more, after a change of the program, the file is read instead, and of it alone.
 * @throws StartError with one sentence that names file, line and remedy
 */
export async function firstSources(parts: Parts): Promise<First> {
  const { store, clock, ids, log, build, disk, options } = parts;
  const revision = await currentRevision(store.read);
  try {
    const kept = await loadWorking(store, log, build, options);
    if (kept) return { sources: kept, revision };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    log.error('alarm: what was in force cannot be read any more; the file is read instead', {
      error: errorText(error),
    });
    const mended = await mendOne(parts);
    if (mended) return { sources: mended, revision };
  }
  const { sources, hints } = await strictSources(disk, build, options);
  // What is odd may quote names and numbers: the place is enough here (promise 10).
  for (const hint of hints) log.warn('a rota has something odd in it', { place: hint.split(': ', 1)[0] });
  await keepVersions(store, clock, ids, sources.checked);
  return { sources, revision };
}

/** Everything as the database has it, with one version taken from the disk; null when that does not help. */
async function mendOne({ store, clock, ids, build, disk, options }: Parts): Promise<Sources | null> {
  const inForce = await versionsInForce(store.read);
  const kept = readVersions(inForce);
  for (const { kind, name } of inForce) {
    const read: ReadSource = (...one) => (one[0] === kind && one[1] === name ? disk(kind, name) : kept(...one));
    try {
      const { checked } = await checkSources(read, build, options);
      await keepVersions(
        store,
        clock,
        ids,
        checked.filter((one) => one.kind === kind && one.name === name),
      );
      return await loadSources(store, build, options);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
    }
  }
  return null;
}
