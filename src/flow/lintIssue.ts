import type { Behaviour, Path } from './behaviour.ts';
import type { StepDef } from './flowSchema.ts';

/** Something wrong with a flow: where it is written, and a sentence that says what to do about it. */
export interface LintIssue {
  path: Path;
  message: string;
}

/** One step as the rules look at it. */
export interface LintStep {
  name: string;
  def: StepDef;
  behaviour: Behaviour;
}
