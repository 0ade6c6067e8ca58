import type { Now } from '../apiTypes.ts';
import { sayNumber } from '../parts/sayNumber.ts';

/** A live call in a few words. */
export function sayCall({ number, department, caseNumber, opened, step }: Now['calls'][number]): string {
  const who = number === null ? 'A caller' : sayNumber(number);
  const of = department === null ? '' : ` of ${department}`;
  return `${who}${of} at ${step}${opened && caseNumber !== null ? `, case ${caseNumber}` : ''}`;
}
