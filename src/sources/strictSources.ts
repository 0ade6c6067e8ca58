import { StartError } from '../domain/errors.ts';
import type { RotaProblem } from '../domain/rota.ts';
import {
  type BuildRota,
  checkSources,
  type ReadSource,
  type SourceOptions,
  type Sources,
  sayProblem,
} from './checkSources.ts';

/**
 * Reads all sources where there is nothing to fall back on: a rota must lose nothing either.
 * @returns the sources, and what looks odd in a rota and loses nobody their shift: it may quote the file
 * @throws StartError with one sentence that names file, line and remedy: the first thing that is wrong
 */
export async function strictSources(
  disk: ReadSource,
  build: BuildRota,
  options: SourceOptions,
): Promise<{ sources: Sources; hints: string[] }> {
  const sources = await checkSources(disk, build, options);
  const hints = [...sources.hints];
  for (const { files, problems } of Object.values(sources.rotas)) {
    const say = (problem: RotaProblem) =>
      sayProblem(files.find(({ name }) => name === problem.file)?.path ?? problem.file, problem);
    const fault = problems.find(({ loses }) => loses);
    if (fault) throw new StartError(say(fault));
    hints.push(...problems.map(say));
  }
  return { sources, hints };
}
