import { isPassing, StartError } from '../domain/errors.ts';
import { errorText } from '../domain/errorText.ts';
import { flowNames } from '../domain/facts.ts';
import type { Clock, Ids, Log } from '../domain/ports.ts';
import type { Version, VersionKind } from '../domain/records.ts';
import type { Store } from '../store/openStore.ts';
import { currentRevision } from '../store/read/currentRevision.ts';
import { notInForce, versionsInForce } from '../store/write/versions.ts';
import {
  type BuildRota,
  catalogueOf,
  checkSources,
  type ReadSource,
  readDirectory,
  readFlow,
  type SourceOptions,
  type Sources,
} from './checkSources.ts';
import { hashOf } from './hashOf.ts';
import { keepVersions } from './keepVersions.ts';
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
    await takeNewFlows(parts);
    const kept = await again(() => loadWorking(store, log, build, options));
    if (kept) return { sources: kept, revision };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    log.error('alarm: what was in force cannot be read any more; the file is read instead', {
      error: errorText(error),
    });
    return { sources: await mend(parts, error), revision };
  }
  const { sources, hints } = await strictSources(disk, build, options);
  // What is odd may quote names and numbers: the place is enough here (promise 10).
  for (const hint of hints) log.warn('a rota has something odd in it', { place: hint.split(': ', 1)[0] });
  await keepVersions(store, clock, ids, sources.checked);
  return { sources, revision };
}

/** A flow that a newer program has, and the database has never had, is taken from its file. */
async function takeNewFlows({ store, clock, ids, disk, options }: Parts): Promise<void> {
  const kept = await versionsInForce(store.read);
  if (kept.length === 0) return;
  const missing = flowNames.filter((name) => !kept.some((one) => one.kind === 'flow' && one.name === name));
  if (missing.length === 0) return;
  const { value: directory } = readDirectory(readVersions(kept)('directory', 'directory'), options);
  const flows = missing.map((name) => {
    const source = disk('flow', name);
    readFlow(source, catalogueOf(name, directory));
    return { kind: 'flow' as const, name, text: source.text, hash: hashOf(source.text) };
  });
  await keepVersions(store, clock, ids, flows);
}

/** What takes too long while a machine starts may be quick a moment later. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPassing(error)) throw error;
    return work();
  }
}

/**
 * Everything as the database has it, with as few versions as it takes from the disk instead: one, or every flow, or all.
 * A text of the disk that is held or was rejected is never taken.
 * @throws StartError what was wrong, when none of these helps
 */
async function mend({ store, clock, ids, build, disk, options }: Parts, cause: StartError): Promise<Sources> {
  const inForce = await versionsInForce(store.read);
  const refused = await notInForce(store.read);
  const kept = readVersions(inForce);
  const isRefused = ({ kind, name }: Version) => {
    const hash = hashOnDisk(disk, kind, name);
    return hash === null || refused.some((one) => one.kind === kind && one.name === name && one.hash === hash);
  };
  const candidates = inForce.filter((one) => !isRefused(one));
  const flows = candidates.filter(({ kind }) => kind === 'flow');
  for (const taken of [...candidates.map((one) => [one]), flows, candidates]) {
    const isTaken = (kind: VersionKind, name: string) => taken.some((one) => one.kind === kind && one.name === name);
    const read: ReadSource = (kind, name) => (isTaken(kind, name) ? disk(kind, name) : kept(kind, name));
    const sources = await checkSources(read, build, options).catch((error: unknown) => {
      if (error instanceof StartError) return null;
      throw error;
    });
    if (!sources) continue;
    await keepVersions(
      store,
      clock,
      ids,
      sources.checked.filter(({ kind, name }) => isTaken(kind, name)),
    );
    return sources;
  }
  throw cause;
}

/** null for a file that cannot be read. */
function hashOnDisk(disk: ReadSource, kind: VersionKind, name: string): string | null {
  try {
    return hashOf(disk(kind, name).text);
  } catch (error) {
    if (error instanceof StartError) return null;
    throw error;
  }
}
