import type { Knex } from 'knex';
import { limits } from '../domain/limits.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { engineOf, sealTx, type Tx } from './handle.ts';

export interface Deadline {
  /** A moment of `clock.elapsedMs()`: what has not begun to commit by then is rolled back. */
  commitByMs?: number;
  /** Nobody is shown what it writes, so nobody who looks at a page is told that something changed. */
  isUnseen?: boolean;
}

/**
 * One happening, whole or not at all. Lock the aggregate first (leg, then page, then case), read, decide, write.
 * Await nothing but functions of the store inside, and catch nothing. `fn` may run more than once, so it must have no
 * effect but its rows (a log line may come twice).
 * @param deadline for a happening that somebody is told has failed when it takes too long: then it must not happen later
 * @returns what `fn` returned, once it is committed
 * @throws what `fn` threw, the database, or that the deadline is over; everything has been rolled back then
 */
export type Transact = <T>(fn: (tx: Tx) => Promise<T>, deadline?: Deadline) => Promise<T>;

/** begun: a transaction is in hand. committed and failed end it, once. */
export type Activity = 'begun' | 'committed' | 'failed';

export interface TransactOptions {
  sql: Knex;
  clock: Clock;
  log: Log;
  onActivity?: ((activity: Activity, isUnseen: boolean) => void) | undefined;
}

/** Makes `transact` for a write connection. */
export function transactOn({ sql, clock, log, onActivity }: TransactOptions): Transact {
  return async function transact<T>(
    fn: (tx: Tx) => Promise<T>,
    { commitByMs = Infinity, isUnseen = false }: Deadline = {},
  ): Promise<T> {
    const inTime = () => {
      const lateMs = Math.round(clock.elapsedMs() - commitByMs);
      if (lateMs > 0) throw new Error(`Rolled back: it was to be committed ${lateMs} ms ago`);
    };
    const once = async () => {
      inTime();
      return attempt(sql, async (tx) => {
        const result = await fn(tx);
        inTime();
        return result;
      });
    };
    onActivity?.('begun', isUnseen);
    let result: T;
    try {
      result = await tryAgain(once, clock, log);
    } catch (error) {
      onActivity?.('failed', isUnseen);
      throw error;
    }
    onActivity?.('committed', isUnseen);
    return result;
  };
}

/** Does `once`, again when it met a conflict, until a limit is reached. */
export async function tryAgain<T>(once: () => Promise<T>, clock: Clock, log: Log): Promise<T> {
  const startedMs = clock.elapsedMs();
  for (let tries = 1; ; tries++) {
    try {
      return await once();
    } catch (error) {
      if (!isConflict(error)) throw error;
      const tookMs = Math.round(clock.elapsedMs() - startedMs);
      if (tries >= limits.transactionTries || tookMs >= limits.transactionSeconds * 1000) {
        const message = `The database stayed busy: given up after ${tries} of ${limits.transactionTries} tries and ${tookMs} ms (limit ${limits.transactionSeconds} s)`;
        throw new Error(message, { cause: error });
      }
      log.warn('The database is tried again after a conflict', { tries, tookMs, code: codeOf(error) });
    }
  }
}

async function attempt<T>(sql: Knex, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const sqlite = engineOf(sql) === 'sqlite';
  try {
    return await sql.transaction((tx) => fn(sealTx(tx)));
  } catch (error) {
    // The pool gives us the connection between transactions, so this never ends another's.
    if (sqlite && isLeftOpen(error)) await sql.raw('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Serialization failure and deadlock (PostgreSQL, appendix A), or another process's lock (SQLite). */
const conflictCodes: readonly unknown[] = ['40001', '40P01', 'SQLITE_BUSY', 'SQLITE_LOCKED'];

function isConflict(error: unknown): boolean {
  return conflictCodes.includes(codeOf(error)) || isLeftOpen(error);
}

/**
 * A COMMIT that failed (a full disk) may leave its transaction open on SQLite's only connection, and nothing could begin
 * again: `attempt` rolls it back, and the next try finds the connection clean.
 */
function isLeftOpen(error: unknown): boolean {
  return error instanceof Error && error.message.includes('cannot start a transaction within a transaction');
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
