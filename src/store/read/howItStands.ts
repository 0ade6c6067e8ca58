import { z } from 'zod';
import { limits } from '../../domain/limits.ts';
import type { Read } from '../handle.ts';
import { runSql } from '../table.ts';
import { type Due, whatIsDue } from '../write/due.ts';

const count = z.int();
const byState = z.array(z.object({ state: z.string(), count }));
const byKind = z.array(z.object({ kind: z.string(), state: z.string(), count }));
const byOutcome = z.array(z.object({ outcome: z.string(), count }));

/** Counts of everything that has a state, for the operator's monitoring. */
export interface Stands {
  pages: z.infer<typeof byState>;
  attempts: z.infer<typeof byKind>;
  promises: z.infer<typeof byState>;
  calls: z.infer<typeof byOutcome>;
  /** When the first of each kind is, or was, due; null when none waits. */
  due: Due;
}

export async function howItStands(read: Read): Promise<Stands> {
  const rows = (sql: string) => runSql(read, sql, {});
  const number = 'CAST(count(*) AS INTEGER) AS count';
  return {
    pages: byState.parse(await rows(`SELECT state, ${number} FROM pages GROUP BY state`)),
    attempts: byKind.parse(await rows(`SELECT kind, state, ${number} FROM outbox GROUP BY kind, state`)),
    promises: byState.parse(await rows(`SELECT state, ${number} FROM promises GROUP BY state`)),
    calls: byOutcome.parse(
      await rows(
        `SELECT coalesce(outcome, 'open') AS outcome, ${number} FROM legs WHERE kind = 'caller' GROUP BY coalesce(outcome, 'open')`,
      ),
    ),
    due: await whatIsDue(read, limits.newsGraceMilliseconds),
  };
}
