/** How people are told apart: a colour and a pattern each, beside their name. */
import type { CSSProperties } from 'react';
import { personColours } from '../../domain/personColours.ts';
import { useAnswer } from '../answers.ts';
import type { Person } from '../apiTypes.ts';
import type { Stretch } from './stretches.ts';

export interface PersonLook {
  colour: string;
  pattern: Pattern;
  /** The same in a page's own element: `className` is the pattern, `style` the colour. */
  className: string;
  style: CSSProperties;
}

export const patterns = ['plain', 'rising', 'falling', 'dots', 'upright', 'level'] as const;
export type Pattern = (typeof patterns)[number];

export type Looks = ReadonlyMap<string, PersonLook>;

/** The looks of everybody in the directory, the same in every view, and of whoever was in it when these stretches were. */
export function useLooks(stretches: readonly Stretch[]): Looks {
  const people = useAnswer<{ items: Person[] }>('/people');
  const ids = (people.data?.items ?? []).map(({ id }) => id);
  return personLooks([...ids, ...stretches.flatMap((one) => one.people.map(({ id }) => id))]);
}

/** By their ids: who has the same colour as somebody else, because there are many, has another pattern. */
function personLooks(ids: readonly string[]): Looks {
  return new Map(
    [...personColours(ids)].map(([id, colour], at) => {
      const pattern = patterns[at % patterns.length] ?? 'plain';
      return [id, { colour, pattern, className: `look-${pattern}`, style: { backgroundColor: colour } }];
    }),
  );
}
