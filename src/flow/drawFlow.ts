import type { Effect, Words } from '../domain/conversation.ts';
import { behave } from './behave.ts';
import { needsSomebody } from './behaviour.ts';
import type { Flow, StepDef } from './flowSchema.ts';

/** Characters of a step's words that the picture shows. */
const shownCharacters = 70;

/**
 * Draws a flow as a Mermaid flowchart: a box per step, an arrow per way. Diamonds look at a fact, hexagons act, rounded
 * boxes hang up; a thick arrow needs a pressed key.
 * @returns Mermaid source, one line per box and arrow, in the order of the file
 */
export function drawFlow(flow: Flow): string {
  const lines = ['flowchart TD', `  start((${quote(flow.name)})) --> ${id(flow.first)}`];
  for (const [name, def] of Object.entries(flow.steps)) {
    lines.push(`  ${id(name)}${box(name, def)}`);
    for (const edge of behave(def).edges) {
      const arrow = needsSomebody(edge) ? '==>' : '-->';
      const label = edge.key === null ? edge.label : `press ${edge.key}`;
      lines.push(`  ${id(name)} ${arrow}${label === '' ? '' : `|${quote(label)}|`} ${id(edge.to)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Mermaid has reserved words, such as `end`; none of them begins like this. */
function id(name: string): string {
  return `step_${name}`;
}

function box(name: string, def: StepDef): string {
  if ('branch' in def) return `{${quote(`${def.branch}?`)}}`;
  if ('act' in def) return `{{${quote(def.act.map(deed).join(', '))}}}`;
  const text = quote(`${name}: ${about(def)}`);
  if ('end' in def) return `([${text}])`;
  return 'say' in def ? `[${text}]` : `[/${text}/]`;
}

function deed(effect: Effect): string {
  if (effect.kind === 'openCase') return `openCase: ${effect.major ? 'majorIncident' : effect.urgency}`;
  return effect.kind === 'chooseTeam' ? `chooseTeam: ${effect.team}` : effect.kind;
}

function about(def: StepDef): string {
  if ('join' in def) return 'join the caller on hold';
  if ('continueIn' in def) return `go on in ${def.continueIn}`;
  if ('dial' in def) return `dial, ${def.ringSeconds} s`;
  return shorten(spoken(behave(def).texts[0]?.words ?? []));
}

function spoken(words: Words[]): string {
  return words.flatMap((part) => ('say' in part ? [part.say] : [])).join(' ');
}

function shorten(text: string): string {
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1).trimEnd()}…` : text;
}

/** Mermaid reads #quot; as a quotation mark and #35; as the sign that begins such a code. */
function quote(text: string): string {
  return `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('\n', ' ')}"`;
}
