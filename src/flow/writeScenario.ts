import type { z } from 'zod';
import type { scenarioSchema } from './scenarioSchema.ts';

/** A scenario as its file writes it. */
export type WrittenScenario = z.input<typeof scenarioSchema>;
export type WrittenTurn = WrittenScenario['turns'][number];

/**
 * A scenario as YAML, a turn a line, so that it can be put at the end of `flows/<flow>.scenarios.yaml`.
 * @param comment what stands above it; its lines without their signs
 */
export function writeScenario({ name, facts, turns }: WrittenScenario, comment: string): string {
  return [
    ...comment.split('\n').map((line) => `# ${line}`),
    `- name: ${inLine(name)}`,
    ...(facts && Object.keys(facts).length > 0 ? [`  facts: ${inLine(facts)}`] : []),
    '  turns:',
    ...turns.map((turn) => `    - ${inLine(turn)}`),
    '',
  ].join('\n');
}

/** Words that YAML would not take for text, or not for one. */
const plainWord = /^[A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)*$/;
const notText = /^(true|false|yes|no|on|off|null|y|n)$/i;

/** A value on one line. What is no plain word stands in quotes, as in JSON, which YAML reads. */
function inLine(value: unknown): string {
  if (typeof value === 'string') return plainWord.test(value) && !notText.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(inLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return parts.length === 0 ? '{}' : `{ ${parts.map(([key, part]) => `${inLine(key)}: ${inLine(part)}`).join(', ')} }`;
}
