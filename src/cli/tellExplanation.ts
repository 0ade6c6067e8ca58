/** Who is on call and why, and whom a page would wake, for somebody who has to decide something at night. */
import type { z } from 'zod';
import type { explainAnswer } from '../domain/api.ts';
import { writeTime } from '../domain/writeTime.ts';
import { personWords, sourceWords } from './tellOnCall.ts';

type Explanation = z.infer<typeof explainAnswer>;

export function tellExplanation(answer: Explanation, zone: string): string[] {
  const need = answer.required ? 'Somebody has to be on call.' : 'Nobody has to be on call: the desk is open.';
  return [
    `${answer.team}, ${writeTime(Date.parse(answer.at), zone)}`,
    ...onDuty(answer, zone),
    `  ${need}`,
    ...answer.warnings.map((warning) => `  ${warning}`),
    ...part('A page that begins then tries, until somebody accepts:', woken(answer)),
    ...part(
      'Passed over:',
      answer.notes.map(({ afterSeconds, text }) => [after(afterSeconds), text]),
    ),
    ...part(
      'Why not somebody else:',
      answer.others.map(({ person, why, by }) => [
        person?.name ?? '',
        by === null ? why : `${why} (${sourceWords(by)})`,
      ]),
    ),
  ];
}

function onDuty({ at, onCall, until, gap }: Explanation, zone: string): string[] {
  const end = until === null ? '' : `, until ${writeTime(Date.parse(until), zone, Date.parse(at))}`;
  if (onCall.length === 0) return [`  Nobody is on call${end}.${gap === null ? '' : ` ${gap}`}`];
  return onCall.flatMap(({ person, by }) => {
    const level = by.level > 0 ? `, level ${by.level}` : '';
    return [
      `  ${personWords(person)} is on call${end}`,
      `    by ${sourceWords(by)} (UID ${by.uid}${level}; version ${by.version.slice(0, 12)})`,
    ];
  });
}

/** A text and a ring of one person at one time are one line. */
function woken({ woken: steps }: Explanation): [string, string][] {
  const lines = new Map<string, { at: string; ways: string[]; whom: string; ringSeconds: number | null }>();
  for (const { afterSeconds, way, person, ringSeconds } of steps) {
    const key = `${afterSeconds} ${person.id}`;
    const line = lines.get(key) ?? { at: after(afterSeconds), ways: [], whom: personWords(person), ringSeconds: null };
    lines.set(key, { ...line, ways: [...line.ways, way], ringSeconds: line.ringSeconds ?? ringSeconds });
  }
  return [...lines.values()].map(({ at, ways, whom, ringSeconds }) => [
    at,
    `${ways.join(' and ')} ${whom}${ringSeconds === null ? '' : `, ${ringSeconds} s`}`,
  ]);
}

function part(head: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([first]) => first.length)) + 1;
  return [
    '',
    head,
    ...rows.map(([first, rest]) => `  ${first === '' ? '' : `${first}:`.padEnd(width)}${first ? ' ' : ''}${rest}`),
  ];
}

function after(seconds: number): string {
  if (seconds === 0) return 'at once';
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ];
  return `after ${parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(' ')}`;
}
