import { signInLimits } from '../domain/signInLimits.ts';
import { consolePages } from './consolePages.ts';

const known = consolePages.map((page) => page.split('/'));

/**
 * Where somebody goes once they are signed in: the page of ours that they wanted, else the front page. Nothing that
 * leads to another site is one (https://cwe.mitre.org/data/definitions/601.html).
 * @param wanted as the address of the sign-in says it
 */
export function whereTo(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > signInLimits.wantedCharacters) return '/';
  // Browsers take a backslash for a slash, and leave out what is no visible letter.
  if (!/^\/(?!\/)[\x21-\x7e]*$/.test(wanted) || wanted.includes('\\')) return '/';
  const parts = (/^[^?#]*/.exec(wanted)?.[0] ?? '').split('/');
  const isPart = (page: string, part = '') => (page.startsWith(':') ? /^[\w-]+$/.test(part) : page === part);
  const isOurs = known.some((page) => page.length === parts.length && page.every((one, i) => isPart(one, parts[i])));
  return isOurs ? wanted : '/';
}
