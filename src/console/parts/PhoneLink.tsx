import { sayNumber } from './sayNumber.ts';

/** A number to be called; nothing for somebody who is not shown it. */
export function PhoneLink({ number }: { number: string }) {
  return number === '' ? null : <a href={`tel:${number}`}>{sayNumber(number)}</a>;
}
