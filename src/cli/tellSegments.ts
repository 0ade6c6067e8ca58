import { writeStretch } from '../domain/writeTime.ts';
import type { Segment } from './askSegments.ts';
import { joinStretches } from './joinStretches.ts';

/** One line for each stretch, and one below it for each warning. */
export function tellSegments(told: readonly Segment[], zone: string): string[] {
  const segments = joinStretches(told);
  const when = segments.map(({ from, to }) => writeStretch(Date.parse(from), Date.parse(to), zone));
  const width = Math.max(0, ...when.map((words) => words.length));
  return segments.flatMap((one, i) => [
    `  ${(when[i] ?? '').padEnd(width)}  ${who(one)}`,
    ...one.warnings.map((warning) => `  ${' '.repeat(width)}  ${warning}`),
  ]);
}

function who({ people, required, gap }: Segment): string {
  if (people.length > 0) return people.map(({ name }) => name).join(' and ');
  return `nobody, ${required ? 'but somebody has to be' : 'and nobody has to be'}${gap === null ? '' : `: ${gap}`}`;
}
