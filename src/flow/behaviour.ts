/** What every kind of step can be asked. One file of `steps/` answers for one kind. */
import { z } from 'zod';
import type { Effect, Event, Facts, Then, Words } from '../domain/conversation.ts';
import { effectsSchema } from './effectSchema.ts';

/** Where a leg stands when a step is asked something; the names are for messages. */
export interface At {
  flow: string;
  step: string;
  tries: number;
  unclear: number;
  /** A key was pressed during the words: they are not said again. */
  hush: boolean;
  facts: Facts;
}

/** What arriving at a step says and does: it passes on to another step at once, or waits for the outside. */
export type Entered =
  | { say: Words[]; effects: Effect[]; goTo: string }
  | { say: Words[]; effects: Effect[]; outside: Then };

/**
 * What an event does to a step: it leaves for another one (with the number that was keyed), or stays with its counts of
 * tries. `chosen`: somebody chose that way, so it counts also when it is heard of after the end. `hush`: without words.
 */
export type Taken =
  | { effects: Effect[]; goTo: string; keyed?: string; chosen?: true; hush?: boolean }
  | { effects: Effect[]; tries: number; unclear?: number; hush?: true };

export type Path = (string | number)[];

/**
 * One way out of a step. `key` is the key a person presses for it. Without one, `by` says that a word is said, a number or
 * any key pressed for it, or that several answers were not understood; absent too, it needs nobody to act. A word may be
 * a machine's: only keys prove a person.
 */
export interface Edge {
  to: string;
  key: string | null;
  by?: 'word' | 'number' | 'anyKey' | 'unclear';
  label: string;
  path: Path;
}

/** Words of a step, with the place in the flow where they are written. */
export interface Text {
  words: Words[];
  path: Path;
}

/** A fact a step looks at, which of its values it has a way for, and whether the others are provided for. */
export interface Look {
  fact: string;
  values: string[];
  others: boolean;
  path: Path;
}

/** Effects of a step, with the place where they are written. */
export interface Deed {
  effects: Effect[];
  path: Path;
}

/** Does a person do something for this way? */
export function needsSomebody(edge: Edge): boolean {
  return edge.key !== null || edge.by !== undefined;
}

/** Does a key prove that a person is there? */
export function isByKey(edge: Edge): boolean {
  return edge.key !== null || edge.by === 'number' || edge.by === 'anyKey';
}

export interface Behaviour {
  /** Does arriving here wait for the outside? A step that may pass on (a join without a leg) counts as outside. */
  outside: boolean;
  enter(at: At): Entered;
  take(event: Event, at: At): Taken;
  edges: Edge[];
  texts: Text[];
  looks: Look[];
  deeds: Deed[];
  /** Facts used as an address, never spoken. */
  addresses: { fact: string; path: Path }[];
}

export const stepName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must name a step: a small letter, then letters and digits');

/** What every kind of step that waits for the outside may say about a hang-up; absent: the flow's own onHangUp. */
export const onHangUp = effectsSchema.optional();

/**
 * @returns the value of a fact, as text
 * @throws Error naming flow, step and fact when it is absent
 */
export function factOf(name: string, at: At): string {
  const value = Object.hasOwn(at.facts.values, name) ? at.facts.values[name] : undefined;
  if (value === undefined) throw new Error(`flow ${at.flow}, step ${at.step}: the fact "${name}" is absent`);
  return value;
}
