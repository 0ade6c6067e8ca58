import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type CorpusCase, corpusCases, differenceOf } from './rotaCorpus.ts';

/** The cases that we answer otherwise on purpose, and why. All are told in docs/rotas.md. */
const onPurpose: { reason: string; ids: string[] }[] = [
  {
    reason: 'a shift ends at the hour that DTEND shows on the wall, not after an exact length',
    ids: ['icalnet-dstdur-01', 'icalnet-dstdur-03', 'icalnet-dstdur-06', 'icalnet-dstdur-11'],
  },
  {
    reason: 'FREQ=MINUTELY and SECONDLY are no rota: the event is refused with its line',
    ids: [
      'icalnet-MinutelyCount1',
      'icalnet-MinutelyCount2',
      'icalnet-MinutelyCount3',
      'icalnet-MinutelyCount4',
      'icalnet-MinutelyInterval1',
      'icalnet-table-022',
      'rfc5545-36',
      'rfc5545-37',
      'rfc5545-39',
    ],
  },
  {
    reason: 'a DTSTART that its rule does not lead to is a shift, and is reported (RFC 5545 3.8.5.3 leaves it open)',
    ids: ['icalnet-WeeklyUntilWkst2', 'icalnet-WeeklyWeekStartsLastYear'],
  },
];

if (corpusCases === null)
  console.warn(
    'The calendars of other projects are not at hand (NIGHTDESK_ICS_CORPUS): what we make of them is not tested.',
  );

const undisputed = (corpusCases ?? []).filter(({ disputed }) => disputed === undefined);
const reasonOf = ({ id }: CorpusCase) => onPurpose.find(({ ids }) => ids.includes(id))?.reason ?? null;
const differences = new Map<CorpusCase, string | null>();

describe.skipIf(corpusCases === null)('the calendars of other projects, with their answers', () => {
  test.each(undisputed.map((one): [string, CorpusCase] => [one.id, one]))('%s', (_, one) => {
    const difference = differenceOf(one);
    differences.set(one, difference);
    if (reasonOf(one) === null) expect(difference).toBeNull();
    else expect(difference).not.toBeNull();
  });

  test('are all there that we answer otherwise on purpose', () => {
    const ids = new Set(undisputed.map(({ id }) => id));
    expect(onPurpose.flatMap((one) => one.ids).filter((id) => !ids.has(id))).toEqual([]);
  });

  afterAll(() => {
    if (differences.size === undisputed.length) writeTable();
  });
});

/** Puts what passed and what did not into docs/rotas.md, source by source. */
function writeTable(): void {
  const file = join(import.meta.dirname, '..', 'docs', 'rotas.md');
  const text = readFileSync(file, 'utf8');
  const sources = [...new Set(undisputed.map(({ source }) => source.repo))];
  const rows = sources.map((repo) => {
    const cases = [...differences].filter(([{ source }]) => source.repo === repo);
    const passed = cases.filter(([, difference]) => difference === null).length;
    const policy = cases.filter(([one, difference]) => difference !== null && reasonOf(one) !== null).length;
    return `| ${repo} | ${cases.length} | ${passed} | ${cases.length - passed - policy} | ${policy} |`;
  });
  const table = ['| source | cases | passed | failed | otherwise on purpose |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
  const reasons = onPurpose.map(({ reason, ids }) => `- ${reason} (${ids.length})`).join('\n');
  const written = text.replace(
    /(<!-- corpus -->\n)[\s\S]*?(\n<!-- \/corpus -->)/,
    (_, before: string, after: string) => `${before}${table}\n\nOtherwise on purpose:\n\n${reasons}${after}`,
  );
  if (written !== text) writeFileSync(file, written);
}
