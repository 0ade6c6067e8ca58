import { type FactCatalogue, isFlowName } from '../domain/facts.ts';
import { limits } from '../domain/limits.ts';
import { behave } from './behave.ts';
import type { Path } from './behaviour.ts';
import type { Flow } from './flowSchema.ts';
import type { LintIssue, LintStep } from './lintIssue.ts';
import { lintPromises } from './lintPromises.ts';
import { lintWays } from './lintWays.ts';
import { lintWords } from './lintWords.ts';

/**
 * Proves what the schema cannot: that every step is reached and leads to an end without anybody's help, that words
 * name their keys and known facts, and that the promises about "critical" and accepting hold by structure.
 * @param catalogue the facts of this flow's kind of leg (domain/facts.ts)
 * @returns every issue found; a flow is put in force only with none
 */
export function lint(flow: Flow, catalogue: FactCatalogue): LintIssue[] {
  const steps = Object.entries(flow.steps).map(([name, def]) => ({ name, def, behaviour: behave(def) }));
  const tooMany: LintIssue[] =
    steps.length > limits.stepsPerFlow
      ? [
          {
            path: ['steps'],
            message: `has ${steps.length} steps; at most ${limits.stepsPerFlow} (limits.stepsPerFlow)`,
          },
        ]
      : [];
  return [
    ...tooMany,
    ...lintWays(flow, steps),
    ...steps.flatMap((step) => lintLooks(step, catalogue)),
    ...steps.flatMap((step) => lintWords(step, catalogue)),
    ...steps.flatMap(lintContinuation),
    ...steps.flatMap((step) => lintHush(step, flow)),
    ...lintPromises(flow, steps, catalogue),
  ];
}

/** A fact that is looked at is in the catalogue, and each of its values has a way. */
function lintLooks({ name, def, behaviour }: LintStep, catalogue: FactCatalogue): LintIssue[] {
  const issues: LintIssue[] = [];
  const wrong = (path: Path, message: string) => issues.push({ path: ['steps', name, ...path], message });
  for (const look of behaviour.looks) {
    const known = Object.hasOwn(catalogue, look.fact) ? catalogue[look.fact]?.values : undefined;
    if (known === undefined) {
      wrong(look.path, `"${look.fact}" is no fact with values; ${valuedFacts(catalogue)}`);
      continue;
    }
    for (const value of look.values)
      if (!known.includes(value))
        wrong(look.path, `${look.fact} is never "${value}"; it is one of ${known.join(', ')}`);
    const missing = known.filter((value) => !look.values.includes(value));
    if (!look.others && missing.length > 0)
      wrong(look.path, `has no way for ${look.fact} ${missing.join(', ')}; add cases, or an else`);
  }
  for (const { fact, path } of behaviour.addresses)
    if (!Object.hasOwn(catalogue, fact)) wrong(path, `"${fact}" is not a fact of this flow`);
  if ('wait' in def)
    def.words.forEach((entry, i) => {
      const always = Object.keys(entry.when).length === 0;
      const last = i === def.words.length - 1;
      if (last && !always) wrong(['words', i], 'the last words need to fit always: leave out their when');
      if (!last && always) wrong(['words', i], 'fits always, so the words after it are never heard: give it a when');
    });
  return issues;
}

function valuedFacts(catalogue: FactCatalogue): string {
  const names = Object.entries(catalogue).flatMap(([name, entry]) => (entry.values === undefined ? [] : [name]));
  return `these are: ${names.join(', ')}`;
}

/** A key during the words of a recording leads to the beep of one. */
function lintHush({ name, def }: LintStep, flow: Flow): LintIssue[] {
  const to = 'record' in def && def.pressed !== undefined ? flow.steps[def.pressed] : undefined;
  if (to === undefined || 'record' in to) return [];
  return [{ path: ['steps', name, 'pressed'], message: 'does not lead to a recording: no beep follows the key' }];
}

/** A flow that a leg goes on in is one that there is. */
function lintContinuation({ name, def }: LintStep): LintIssue[] {
  if (!('continueIn' in def) || isFlowName(def.continueIn)) return [];
  return [{ path: ['steps', name, 'continueIn'], message: `"${def.continueIn}" is not one of the flows` }];
}
