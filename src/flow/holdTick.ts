import type { Facts, HoldWords, State } from '../domain/conversation.ts';
import { limits } from '../domain/limits.ts';
import { stepOf } from './behave.ts';
import { type At, factOf } from './behaviour.ts';
import { fillWords } from './fillWords.ts';
import type { Flow } from './flowSchema.ts';
import type { WaitStep } from './steps/wait.ts';

/** The reminder is heard at the first look and at every third one after it. */
const reminderEvery = 3;

/**
 * One look at a caller on hold: what they hear now, and whether the wait ends. It changes nothing.
 * @param tick how many looks there were before, from 0
 * @returns words that are true by the facts; `leave` when these words end the wait or its time is up, and also for a
 *   leg that is no longer on hold
 * @throws Error naming flow, step and fact when a fact is absent
 */
export function holdTick(flow: Flow, state: State, tick: number, facts: Facts): HoldWords {
  const def = stepOf(flow, state.step);
  if (state.over || !('wait' in def)) return { say: [], leave: true, everySeconds: 1 };
  const waitedSeconds = (facts.now - (state.waitingSince ?? facts.now)) / 1000;
  const leftSeconds = Math.ceil(def.maxSeconds - waitedSeconds);
  if (leftSeconds <= 0) return { say: [], leave: true, everySeconds: 1 };
  const { step, tries, unclear } = state;
  const at: At = { flow: flow.name, step, tries, unclear, hush: false, facts };
  const entry = def.words.find((one) => Object.entries(one.when).every(([fact, value]) => factOf(fact, at) === value));
  const reminder = tick % reminderEvery === 0 && entry?.leave !== true ? (def.reminder ?? []) : [];
  return {
    say: fillWords([...(entry?.say ?? []), ...reminder], at),
    leave: entry?.leave ?? false,
    everySeconds: Math.min(secondsToLook(def, waitedSeconds), leftSeconds),
  };
}

/** The turn before a look at its own second takes all that is left until then, since a short one would be quiet. */
function secondsToLook({ everySeconds, lookAtSeconds }: WaitStep, waitedSeconds: number): number {
  const left = Math.ceil((lookAtSeconds ?? 0) - waitedSeconds);
  return left > 0 && left < everySeconds + limits.silenceSeconds ? left : everySeconds;
}
