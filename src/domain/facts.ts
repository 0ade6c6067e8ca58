import { callBack } from './facts/callBack.ts';
import { choice } from './facts/choice.ts';
import { desk } from './facts/desk.ts';
import { existing } from './facts/existing.ts';
import { hotline } from './facts/hotline.ts';
import { known } from './facts/known.ts';
import { opening } from './facts/opening.ts';
import { page } from './facts/page.ts';
import { staff } from './facts/staff.ts';
import { test } from './facts/test.ts';

/**
 * The facts each flow may use. `values` lists every value of a fact that can be branched on (the lint demands that
 * a branch covers them all); a fact without `values` can only be spoken. `example` is what scenarios and the drawing use.
 * An `unspoken` fact is never put into words: a step may only join, dial or play it; an empty one is nobody, and no sound.
 */
export interface FactEntry {
  about: string;
  values?: readonly string[];
  example: string;
  unspoken?: true;
}

export type FactCatalogue = Readonly<Record<string, FactEntry>>;

/** What each flow may look at; its file is `flows/<name>.yaml`. */
export const factCatalogues = {
  hotline,
  page,
  callBack,
  opening,
  known,
  existing,
  desk,
  choice,
  staff,
  test,
} as const satisfies Readonly<Record<string, FactCatalogue>>;

export type FlowName = keyof typeof factCatalogues;

export function isFlowName(name: string): name is FlowName {
  return Object.hasOwn(factCatalogues, name);
}

/** The same for each flow. */
export function everyFlow<T>(make: (name: FlowName) => T): Record<FlowName, T> {
  return {
    hotline: make('hotline'),
    page: make('page'),
    callBack: make('callBack'),
    opening: make('opening'),
    known: make('known'),
    existing: make('existing'),
    desk: make('desk'),
    choice: make('choice'),
    staff: make('staff'),
    test: make('test'),
  };
}

export const flowNames: readonly FlowName[] = Object.keys(factCatalogues).filter(isFlowName);
export type CallBackFact = keyof typeof callBack;
export type OpeningFact = keyof typeof opening;
