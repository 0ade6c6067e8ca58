import type { Version } from './rotaTypes.ts';

/** The file that a version is of, as people name it. */
export function fileOf({ kind, name }: Pick<Version, 'kind' | 'name'>): string {
  return kind === 'rota' ? name : `${name}.yaml`;
}
