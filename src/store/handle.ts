/** What the other rooms hold in their hands instead of a database connection. Only this room can open it. */
import type { Knex } from 'knex';

declare const sealed: unique symbol;

/** Something that can be read from: the read connection, or a transaction. */
export interface Read {
  readonly [sealed]: 'read' | 'write';
}

/** One transaction of the write connection. It is of no use once `transact` has returned. */
export interface Tx extends Read {
  readonly [sealed]: 'write';
}

export type Engine = 'sqlite' | 'postgres';

export function sealRead(sql: Knex): Read {
  return sql as unknown as Read;
}

export function sealTx(sql: Knex.Transaction): Tx {
  return sql as unknown as Tx;
}

/** The connection behind a handle. */
export function sqlOf(handle: Read): Knex {
  return handle as unknown as Knex;
}

export function engineOf(sql: Knex): Engine {
  return sql.client.config.client === 'sqlite3' ? 'sqlite' : 'postgres';
}
