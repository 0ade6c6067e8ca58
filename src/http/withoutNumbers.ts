/** What who only looks is shown: nobody's telephone number, wherever it stands in an answer. */

/** As it is kept, and as people read it. */
const numbers = /\+\d[\d ]{6,18}\d|\b\d{3}-\d{3}-\d{4}\b/g;
const digitsOf = (text: string) => text.replace(/\D/g, '');

/**
 * An answer in which a number is '' where it stands alone, and "(a number)" within words.
 * @param open numbers that everybody may know, such as the hotline's
 */
export function withoutNumbers(answer: unknown, open: readonly string[]): unknown {
  const known = open.map(digitsOf);
  const isOpen = (found: string) => known.some((one) => one.endsWith(digitsOf(found)));
  const hide = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replace(numbers, (found) => (isOpen(found) ? found : found === value ? '' : '(a number)'));
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'next' ? one : hide(one)]));
  };
  return hide(answer);
}
