import type { Effect } from '../domain/conversation.ts';
import type { Behaviour } from './behaviour.ts';
import type { Flow, StepDef } from './flowSchema.ts';
import { act } from './steps/act.ts';
import { ask } from './steps/ask.ts';
import { branch } from './steps/branch.ts';
import { comeBack } from './steps/comeBack.ts';
import { continueIn } from './steps/continueIn.ts';
import { dial } from './steps/dial.ts';
import { end } from './steps/end.ts';
import { join } from './steps/join.ts';
import { record } from './steps/record.ts';
import { say } from './steps/say.ts';
import { wait } from './steps/wait.ts';

/** Finds who answers for a step. */
export function behave(def: StepDef): Behaviour {
  if ('say' in def) return say(def);
  if ('ask' in def) return ask(def);
  if ('branch' in def) return branch(def);
  if ('record' in def) return record(def);
  if ('wait' in def) return wait(def);
  if ('join' in def) return join(def);
  if ('dial' in def) return dial(def);
  if ('comeBack' in def) return comeBack(def);
  if ('act' in def) return act(def);
  if ('continueIn' in def) return continueIn(def);
  return end(def);
}

/**
 * @returns the step of that name
 * @throws Error naming flow and step when the flow has none (a state of another version of the flow)
 */
export function stepOf(flow: Flow, name: string): StepDef {
  const def = Object.hasOwn(flow.steps, name) ? flow.steps[name] : undefined;
  if (def === undefined) throw new Error(`flow ${flow.name} has no step "${name}"`);
  return def;
}

/** What a hang-up at this step causes: the step's own onHangUp, or the flow's. */
export function hangUpEffects(flow: Flow, def: StepDef): Effect[] {
  return ('onHangUp' in def ? def.onHangUp : undefined) ?? flow.onHangUp;
}
