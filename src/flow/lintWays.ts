import { limits } from '../domain/limits.ts';
import { needsSomebody } from './behaviour.ts';
import type { Flow } from './flowSchema.ts';
import type { LintIssue, LintStep } from './lintIssue.ts';

/** Every way leads to a step, every step is reached, and somebody who presses nothing comes to an end. */
export function lintWays(flow: Flow, steps: LintStep[]): LintIssue[] {
  const issues: LintIssue[] = [];
  if (!Object.hasOwn(flow.steps, flow.first))
    issues.push({ path: ['first'], message: `"${flow.first}" is not one of the steps` });
  for (const { name, behaviour } of steps)
    for (const edge of behaviour.edges)
      if (!Object.hasOwn(flow.steps, edge.to))
        issues.push({ path: ['steps', name, ...edge.path], message: `"${edge.to}" is not one of the steps` });
  // The other rules would only repeat that a way leads nowhere.
  if (issues.length > 0) return issues;
  const byName = new Map(steps.map((one) => [one.name, one]));
  const reached = reach([flow.first], byName);
  for (const { name } of steps)
    if (!reached.has(name)) issues.push({ path: ['steps', name], message: `nothing leads here from "${flow.first}"` });
  const circle = findCircle(byName);
  if (circle !== null)
    issues.push({
      path: ['steps', circle[0] ?? flow.first],
      message: `goes round without anybody pressing a key (${circle.join(' > ')}); every such way must come to an end`,
    });
  else issues.push(...lintChains(steps, byName));
  return issues;
}

/** The steps that can follow, these included. */
export function reach(from: string[], steps: ReadonlyMap<string, LintStep>): Set<string> {
  const reached = new Set<string>();
  const next = [...from];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    next.push(...(steps.get(name)?.behaviour.edges ?? []).map((edge) => edge.to));
  }
  return reached;
}

/**
 * A circle of ways that need no key, or null. With none, silence always comes to an end: each step repeats itself a
 * limited number of times and leads on, and the only steps that lead nowhere hang up.
 */
function findCircle(steps: ReadonlyMap<string, LintStep>): string[] | null {
  const done = new Set<string>();
  const visit = (name: string, trail: string[]): string[] | null => {
    const seen = trail.indexOf(name);
    if (seen >= 0) return [...trail.slice(seen), name];
    if (done.has(name)) return null;
    for (const edge of steps.get(name)?.behaviour.edges ?? []) {
      const circle = !needsSomebody(edge) ? visit(edge.to, [...trail, name]) : null;
      if (circle !== null) return circle;
    }
    done.add(name);
    return null;
  };
  for (const name of steps.keys()) {
    const circle = visit(name, []);
    if (circle !== null) return circle;
  }
  return null;
}

/** No turn passes through more steps than one turn may. A join or dial without an address passes on by `otherwise`. */
function lintChains(steps: LintStep[], byName: ReadonlyMap<string, LintStep>): LintIssue[] {
  const lengths = new Map<string, number>();
  const lengthFrom = (name: string): number => {
    const known = lengths.get(name);
    if (known !== undefined) return known;
    const behaviour = byName.get(name)?.behaviour;
    const passing = (behaviour?.edges ?? []).filter(
      (edge) => behaviour?.outside === false || edge.path[0] === 'otherwise',
    );
    const length = 1 + Math.max(0, ...passing.map((edge) => lengthFrom(edge.to)));
    lengths.set(name, length);
    return length;
  };
  return steps.flatMap(({ name }) =>
    lengthFrom(name) > limits.stepsPerTurn
      ? [
          {
            path: ['steps', name],
            message: `more than ${limits.stepsPerTurn} steps follow in one turn (limits.stepsPerTurn)`,
          },
        ]
      : [],
  );
}
