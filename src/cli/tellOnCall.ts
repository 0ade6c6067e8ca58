/** Who is on call, in lines. */
import type { z } from 'zod';
import type { onCallAnswer, personAnswer, sourceAnswer } from '../domain/api.ts';
import { writeTime } from '../domain/writeTime.ts';

/** @param from "from Tue 1 Dec 18:00: " when that is what was asked for */
export function tellOnCall(answer: z.infer<typeof onCallAnswer>, zone: string, from = ''): string[] {
  const isOpen = !answer.required && answer.gap === null;
  const people =
    answer.people.map(personWords).join(', ') ||
    (isOpen ? 'nobody, and nobody has to be: the desk is open' : `nobody: ${answer.gap ?? ''}`);
  const until =
    answer.until === null ? '' : `, until ${writeTime(Date.parse(answer.until), zone, Date.parse(answer.at))}`;
  const why = answer.decidedBy ? [`      by ${sourceWords(answer.decidedBy)}`] : [];
  return [
    `${answer.team.padEnd(5)} ${from}${people}${until}`,
    ...why,
    ...answer.warnings.map((warning) => `      ${warning}`),
  ];
}

export function personWords({ name, phone }: z.infer<typeof personAnswer>): string {
  return `${name} (${phone})`;
}

export function sourceWords({ summary, rota, line }: z.infer<typeof sourceAnswer>): string {
  return `"${summary}", ${rota} line ${line}`;
}
