import { z } from 'zod';
import type { Tx } from '../handle.ts';
import { runSql } from '../table.ts';

const taken = z.array(z.object({ number: z.int() })).length(1);

/**
 * Takes the next number of a counter, beginning with 1. A transaction that is rolled back gives it back; until a
 * transaction ends, others who want a number of the same counter wait.
 */
export async function nextNumber(tx: Tx, name: string): Promise<number> {
  const text = `INSERT INTO numbers (name, next) VALUES (:name, 2)
    ON CONFLICT (name) DO UPDATE SET next = numbers.next + 1 RETURNING next - 1 AS number`;
  const [row] = taken.parse(await runSql(tx, text, { name }));
  if (row === undefined) throw new Error(`The counter ${name} gave no number`);
  return row.number;
}

/** Waits until every transaction that has taken a number of this counter has ended. */
export async function waitForCounter(tx: Tx, name: string): Promise<void> {
  await runSql(tx, 'UPDATE numbers SET next = next WHERE name = :name', { name });
}
