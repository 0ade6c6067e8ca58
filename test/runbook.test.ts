/** The runbook has an entry for whatever an operator may meet, so that none is forgotten when a line is written. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultOf } from '../src/domain/carrierFaults.ts';
import { filesBelow } from './houseRules.ts';

const oneLine = (text: string) => text.replace(/\s+/g, ' ');
const runbook = oneLine(readFileSync('docs/runbook.md', 'utf8'));
const source = filesBelow('src').map(({ path, text }) => ({ path, text: oneLine(text) }));
const found = (words: RegExp) => source.flatMap(({ text }) => [...text.matchAll(words)].map(([, , one = '']) => one));
const missing = (lines: readonly string[]) => lines.filter((line) => !runbook.includes(line));

/** The lines behind a template, by the template: a new one must say here what may come of it. */
const templates: Readonly<Record<string, () => string[]>> = {
  'alarm: ${sentence}': () => {
    const unknown = faultOf(null);
    const faults = Array.from({ length: 65_536 }, (_, code) => ({ code, fault: faultOf(code) }));
    const known = faults.filter(({ fault }) => fault.loggable && fault !== unknown);
    return [
      ...known.map(({ code, fault }) => `| ${code} | alarm: ${fault.sentence} |`),
      `| any other | alarm: ${unknown.sentence} |`,
    ];
  },
  'alarm: ${what} failed and is tried again': () =>
    found(/ run\((')([^']+)'/g).map((what) => `### alarm: ${what} failed and is tried again `),
  'alarm: ${effect.text}': () => found(/kind: 'alarm', text: (')([^']+)'/g).map((text) => `### alarm: ${text} `),
};

test('every alarm that can be logged has its entry', () => {
  const lines = found(/(['"`])(alarm: (?:(?!\1).)+)\1/g);
  const fixed = lines.filter((line) => !line.includes('${'));
  expect(fixed.length).toBeGreaterThan(15);
  expect(missing(fixed.map((line) => `### ${line} `))).toEqual([]);
  const made = lines.filter((line) => line.includes('${'));
  expect(made.filter((line) => !templates[line])).toEqual([]);
  expect(made.length).toBe(Object.keys(templates).length);
  const behind = made.map((line) => templates[line]?.() ?? []);
  for (const one of behind) expect(one.length).toBeGreaterThan(0);
  expect(missing(behind.flat())).toEqual([]);
});

test('every other error line has its entry', () => {
  const lines = found(/log\.error\( ?(['"])((?:(?!\1).)+)\1/g).filter((line) => !line.startsWith('alarm: '));
  expect(lines.length).toBeGreaterThan(2);
  expect(missing(lines.map((line) => `| ${line} |`))).toEqual([]);
});

test('every figure of ours has its row, and no row names one that is gone', () => {
  const figures = found(/(['"])(nightdesk_[a-z_]+)\1/g);
  expect(figures.length).toBeGreaterThan(10);
  expect(figures.filter((name) => !new RegExp(`\\| \`${name}(\\{[a-z,]+\\})?\` \\|`).test(runbook))).toEqual([]);
  const named = [...runbook.matchAll(/\bnightdesk_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, ''));
  expect(named.filter((name) => !figures.includes(name))).toEqual([]);
});

test('every part of /readyz has its row', () => {
  const parts = [...readFileSync('src/http/health.ts', 'utf8').matchAll(/^ {6}(\w+): (?:await )?\w+\(/gm)];
  expect(parts.length).toBe(7);
  expect(missing(parts.map(([, name]) => `| \`${name}\` |`))).toEqual([]);
});
