import type { Instant } from '../domain/conversation.ts';
import { filesOf } from '../domain/directory.ts';
import { isPassing, StartError } from '../domain/errors.ts';
import { flowNames } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import type { VersionKind } from '../domain/records.ts';
import type { NewSource, SourceChange } from '../domain/sourceChange.ts';
import { type BuildRota, checkSources, type ReadSource, type SourceOptions, type Sources } from './checkSources.ts';
import { hashOf } from './hashOf.ts';
import { judgeChange } from './judgeChange.ts';
import type { Judgements, Seen } from './judgements.ts';
import { nameOfFile } from './readVersions.ts';

interface Looking {
  inForce: Sources;
  disk: ReadSource;
  build: BuildRota;
  options: SourceOptions;
  /** Texts that a human has rejected: "kind name hash". None comes with another file. */
  refused: ReadonlySet<string>;
}

const dayMs = 86_400_000;

/**
 * Looks for a file that differs from what is in force, and checks it together with everything else in force: one change
 * after the other, so that a fault in one file does not hold back the others; those with which nothing is wrong come first.
 * A file that cannot be read so is tried together with others that have changed: a name may be changed in two files at once.
 * @param judged what was judged before; a change that is found is noted in it
 * @param revision of what is in force
 * @returns null when nothing has changed that has not been judged
 */
export async function findChange(looking: Looking, judged: Judgements, revision: number): Promise<SourceChange | null> {
  const { disk, options } = looking;
  const hashNow = (kind: VersionKind, name: string) => readOr(disk, kind, name).hash;
  const changed = changedFiles(looking, judged);
  let wrong: { found: Found; alone: SourceChange; beside: Seen[] } | null = null;
  for (const found of changed) {
    if (judged.has(found, revision, options.now, hashNow)) continue;
    if (found.fault !== null && !judged.isUnreadableLong(found, options.now)) continue;
    const beside: Seen[] = [];
    const alone = await judge({ ...looking, disk: notingDisk(disk, beside) }, [found]);
    if (alone.why === null) {
      judged.note(found, revision, untilOf(alone, options.now), beside);
      return alone;
    }
    wrong ??= { found, alone, beside };
  }
  if (!wrong) return null;
  const { found, alone, beside } = wrong;
  const isRefused = (one: Found) => looking.refused.has(`${one.kind} ${one.name} ${one.hash}`);
  const others = changed.filter((one) => one !== found && one.fault === null && !isRefused(one));
  const noting = { ...looking, disk: notingDisk(disk, beside) };
  const group = alone.isReadable || found.fault !== null ? null : await judgeTogether(noting, found, others);
  const change = group?.change ?? alone;
  const files = group?.files ?? [found];
  for (const one of files) {
    const together = files.filter((other) => other !== one);
    judged.note(one, revision, untilOf(change, options.now), [...beside, ...together]);
  }
  return change;
}

/** When a judgement has to be made anew, though nothing has changed. */
function untilOf({ isPassing }: SourceChange, now: Instant): Instant {
  return now + (isPassing ? limits.passingSeconds * 1000 : dayMs);
}

/** Every file that the disk has otherwise than what is in force, the directory first. */
function changedFiles({ inForce, disk }: Looking, judged: Judgements): Found[] {
  return sourcesOf(inForce).flatMap(([kind, name]) => {
    const found = readOr(disk, kind, name);
    if (found.fault === null) judged.isThere(found);
    const isInForce = inForce.checked.some((one) => one.kind === kind && one.name === name && one.hash === found.hash);
    if (isInForce) judged.forget(found);
    return isInForce ? [] : found;
  });
}

/** The first of the others with which a file can be read, or as few of them as it takes; null when that does not help. */
async function judgeTogether(looking: Looking, found: Found, others: readonly Found[]) {
  const readable = async (files: readonly Found[]) => {
    const change = await judge(looking, files);
    return change.isReadable ? { change, files } : null;
  };
  for (const one of others) {
    const pair = await readable([found, one]);
    if (pair) return pair;
  }
  let all = others.length > 1 ? await readable([found, ...others]) : null;
  for (const one of others) all = all && ((await readable(all.files.filter((file) => file !== one))) ?? all);
  return all;
}

/** The disk, keeping what was read from it. */
function notingDisk(disk: ReadSource, seen: Seen[]): ReadSource {
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
    ...flowNames.map((name): [VersionKind, string] => ['flow', name]),
    ...rotas.map((name): [VersionKind, string] => ['rota', name]),
  ];
}

interface Found extends NewSource {
  path: string;
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

/** Judges files as one change: the first, with which the others come. */
async function judge({ inForce, disk, build, options }: Looking, files: readonly Found[]): Promise<SourceChange> {
  const [first] = files;
  if (!first) throw new Error('There is no file to judge.');
  const { fault, ...found } = first;
  const unreadable = (why: string): SourceChange => ({
    ...found,
    why,
    judgedBy: why,
    isReadable: false,
    isPassing: false,
    changes: [],
    comesWith: [],
  });
  if (fault !== null) return unreadable(fault);
  const read: ReadSource = (kind, name) => {
    const one = files.find((file) => file.kind === kind && file.name === name);
    if (one) return { path: one.path, text: one.text };
    const kept = inForce.checked.find((file) => file.kind === kind && file.name === name);
    // A file that a changed directory names for the first time.
    return kept ? { path: nameOfFile(name), text: kept.text } : disk(kind, name);
  };
  try {
    const after = await checkSources(read, build, options);
    const isUsed = (file: Found) => after.checked.some(({ kind, name }) => kind === file.kind && name === file.name);
    if (!files.every(isUsed)) return unreadable('Another file would not name it any more.');
    const isSame = (one: NewSource) =>
      inForce.checked.some(({ kind, name, hash }) => kind === one.kind && name === one.name && hash === one.hash);
    const comesWith = after.checked.filter(
      (one) => !isSame(one) && !(one.kind === found.kind && one.name === found.name),
    );
    const judgement = judgeChange(inForce, after, options.now, options.timezone);
    return { ...found, isReadable: true, isPassing: false, ...judgement, comesWith };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { ...unreadable(error.message), isPassing: isPassing(error) };
  }
}

/** Is this text still what the disk has under its name, as far as the disk can be read? */
export function isOnDisk({ kind, name, hash }: Seen, disk: ReadSource): boolean {
  const found = readOr(disk, kind, name);
  return found.fault !== null || found.hash === hash;
}
