import { limits } from '../domain/limits.ts';
import type { Case, OutboxRow } from '../domain/records.ts';
import { isOver } from '../paging/advance.ts';
import type { Tx } from '../store/handle.ts';
import { caseByNumber } from '../store/write/cases.ts';
import { toldOfCases } from '../store/write/outbox.ts';
import { casesOfPage, pagesOfCase } from '../store/write/pages.ts';
import { promiseOf } from '../store/write/promises.ts';
import type { Context } from './context.ts';

/** What somebody was told of a page by, and the page that is meant now; null when it is none any more. */
export interface Told {
  row: OutboxRow;
  pageId: string | null;
}

/**
 * The text or ring about which somebody of the directory probably calls: of a case that nobody has, also one that was
 * theirs, else of a case that they have, first of one whose caller still waits for their call, else the newest of a page.
 * Null when there was none within `limits.codeHours`.
 */
export async function toldOfPage(tx: Tx, context: Context, person: string): Promise<Told | null> {
  const rows = await toldOfCases(tx, person, context.clock.now() - limits.codeHours * 3_600_000);
  const cases = new Map<string, Case | null>();
  for (const number of new Set(rows.flatMap((row) => row.cases))) cases.set(number, await caseByNumber(tx, number));
  for (const row of rows)
    for (const number of row.cases) {
      if (cases.get(number)?.state !== 'open') continue;
      const pageId = await searchFor(tx, number, row.pageId);
      if (pageId !== null) return { row, pageId };
    }
  const theirs = [...cases.values()].filter((one) => one?.state === 'accepted' && one.takenBy === person);
  const have = theirs.flatMap((one) => (one === null ? [] : [one.number]));
  const owed: string[] = [];
  for (const number of have) if ((await promiseOf(tx, number))?.state !== 'kept') owed.push(number);
  for (const numbers of [owed, have])
    for (const row of rows) {
      const own = row.cases.find((number) => numbers.includes(number));
      if (own !== undefined) return { row, pageId: row.pageId ?? (await pagesOfCase(tx, own)).at(-1)?.id ?? null };
    }
  const row = rows.find((one) => one.pageId !== null);
  return row ? { row, pageId: row.pageId } : null;
}

/** The page that looks for somebody for this case: the one they were told of, or that of another search. */
async function searchFor(tx: Tx, number: string, told: string | null): Promise<string | null> {
  const pages = (await pagesOfCase(tx, number)).filter((page) => !isOver(page));
  const first = pages.filter(({ id }) => id === told);
  for (const { id } of [...first, ...pages]) {
    const waits = (await casesOfPage(tx, id)).some((row) => row.caseNumber === number && row.state === 'waiting');
    if (waits) return id;
  }
  return null;
}
