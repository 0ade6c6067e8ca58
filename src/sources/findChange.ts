import { filesOf } from '../domain/directory.ts';
import { StartError } from '../domain/errors.ts';
import type { VersionKind } from '../domain/records.ts';
import type { NewSource, SourceChange } from '../domain/sourceChange.ts';
import { type BuildRota, checkSources, type ReadSource, type SourceOptions, type Sources } from './checkSources.ts';
import { hashOf } from './hashOf.ts';
import { judgeChange } from './judgeChange.ts';
import type { Judgements, Seen } from './judgements.ts';
import { nameOfFile } from './readVersions.ts';

/**
 * Looks for the first file that differs from what is in force, and checks it together with everything else in force:
 * one change after the other, so that a fault in one file does not hold back the others.
 * @param judged what was judged before; a change that is found is noted in it
 * @param revision of what is in force
 * @returns null when nothing has changed that has not been judged
 */
export async function findChange(
  inForce: Sources,
  disk: ReadSource,
  judged: Judgements,
  revision: number | null,
  build: BuildRota,
  options: SourceOptions,
): Promise<SourceChange | null> {
  for (const [kind, name] of sourcesOf(inForce)) {
    const current = inForce.checked.find((one) => one.kind === kind && one.name === name);
    const found = readOr(disk, kind, name);
    if (found.hash === current?.hash) judged.forget(found);
    else if (!judged.has(found, revision, (...one) => readOr(disk, ...one).hash)) {
      const beside: Seen[] = [];
      const change = await judge(inForce, noting(disk, beside), found, build, options);
      judged.note(found, revision, beside);
      return change;
    }
  }
  return null;
}

/** The disk, keeping what was read from it. */
function noting(disk: ReadSource, seen: Seen[]): ReadSource {
  return (kind, name) => {
    seen.push({ kind, name, hash: readOr(disk, kind, name).hash });
    return disk(kind, name);
  };
}

/** Every source, the directory first: the others are checked against it. */
function sourcesOf({ directory, checked }: Sources): [VersionKind, string][] {
  const hours = checked.filter(({ kind }) => kind === 'hours').map(({ name }) => name);
  const rotas = [
    ...new Set(
      Object.values(directory.teams)
        .flatMap(filesOf)
        .map(({ name }) => name),
    ),
  ];
  return [
    ['directory', 'directory'],
    ...hours.map((name): [VersionKind, string] => ['hours', name]),
    ['flow', 'hotline'],
    ['flow', 'page'],
    ...rotas.map((name): [VersionKind, string] => ['rota', name]),
  ];
}

interface Found {
  kind: VersionKind;
  name: string;
  path: string;
  text: string;
  hash: string;
  /** Why it cannot even be read from the disk; null when it can. */
  fault: string | null;
}

function readOr(disk: ReadSource, kind: VersionKind, name: string): Found {
  try {
    const { path, text } = disk(kind, name);
    return { kind, name, path, text, hash: hashOf(text), fault: null };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const fault = error.message;
    return { kind, name, path: name, text: '', hash: hashOf(`cannot be read: ${fault}`), fault };
  }
}

async function judge(
  inForce: Sources,
  disk: ReadSource,
  { fault, ...found }: Found,
  build: BuildRota,
  options: SourceOptions,
): Promise<SourceChange> {
  const unreadable = (why: string): SourceChange => ({
    ...found,
    why,
    isReadable: false,
    changes: [],
    comesWith: [],
  });
  if (fault !== null) return unreadable(fault);
  const read: ReadSource = (kind, name) => {
    if (kind === found.kind && name === found.name) return { path: found.path, text: found.text };
    const kept = inForce.checked.find((one) => one.kind === kind && one.name === name);
    // A file that a changed directory names for the first time.
    return kept ? { path: nameOfFile(name), text: kept.text } : disk(kind, name);
  };
  try {
    const after = await checkSources(read, build, options);
    const isKnown = (one: NewSource) =>
      inForce.checked.some(({ kind, name }) => kind === one.kind && name === one.name);
    const comesWith = after.checked.filter((one) => !isKnown(one));
    return { ...found, isReadable: true, ...judgeChange(inForce, after, options.now, options.timezone), comesWith };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return unreadable(error.message);
  }
}

/** Is this text still what the disk has under its name? */
export function isOnDisk({ kind, name, hash }: Seen, disk: ReadSource): boolean {
  return readOr(disk, kind, name).hash === hash;
}
