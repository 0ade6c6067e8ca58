import { limits } from '../domain/limits.ts';

type Answered = (this: unknown, error: Error | null, rows?: unknown) => void;

interface Statement {
  all(bindings: unknown[], done: Answered): void;
  run(bindings: unknown[], done: Answered): void;
  finalize(done?: () => void): void;
}

/** What Knex uses of a connection of the sqlite3 driver. */
export interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
  prepare(sql: string, done: (error: Error | null) => void): Statement;
  all(sql: string, bindings: unknown[], done: Answered): void;
  run(sql: string, bindings: unknown[], done: Answered): void;
  close(done: (error: Error | null) => void): void;
}

/**
 * Makes a connection keep its prepared statements. The driver prepares, runs and finalizes each statement anew, which is
 * three ways to its thread and back instead of one. A kept one never grows stale: SQLite prepares it again by itself
 * when the schema has changed (https://sqlite.org/c3ref/prepare.html, sqlite3_prepare_v2).
 * Only one caller may use the connection at a time, which the pool sees to.
 */
export function prepareOnce(connection: SqliteConnection): void {
  const kept = new Map<string, Statement>();
  const close = connection.close.bind(connection);

  function forgetAll(): void {
    for (const statement of kept.values()) statement.finalize();
    kept.clear();
  }

  function use(kind: 'all' | 'run', sql: string, bindings: unknown[], done: Answered): void {
    // A statement that failed is not used again: it may have stopped half way.
    const forget = (statement: Statement | undefined) => {
      kept.delete(sql);
      statement?.finalize();
    };
    let statement = kept.get(sql);
    if (!statement) {
      if (kept.size >= limits.preparedStatements) forgetAll();
      statement = connection.prepare(sql, function (this: unknown, error) {
        if (!error) return;
        kept.delete(sql);
        done.call(this, error);
      });
      kept.set(sql, statement);
    }
    statement[kind](bindings, function (this: unknown, error, rows) {
      if (error) forget(statement);
      done.call(this, error, rows);
    });
  }

  connection.all = (sql, bindings, done) => use('all', sql, bindings, done);
  connection.run = (sql, bindings, done) => use('run', sql, bindings, done);
  connection.close = (done) => {
    forgetAll();
    close(done);
  };
}
