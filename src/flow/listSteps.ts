import type { Effect, Words } from '../domain/conversation.ts';
import { behave, hangUpEffects } from './behave.ts';
import { needsSomebody } from './behaviour.ts';
import type { Flow, StepDef } from './flowSchema.ts';

const kinds = [
  'say',
  'ask',
  'branch',
  'record',
  'wait',
  'join',
  'dial',
  'comeBack',
  'act',
  'continueIn',
  'end',
] as const;

export type StepKind = (typeof kinds)[number];

/** One way out of a step, as people read it. */
export interface ListedWay {
  to: string;
  /** `press 1`, `say yes`, `no answer`; '' where there is only one. */
  label: string;
  /** Somebody on the line does something for it. */
  byPerson: boolean;
}

/** A step as people read it: what it says, what it commits, and where it leads. */
export interface ListedStep {
  name: string;
  kind: StepKind;
  /** Every text of it, in the order of the file; {name} stands for a fact. */
  words: string[];
  /** The fact that a branch looks at. */
  fact: string | null;
  /** The flow that it goes on in. */
  continuesIn: string | null;
  ways: ListedWay[];
  /** What arriving here, or a recording, a bridge or a talk here, commits. */
  commits: Effect[];
  /** What hanging up here commits; nothing at a step that does not wait for the outside. */
  onHangUp: Effect[];
}

/** The steps of a flow with the ways between them, in the order of the file: what drawings of it are made from. */
export function listSteps(flow: Flow): ListedStep[] {
  return Object.entries(flow.steps).map(([name, def]) => {
    const behaviour = behave(def);
    return {
      name,
      kind: kindOf(def),
      words: behaviour.texts.map(({ words }) => spoken(words)),
      fact: 'branch' in def ? def.branch : null,
      continuesIn: 'continueIn' in def ? def.continueIn : null,
      ways: behaviour.edges.map((edge) => ({
        to: edge.to,
        label: edge.key === null ? edge.label : `press ${edge.key}`,
        byPerson: needsSomebody(edge),
      })),
      commits: behaviour.deeds.flatMap(({ effects }) => effects),
      onHangUp: behaviour.outside && !('end' in def) ? [...hangUpEffects(flow, def)] : [],
    };
  });
}

function kindOf(def: StepDef): StepKind {
  return kinds.find((kind) => kind in def) ?? 'end';
}

function spoken(words: readonly Words[]): string {
  return words.flatMap((part) => ('say' in part ? [part.say] : [])).join(' ');
}
