import type { VersionKind } from './records.ts';

/** A source on the disk that is not what is in force, and what is to be made of it. */
export interface SourceChange {
  kind: VersionKind;
  name: string;
  /** How sentences name the file. */
  path: string;
  text: string;
  hash: string;
  /** Why it is held back, as a sentence; null when it may come into force by itself. */
  why: string | null;
  /** What holds it back, without times and lines that move from day to day; '' when nothing does. */
  judgedBy: string;
  /** Can it be read at all? Only then can a lead approve it. */
  isReadable: boolean;
  /** Perhaps it can be read at another time: working it out took too long. */
  isPassing: boolean;
  /** What it changes for the people on call, in words. */
  changes: string[];
  /** Files that it names for the first time, or that were changed together with it, as they are on the disk. */
  comesWith: readonly NewSource[];
}

/** A checked text. */
export interface NewSource {
  kind: VersionKind;
  name: string;
  text: string;
  hash: string;
}
