import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tellExplanation } from '../src/cli/tellExplanation.ts';
import { tellOnCall } from '../src/cli/tellOnCall.ts';
import { explainAnswer, onCallAnswer } from '../src/domain/api.ts';
import { answered, ask } from './apiRules.ts';
import { Night } from './night/night.ts';

/** The part of docs/rotas.md that a newcomer follows, and its blocks in the order in which they stand. */
const part = readFileSync('docs/rotas.md', 'utf8').split('## Three changes to begin with')[1]?.split('\n## ')[0] ?? '';
const [person = '', calendar = '', proof = '', closed = ''] = [...part.matchAll(/```\w*\n([\s\S]*?)```/g)].map(
  ([, block]) => block ?? '',
);

const zone = 'America/Chicago';
const shipped = (file: string) => [file, () => readFileSync(`schedules/${file}`, 'utf8')] as const;

test('a newcomer adds a person, an override and a holiday as docs/rotas.md says, and npm run rota proves it', async () => {
  const files = ['aims.ics', 'ds.ics', 'directory.yaml', 'hours.yaml', 'holidays.ics'];
  const night = await Night.begin('sqlite', { schedules: Object.fromEntries(files.map(shipped)) });
  const saves = async (file: string, change: (text: string) => string) => {
    night.edits(file, change);
    await night.app.lookAtFiles();
    await night.settled();
  };
  const explained = async (at: string) => {
    const answer = answered(await ask(night, `/on-call/explain?team=aims&at=${at}`), explainAnswer);
    return tellExplanation(answer, zone);
  };
  const noon = encodeURIComponent('2026-12-10T12:00:00-06:00');
  try {
    await saves('directory.yaml', (text) => text.replace('\npeople:\n', `\npeople:\n${person}`));
    night.writes('swaps.ics', calendar);
    await saves('directory.yaml', (text) =>
      text.replace('rota: aims.ics\n', 'rota: aims.ics\n    overrides: swaps.ics\n'),
    );
    const at = encodeURIComponent('2026-12-09T23:00:00-06:00');
    const onCall = answered(await ask(night, `/on-call?team=aims&at=${at}`), onCallAnswer);
    expect(proof.split('\n').slice(1, -1)).toEqual(tellOnCall(onCall, zone));
    expect(await explained(noon)).toContain('  Nobody has to be on call: the desk is open.');
    await saves('hours.yaml', (text) => text.replace('    closed: []\n', closed));
    expect(await explained(noon)).toContain('  Somebody has to be on call.');
    const { held } = (await night.api('/rotas/changes')).json as { held: unknown[] };
    expect(held).toEqual([]);
  } finally {
    await night.close();
  }
});
