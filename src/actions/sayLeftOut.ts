import type { Directory } from '../domain/directory.ts';
import type { PageEffect } from '../paging/advance.ts';
import { nameOf } from './people.ts';

/** Why somebody who was to be reached is not, as a sentence: the number has refused us before. */
export function sayLeftOut(directory: Directory, { person, way }: Extract<PageEffect, { kind: 'leftOut' }>): string {
  const how = way === 'text' ? 'texted: the number has refused our texts' : 'rung: the number has refused our calls';
  return `${nameOf(directory, person)} is not ${how}.`;
}
