/** What the check of the rotas found, as a table and a line that counts. */
import type { z } from 'zod';
import type { checkAnswer } from '../domain/api.ts';
import { writeTime } from '../domain/writeTime.ts';
import { layTable } from './layTable.ts';

type Check = z.infer<typeof checkAnswer>;
type Item = Check['items'][number];

const names: Readonly<Record<Item['kind'], string>> = {
  gap: 'nobody',
  doubleCover: 'several at once',
  unknownPerson: 'unknown person',
  unreachable: 'not reachable',
  endsSoon: 'ends soon',
  fault: 'not read',
  hint: 'odd',
  held: 'held back',
};

/** @param days that were looked at @param width of the terminal, in characters */
export function tellCheck({ from, items, zone }: Check, days: number, width: number): string[] {
  const faults = items.filter(({ isFault }) => isFault);
  const others = items.filter(({ isFault }) => !isFault);
  // Laid as one table, so that the columns of both parts stand below each other.
  const [head = [], ...rows] = layTable(
    [
      ['what', 'team', 'from', 'where', ''],
      ...[...faults, ...others].map((item) => rowOf(item, zone, Date.parse(from))),
    ],
    width - 2,
  );
  const part = (name: string, lines: readonly string[][]) =>
    lines.length === 0 ? [] : [name, ...[head, ...lines].flat().map((line) => `  ${line}`), ''];
  const faultCount = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return [
    ...part('Faults: somebody may not be woken', rows.slice(0, faults.length)),
    ...part('To look at', rows.slice(faults.length)),
    `${faultCount}, ${others.length} to look at, next ${days === 1 ? 'day' : `${days} days`}`,
  ];
}

function rowOf(item: Item, zone: string, near: number): string[] {
  const from = item.from === null ? '' : writeTime(Date.parse(item.from), zone, near);
  const where = item.file === null ? '' : item.line === null ? item.file : `${item.file} line ${item.line}`;
  return [names[item.kind], item.team ?? '', from, where, item.text];
}
