/** From the files of a team's rota to its index. */

import type { Directory } from '../domain/directory.ts';
import { filesOf } from '../domain/directory.ts';
import { StartError } from '../domain/errors.ts';
import { limits } from '../domain/limits.ts';
import type { RotaPerson, RotaProblem, RotaRole } from '../domain/rota.ts';
import type { RotaIndex } from '../oncall/rotaIndex.ts';
import { RotaRefused } from '../oncall/rotaRefused.ts';
import type { BuildRota, ReadSource, SourceOptions } from './checkSources.ts';
import { hashOf } from './hashOf.ts';

/** One file of a rota as it was read. */
export interface RotaText {
  name: string;
  role: RotaRole;
  /** How sentences name it. */
  path: string;
  text: string;
  hash: string;
}

export interface TeamRota {
  index: RotaIndex;
  files: readonly RotaText[];
  /** Everything odd in it, a fault or a hint. */
  problems: RotaProblem[];
}

const dayMs = 86_400_000;

/** The texts of a team's files. @throws StartError when one cannot be read */
export function readTeam(team: Directory['teams'][string], read: ReadSource): RotaText[] {
  return filesOf(team).map(({ name, role }) => {
    const { path, text } = read('rota', name);
    return { name, role, path, text, hash: hashOf(text) };
  });
}

/** @throws StartError when a file is refused: a sentence with file, line and remedy */
export async function buildTeam(
  files: readonly RotaText[],
  people: Directory['people'],
  build: BuildRota,
  options: SourceOptions,
): Promise<TeamRota> {
  // All day long the same time is asked for, so that what was worked out can be remembered.
  const today = Math.floor(options.now / dayMs) * dayMs;
  try {
    const { index, problems } = await build({
      files: files.map(({ name, role, text, hash }) => ({ name, role, bytes: text, version: hash })),
      zone: options.timezone,
      people: Object.entries(people).map(([id, person]): RotaPerson => ({ id, ...person })),
      from: today - limits.rotaDaysBack * dayMs,
      to: today + (limits.rotaDaysAhead + 1) * dayMs,
    });
    return { index, problems, files };
  } catch (error) {
    const refused = error instanceof RotaRefused ? error : null;
    const path = files.find(({ name }) => name === refused?.file)?.path ?? files.map((one) => one.path).join(' + ');
    const message = error instanceof Error ? error.message : String(error);
    throw new StartError(`${path} line ${Math.max(1, refused?.line ?? 1)}: ${message}`, { cause: error });
  }
}
