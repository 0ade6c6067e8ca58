import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DiffLine, diffLines } from '../src/domain/diffLines.ts';

const marks = { same: ' ', gone: '-', new: '+' } as const;
const written = (lines: readonly DiffLine[]) => lines.map(({ kind, text }) => `${marks[kind]}${text}`);
const text = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

/** The length of the longest common subsequence, by the plain table. */
function commonOf(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = table[i];
      if (row)
        row[j] =
          a[i] === b[j] ? 1 + (table[i + 1]?.[j + 1] ?? 0) : Math.max(table[i + 1]?.[j] ?? 0, table[i]?.[j + 1] ?? 0);
    }
  return table[0]?.[0] ?? 0;
}

describe('the difference of two texts', () => {
  test.each([
    ['nothing', ['a'], ['a'], [' a']],
    ['one line changed', ['a', 'b', 'c'], ['a', 'x', 'c'], [' a', '-b', '+x', ' c']],
    ['a line more', ['a', 'c'], ['a', 'b', 'c'], [' a', '+b', ' c']],
    ['a line less at the end', ['a', 'b'], ['a'], [' a', '-b']],
    ['all of it', [], ['a', 'b'], ['+a', '+b']],
    ['a file that is away', ['a', 'b'], [], ['-a', '-b']],
  ])('is %s', (_what, before, after, lines) => {
    expect(written(diffLines(text(before), text(after), 100))).toEqual(lines);
  });

  test('counts lines from 1, as the sentences about a rota do, and takes every line end', () => {
    expect(diffLines('a\r\nb\r\nc\r\n', 'a\nx\nc', 100)).toEqual([
      { kind: 'same', text: 'a', before: 1, after: 1 },
      { kind: 'gone', text: 'b', before: 2, after: null },
      { kind: 'new', text: 'x', before: null, after: 2 },
      { kind: 'same', text: 'c', before: 3, after: 3 },
    ]);
  });

  test('gives back both texts, and is as short as can be', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 14 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const found = diffLines(text(before), text(after), 100);
        const of = (side: 'before' | 'after') => found.filter((line) => line[side] !== null);
        expect(of('before').map((line) => line.text)).toEqual(before);
        expect(of('after').map((line) => line.text)).toEqual(after);
        expect(of('before').map((line) => line.before)).toEqual(before.map((_, i) => i + 1));
        expect(of('after').map((line) => line.after)).toEqual(after.map((_, i) => i + 1));
        expect(found.filter(({ kind }) => kind === 'same')).toHaveLength(commonOf(before, after));
      }),
      { numRuns: 2_000 },
    );
  });

  test('of texts that differ more than is looked for is a block gone and a block new', () => {
    expect(written(diffLines(text(['0', 'a', 'b', 'c']), text(['0', 'x', 'b', 'y']), 3))).toEqual([
      ' 0',
      '-a',
      '-b',
      '-c',
      '+x',
      '+b',
      '+y',
    ]);
  });

  test('of texts as large as a rota may be is found', () => {
    const lines = (name: string) => text(Array.from({ length: 300_000 }, (_, i) => `${name} ${i}`));
    expect(diffLines(lines('a'), lines('b'), 500)).toHaveLength(600_000);
    expect(diffLines(lines('a'), `${lines('a')}b`, 500).filter(({ kind }) => kind !== 'same')).toHaveLength(1);
  });
});
