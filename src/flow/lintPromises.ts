import type { Effect } from '../domain/conversation.ts';
import type { FactCatalogue } from '../domain/facts.ts';
import { hangUpEffects } from './behave.ts';
import { type Behaviour, isByKey, needsSomebody, type Path } from './behaviour.ts';
import type { Flow, StepDef } from './flowSchema.ts';
import type { LintIssue, LintStep } from './lintIssue.ts';
import { reach } from './lintWays.ts';

/** The promises that a flow could break are proven by its structure. */
export function lintPromises(flow: Flow, steps: LintStep[], catalogue: FactCatalogue): LintIssue[] {
  return [
    ...lintCritical(flow, steps),
    ...lintSign(flow, steps, catalogue),
    ...lintAccepting(flow, steps),
    ...lintTalking(flow, steps),
    ...lintTeams(steps, catalogue),
  ];
}

/** Promise 2: "critical" commits a page in the very turn that hears it, and a hang-up afterwards brings it forward. */
function lintCritical(flow: Flow, steps: LintStep[]): LintIssue[] {
  const issues: LintIssue[] = [];
  const byName = new Map(steps.map((one) => [one.name, one]));
  for (const { name, def, behaviour } of steps)
    for (const { effects, path } of behaviour.deeds) {
      const critical = effects.some(opensCritical);
      const mayOpen = 'act' in def || ('record' in def && has(effects, 'bringPageForward'));
      if (critical && !(has(effects, 'startPage') && mayOpen))
        issues.push({
          path: ['steps', name, ...path],
          message:
            'opens a critical case: the same act must say startPage; a recording, startPage and bringPageForward',
        });
      if (!has(effects, 'startPage')) continue;
      for (const later of reach(followers(def, behaviour), byName)) {
        const after = byName.get(later);
        if (after === undefined || !after.behaviour.outside || 'end' in after.def) continue;
        if (!has(hangUpEffects(flow, after.def), 'bringPageForward'))
          issues.push({
            path: ['steps', later],
            message: `comes after startPage in "${name}": its onHangUp must say bringPageForward`,
          });
      }
    }
  return issues;
}

function opensCritical(effect: Effect): boolean {
  return effect.kind === 'openCase' && effect.urgency === 'critical';
}

/** Where a step leads when its effects have happened: of a recording, where something was recorded. */
function followers(def: StepDef, behaviour: Behaviour): string[] {
  const edges =
    'record' in def
      ? behaviour.edges.filter(({ path }) => path[0] !== 'empty' && path[0] !== 'pressed')
      : behaviour.edges;
  return edges.map(({ to }) => to);
}

/**
 * A page needs one sign of a person: a key, a word that is known, answers that were not understood, or a caller of whom the
 * facts have one. A machine that plays a recording to us gives none.
 */
function lintSign(flow: Flow, steps: LintStep[], catalogue: FactCatalogue): LintIssue[] {
  if (!Object.hasOwn(catalogue, 'personThere')) return [];
  const byName = new Map(steps.map((one) => [one.name, one]));
  const reached = new Set<string>();
  const next = [flow.first];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const edge of byName.get(name)?.behaviour.edges ?? [])
      if (!needsSomebody(edge) && edge.label !== 'personThere: yes') next.push(edge.to);
  }
  return steps.flatMap(({ name, behaviour }) =>
    behaviour.deeds.flatMap(({ effects, path }) =>
      reached.has(name) && path[0] !== 'byKey' && effects.some(opensCritical)
        ? [
            {
              path: ['steps', name, ...path],
              message: 'a page needs a sign of a person: let a key, a word or a branch on personThere lead here',
            },
          ]
        : [],
    ),
  );
}

/** What only a human may cause: no silence, no voicemail. */
const byKeyAlone = ['acceptCases', 'wrongTeam', 'noteProof', 'ringBack'] as const;

