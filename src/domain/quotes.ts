/** Lines of a timeline that quote what somebody wrote: they go when what was said goes. */

/** What stands before the words. */
const before = ' wrote: "';

/** The line that keeps what somebody wrote. */
export function wrote(who: string, words: string): string {
  return `${who}${before}${words}"`;
}

export function isQuote(line: string): boolean {
  return line.includes(before);
}

/** The same line without the words. */
export function withoutWords(line: string): string {
  const at = line.indexOf(before);
  return at < 0 ? line : `${line.slice(0, at)} wrote something that is no longer kept.`;
}
