import { limits } from '../domain/limits.ts';
import type { OutboxRow } from '../domain/records.ts';
import type { Tx } from '../store/handle.ts';
import { caseByNumber } from '../store/write/cases.ts';
import { codedTexts, openPageTexts } from '../store/write/outbox.ts';
import type { Context } from './context.ts';

/**
 * The text about which somebody of the directory probably calls: of a page that nobody has accepted, else of a case that
 * they have, else the newest. Null when none was sent within `limits.codeHours`.
 */
export async function textOfStaff(tx: Tx, context: Context, person: string): Promise<OutboxRow | null> {
  const since = context.clock.now() - limits.codeHours * 3_600_000;
  const [open] = await openPageTexts(tx, person, since);
  if (open) return open;
  const texts = await codedTexts(tx, person, since);
  for (const text of texts)
    for (const number of text.cases) {
      const one = await caseByNumber(tx, number);
      if (one?.takenBy === person && one.state === 'accepted') return text;
    }
  return texts.find((text) => text.pageId !== null) ?? null;
}