/** Promise 3: acceptCases follows a pressed key, with nothing but branches in between; so does moving a case to another team. */
function lintAccepting(flow: Flow, steps: LintStep[]): LintIssue[] {
  return byKeyAlone.flatMap((kind) => lintByKey(kind, flow, steps));
}

function lintByKey(kind: (typeof byKeyAlone)[number], flow: Flow, steps: LintStep[]): LintIssue[] {
  const issues: LintIssue[] = [];
  const wrong = (path: Path, message: string) => issues.push({ path, message });
  const onlyAct = `${kind} may stand in an act only, where a key leads`;
  if (has(flow.onHangUp, kind)) wrong(['onHangUp'], onlyAct);
  for (const { name, def, behaviour } of steps) {
    if ('onHangUp' in def && has(def.onHangUp ?? [], kind)) wrong(['steps', name, 'onHangUp'], onlyAct);
    for (const { effects, path } of behaviour.deeds) {
      if (!has(effects, kind)) continue;
      if (!('act' in def)) wrong(['steps', name, ...path], onlyAct);
      const other = waysWithoutKey(name, flow, steps);
      if (other !== null)
        wrong(
          ['steps', name, ...path],
          `${kind} is reached without a key (${other}); only a key or branches after one may lead here`,
        );
    }
  }
  return issues;
}

/** A way to this step that no key begins, in words; null when there is none. */
function waysWithoutKey(name: string, flow: Flow, steps: LintStep[]): string | null {
  const looked = new Set<string>();
  const next = [name];
  for (let to = next.pop(); to !== undefined; to = next.pop()) {
    if (looked.has(to)) continue;
    looked.add(to);
    if (to === flow.first) return 'it is, or follows, the first step';
    for (const from of steps)
      for (const edge of from.behaviour.edges) {
        if (edge.to !== to || isByKey(edge)) continue;
        if (!('branch' in from.def)) return `from "${from.name}"`;
        next.push(from.name);
      }
  }
  return null;
}

/**
 * Promises 3 and 8: a phone that was answered without a key may be a machine's, so no caller is joined to it and no promise
 * is kept on it.
 */
function lintTalking(flow: Flow, steps: LintStep[]): LintIssue[] {
  const byName = new Map(steps.map((one) => [one.name, one]));
  const reached = new Set<string>();
  const next = [flow.first];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const edge of byName.get(name)?.behaviour.edges ?? []) if (!isByKey(edge)) next.push(edge.to);
  }
  return steps.flatMap(({ name, def, behaviour }) => {
    if ('dial' in def && has(def.whenTalked, 'keepPromise'))
      return [{ path: ['steps', name, 'whenTalked'], message: 'a voicemail answers as well: ask whether they spoke' }];
    const byPeople = ['keepPromise', 'after', 'decide'] as const;
    const talks = 'join' in def || behaviour.deeds.some(({ effects }) => byPeople.some((kind) => has(effects, kind)));
    const message = 'is reached without a key: a machine may have answered; let a key lead here';
    return talks && reached.has(name) ? [{ path: ['steps', name], message }] : [];
  });
}

/** A chosen team is one the facts know: for any other there would be no page (promise 2). "unknown" is none to choose. */
function lintTeams(steps: LintStep[], catalogue: FactCatalogue): LintIssue[] {
  const teams = (catalogue.team?.values ?? []).filter((team) => team !== 'unknown');
  const choice = teams.join(', ').replace(/, both$/, ' or both') || 'none';
  return steps.flatMap(({ name, behaviour }) =>
    behaviour.deeds.flatMap(({ effects, path }) =>
      effects.flatMap((effect) =>
        effect.kind === 'chooseTeam' && !teams.includes(effect.team)
          ? [
              {
                path: ['steps', name, ...path],
                message: `"${effect.team}" is not a team of the directory; choose ${choice}, or add it under teams in directory.yaml`,
              },
            ]
          : [],
      ),
    ),
  );
}

function has(effects: Effect[], kind: Effect['kind']): boolean {
  return effects.some((effect) => effect.kind === kind);
}
