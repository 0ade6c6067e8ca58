import { errorText } from '../domain/errorText.ts';
import type { Clock, Ids, Log } from '../domain/ports.ts';
import type { Store } from '../store/openStore.ts';
import type { BuildRota, ReadSource, SourceOptions, Sources } from './checkSources.ts';
import { keepVersions } from './keepVersions.ts';
import { loadSources } from './loadSources.ts';
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

/**
 * What is in force when the program starts: what the database has, so that a file that is wrong in the middle of the
 * night does not keep the hotline from starting. The first time there is nothing to fall back on, and the files must be
 * right.
 * @throws StartError with one sentence that names file, line and remedy
 */
export async function firstSources({ store, clock, ids, log, build, disk, options }: Parts): Promise<Sources> {
  const kept = await loadSources(store, build, options).catch((error: unknown) => {
    log.error('alarm: what was in force cannot be read any more; the files are read instead', {
      error: errorText(error),
    });
    return null;
  });
  if (kept) return kept;
  const { sources, hints } = await strictSources(disk, build, options);
  // What is odd may quote names and numbers: the place is enough here (promise 10).
  for (const hint of hints) log.warn('a rota has something odd in it', { place: hint.split(': ', 1)[0] });
  await keepVersions(store, clock, ids, sources.checked);
  return sources;
}
