/** A number that grows with every commit, so that whoever shows rows learns that they may have changed. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { consoleLimits } from '../domain/consoleLimits.ts';
import type { Clock } from '../domain/ports.ts';

export interface Changes {
  /** Called after each commit of this process. */
  note(): void;
  /** The number as it is now; on PostgreSQL it counts the commits of every process. */
  current(): Promise<number>;
  /** Is told after commits of this process. @returns how to be told no more */
  listen(heard: () => void): () => void;
}

const lastValue = z.tuple([z.object({ last: z.int() })]);

/**
 * SQLite has one process, which counts. PostgreSQL has a sequence: it locks nobody, and is moved after the commit,
 * since a sequence is seen at once and not with the transaction that moves it. Several commits may be one step.
 * @param counting the connection that moves the sequence; null on SQLite
 */
export function countChanges(counting: Knex | null, read: Knex, clock: Clock): Changes {
  const listeners = new Set<() => void>();
  let counted = 0;
  let moving = false;
  let again = false;
  const tell = () => {
    for (const heard of listeners) heard();
  };
  const move = async () => {
    if (moving) {
      again = true;
      return;
    }
    moving = true;
    // Where it fails, a page that is looked at is late; nothing else hangs on it.
    await counting?.raw("SELECT nextval('changes')").catch(() => undefined);
    tell();
    // In a crowd of calls it is moved a few times a second, and not with each of their commits.
    clock.after(consoleLimits.countingMilliseconds, () => {
      moving = false;
      if (!again) return;
      again = false;
      void move();
    });
  };
  return {
    note() {
      counted += 1;
      if (counting !== null) void move();
      else tell();
    },
    async current() {
      if (counting === null) return counted;
      const result: { rows: unknown } = await read.raw('SELECT last_value AS last FROM changes');
      return lastValue.parse(result.rows)[0].last;
    },
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
  };
}
