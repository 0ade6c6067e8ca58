/** What leadership is asked and has decided about a case whose team its caller does not know. */
import type { Directory } from '../domain/directory.ts';
import type { Case, Page } from '../domain/records.ts';

/** The teams that the keys 1 and 2 stand for: the first two of the directory. */
export function offeredTeams({ teams }: Directory): string[] {
  return Object.keys(teams).slice(0, 2);
}

/** Does a page of the case still wait for what leadership says? */
export function isUndecided(opened: Case | null, pages: readonly Page[]): boolean {
  return opened?.choice === 'asked' && opened.state === 'open' && pages.some(isHeld);
}

/** Does this page wait for leadership? */
export function isHeld(page: Page): boolean {
  return page.state === 'waiting' && page.heldUntil !== null;
}

/** What was decided, as the end of a sentence. */
export function sayDecision({ teams }: Directory, { choice, team }: Pick<Case, 'choice' | 'team'>): string {
  if (choice === 'canWait') return 'it can wait until the next business day';
  return choice === 'both' ? 'it goes to both teams' : `it goes to ${teams[team ?? '']?.name ?? 'its team'}`;
}
