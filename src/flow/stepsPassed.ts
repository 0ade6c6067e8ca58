import type { Event, Facts, State } from '../domain/conversation.ts';
import type { Flow } from './flowSchema.ts';
import { step } from './step.ts';

/** The steps that one move comes through, in order, the one where it waits in the end included. Nothing for a leg that is over. */
export function stepsPassed(flow: Flow, state: State, event: Event, facts: Facts): string[] {
  const looked: string[] = [];
  const steps = new Proxy(flow.steps, {
    get(target, name) {
      if (typeof name === 'string') looked.push(name);
      return Reflect.get(target, name);
    },
  });
  const { reply } = step({ ...flow, steps }, state, event, facts);
  // Unless it was answered, the step at which it stood is asked first.
  return reply === null ? [] : looked.slice(1);
}
