import { limits } from '../domain/limits.ts';
import type { Tx } from '../store/handle.ts';
import { codeForAlone } from '../store/write/outbox.ts';
import { freeCode } from './attempts.ts';
import type { Context } from './context.ts';

/** The two digits by which a person speaks of this case, and of no other, in texts: those they were given for it, or new ones. */
export async function codeFor(tx: Tx, context: Context, person: string, caseNumber: string): Promise<number> {
  const since = context.clock.now() - limits.codeHours * 3_600_000;
  const given = await codeForAlone(tx, person, caseNumber, since);
  return given ?? (await freeCode(tx, context, { case: caseNumber }, person));
}
