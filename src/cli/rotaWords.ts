import { AskProblem } from './ask.ts';

export interface RotaWords {
  /** Its short name; undefined means all of them. */
  team: string | undefined;
  instants: string[];
}

/** Tells a team from instants by the date that instants begin with. @param most how many instants there may be */
export function rotaWords(words: readonly string[], most: number): RotaWords {
  const [first] = words;
  const team = first !== undefined && !/^\d{4}-/.test(first) ? first : undefined;
  const instants = words.slice(team === undefined ? 0 : 1);
  const excess = instants[most];
  if (excess !== undefined) throw new AskProblem(`"${excess}" is one word too many for this question.`);
  return { team, instants };
}
