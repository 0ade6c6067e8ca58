import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { parse } from 'yaml';
import { drawFlow } from '../src/flow/drawFlow.ts';
import { flowSchema } from '../src/flow/flowSchema.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each story leaves what was heard. */
    storiesFolder: string;
  }
}

const head = `# Stories

Written by the test run: what was heard on the telephones of each story, who rang, and what then stood in the cases.
Times are those of Chicago. Words that were interrupted by a key end with a dash.

`;

let folder = '';

export function setup(project: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), 'nightdesk-stories-'));
  project.provide('storiesFolder', folder);
}

/** A run of some stories only does not rewrite the page of them all. */
export function teardown(): void {
  const files = readdirSync(folder).sort();
  const known = count(readOr('docs/stories.md'));
  const text = head + files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  if (files.length > 0 && count(text) >= known) writeFileSync('docs/stories.md', text);
  rmSync(folder, { recursive: true, force: true });
  drawFlowIn('docs/drawing.md', 'hotline');
}

/** The drawing is the flow as it is now. */
function drawFlowIn(file: string, name: string): void {
  const flow = flowSchema.parse(parse(readFileSync(`flows/${name}.yaml`, 'utf8')));
  const text = readFileSync(file, 'utf8');
  const between = new RegExp(`(<!-- flow ${name} -->\\n)[\\s\\S]*?(<!-- end flow -->)`);
  const drawn = text.replace(between, (_all, start, end) => `${start}\`\`\`mermaid\n${drawFlow(flow)}\n\`\`\`\n${end}`);
  if (drawn !== text) writeFileSync(file, drawn);
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function count(text: string): number {
  return text.match(/^## /gm)?.length ?? 0;
}
