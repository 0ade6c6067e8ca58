import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { factCatalogues } from '../src/domain/facts.ts';
import { flowSchema } from '../src/flow/flowSchema.ts';
import { searchFlow } from '../src/flow/searchFlow.ts';
import { waysToPage } from '../src/flow/waysToPage.ts';
import { proveFlows } from '../src/sources/proveFlows.ts';
import { readDisk } from '../src/sources/readDisk.ts';

const shipped = readFileSync('flows/hotline.yaml', 'utf8');

/** The caller's flow with words of its file changed. */
function changed(from: string | RegExp, to: string) {
  const text = shipped.replace(from, to);
  if (text === shipped) throw new Error(`nothing in the flow is ${from}`);
  return flowSchema.parse(parse(text));
}

describe('the search of the flow hotline', () => {
  it.each<[string, string | RegExp, string, RegExp]>([
    [
      'a page for a recording without a sign of a person',
      '{ yes: messageOfPerson, no: messageOffer }',
      '{ yes: messageOfPerson, no: messageOfPerson }',
      /^critical needs a sign of a person/,
    ],
    ['a no that is critical', '"2": routine, "3"', '"2": critical, "3"', /^key 2 is not critical/],
    ['a question that is too long', 'The help desk is closed now.', 'Word '.repeat(30), /^a question is short/],
    ['a long silence', 'pauseSeconds: 1', 'pauseSeconds: 5', /^there is no long silence/],
    [
      'critical without a page',
      '[{ openCase: critical }, startPage]\n    next: again',
      '[{ openCase: critical }]\n    next: again',
      /^critical pages in the same turn/,
    ],
    [
      'a hang-up that does not bring the page forward',
      /(\n {2}problem:[\s\S]*?)\n {4}onHangUp: \[bringPageForward\]/,
      '$1',
      /^a hang-up after critical brings the page forward/,
    ],
    [
      'a promise that nobody hears',
      'A technician will contact you within one hour."',
      'Bye."',
      /^the promise is given/,
    ],
  ])('finds %s', (_what, from, to, problem) => {
    expect(searchFlow(changed(from, to), factCatalogues.hotline).wrong[0]).toMatch(problem);
  });

  it('finds every outcome that a call can have by itself', () => {
    const { wrong, outcomes } = searchFlow(flowSchema.parse(parse(shipped)), factCatalogues.hotline);
    expect(wrong).toEqual([]);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        'bridged',
        'paged with case',
        'voicemail with case',
        'routine case',
        'left after saying something',
        'left before saying anything',
        'silent',
        'blocked',
      ]),
    );
  });

  it('tells the shortest and the longest way to a page', () => {
    const ways = waysToPage(flowSchema.parse(parse(shipped)), factCatalogues.hotline);
    expect(ways).toMatchObject({ shortest: { keys: 1, turns: ['answered', 'press 1'] }, more: false });
    expect(ways?.shortest.seconds).toBeLessThan(35);
    expect(ways?.longest.seconds).toBeLessThan(120);
    // A longer greeting makes every way longer by as much.
    const slower = waysToPage(changed(/You have reached/g, 'Word '.repeat(20)), factCatalogues.hotline);
    expect((slower?.longest.seconds ?? 0) - (ways?.longest.seconds ?? 0)).toBeGreaterThan(5);
  });
});

describe('npm run flows', () => {
  it('proves the files of a folder while nothing runs, and names what does not hold', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nightdesk-flows-'));
    try {
      cpSync('flows', folder, { recursive: true });
      const prove = () =>
        proveFlows(readDisk({ flowsDir: folder, schedulesDir: 'schedules' }), { allowedCountries: ['US'] });
      const good = prove();
      expect(good.holds).toBe(true);
      expect(good.lines.join('\n')).toMatch(
        /^hotline: \d+ steps.*the longest way to a page: \d+ keys?, \d+ s of speech/s,
      );
      writeFileSync(join(folder, 'hotline.yaml'), shipped.replace('"2": routine, "3"', '"2": nowhere, "3"'));
      const place = /✗ .*hotline\.yaml line \d+: steps\.urgency\.keys\.2: "nowhere" is not one of the steps/;
      expect(prove().lines.join('\n')).toMatch(place);
      writeFileSync(join(folder, 'hotline.yaml'), shipped.replace('closed now', 'shut now'));
      const env = { ...process.env, FLOWS_DIR: folder };
      const { status, stdout } = spawnSync(process.execPath, ['dist/flows.js'], { env, encoding: 'utf8' });
      expect(stdout).toMatch(
        /✗ scenario "critical, team unknown.*expected to hear "closed now".*see the lines with ✗/s,
      );
      expect(status).toBe(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 120_000);

  it('takes the teams from the directory', () => {
    const disk = readDisk({ flowsDir: 'flows', schedulesDir: 'schedules' });
    const { lines, holds } = proveFlows(
      (kind, name) => {
        const source = disk(kind, name);
        return kind === 'directory' ? { ...source, text: source.text.replaceAll(/\bds\b/g, 'east') } : source;
      },
      { allowedCountries: ['US'] },
    );
    expect(holds).toBe(false);
    expect(lines.join('\n')).toMatch(/hotline\.yaml line \d+: .*"ds" is not a team of the directory/);
  });
});
