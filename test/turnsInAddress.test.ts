import { expect, test } from 'vitest';
import type { TriedTurn } from '../src/console/apiTypes.ts';
import { readTurns, writeTurns } from '../src/console/flow/turnsInAddress.ts';

test('a try comes back from the address bar as it was', () => {
  const turns: TriedTurn[] = [
    { press: '1' },
    { press: '608*#' },
    'silence',
    'hold',
    'talk',
    { say: 'no, it is "urgent": 50 % & more' },
    { record: 20, endsBy: 'key' },
    { record: 119, endsBy: 'hangUp' },
    'hangUp',
  ];
  const address = new URLSearchParams({ turns: writeTurns(turns) }).toString();
  expect(readTurns(new URLSearchParams(address).get('turns') ?? '')).toEqual(turns);
  expect(readTurns('')).toEqual([]);
});

test.each([
  ['1,record:20', [{ press: '1' }]],
  ['1,say:,2', [{ press: '1' }]],
  ['sing,1', []],
  ['say:100%,1', [{ say: '100%' }, { press: '1' }]],
  ['record:20:never', []],
])('what cannot be read ends it: %s', (text, turns) => {
  expect(readTurns(text)).toEqual(turns);
});
