import type { Effect } from '../domain/conversation.ts';
import type { Flow, StepDef } from './flowSchema.ts';
import { type ListedStep, listSteps } from './listSteps.ts';

/** Characters of a step's words that the picture shows. */
const shownCharacters = 70;

/**
 * Draws a flow as a Mermaid flowchart: a box per step, an arrow per way. Diamonds look at a fact, hexagons act, rounded
 * boxes hang up; a thick arrow needs a pressed key.
 * @returns Mermaid source, one line per box and arrow, in the order of the file
 */
export function drawFlow(flow: Flow): string {
  const lines = ['flowchart TD', `  start((${quote(flow.name)})) --> ${id(flow.first)}`];
  for (const step of listSteps(flow)) {
    const { name, ways } = step;
    lines.push(`  ${id(name)}${box(step, flow.steps[name])}`);
    for (const { to, label, byPerson } of ways) {
      const arrow = byPerson ? '==>' : '-->';
      lines.push(`  ${id(name)} ${arrow}${label === '' ? '' : `|${quote(label)}|`} ${id(to)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Mermaid has reserved words, such as `end`; none of them begins like this. */
function id(name: string): string {
  return `step_${name}`;
}

function box(step: ListedStep, def: StepDef | undefined): string {
  if (step.kind === 'branch') return `{${quote(`${step.fact}?`)}}`;
  if (step.kind === 'act') return `{{${quote(step.commits.map(deed).join(', '))}}}`;
  const text = quote(`${step.name}: ${about(step, def)}`);
  if (step.kind === 'end') return `([${text}])`;
  return step.kind === 'say' ? `[${text}]` : `[/${text}/]`;
}

function deed(effect: Effect): string {
  if (effect.kind === 'openCase') return `openCase: ${effect.major ? 'majorIncident' : effect.urgency}`;
  return effect.kind === 'chooseTeam' ? `chooseTeam: ${effect.team}` : effect.kind;
}

function about(step: ListedStep, def: StepDef | undefined): string {
  if (step.kind === 'join') return 'join the caller on hold';
  if (step.continuesIn !== null) return `go on in ${step.continuesIn}`;
  if (def !== undefined && 'dial' in def) return `dial, ${def.ringSeconds} s`;
  return shorten(step.words[0] ?? '');
}

function shorten(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1).trimEnd()}…` : text;
}

/** Mermaid reads #quot; as a quotation mark and #35; as the sign that begins such a code. */
function quote(text: string): string {
  return `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('\n', ' ')}"`;
}
