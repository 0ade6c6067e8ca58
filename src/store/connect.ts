/** Connections to the two databases: what each needs so that they behave alike, and how long it may take. */
import knex, { type Knex } from 'knex';
import { errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import type { Log } from '../domain/ports.ts';
import { camelCaseRows, snakeCase } from './columns.ts';
import type { Engine } from './handle.ts';
import { prepareOnce, type SqliteConnection } from './prepareOnce.ts';

/** Where a database is. */
export interface Place {
  /** `sqlite:./path/to/file` or `postgres://…`. */
  url: string;
  /** PostgreSQL: the schema that holds the tables; the server's own search path when absent. */
  schema?: string | undefined;
}

/**
 * migrate: as write, without limits on time, for what may have to touch a whole table.
 * count: PostgreSQL, as write, for counting commits: that must not take a connection from a turn.
 */
export type Role = 'migrate' | 'write' | 'read' | 'count';

/** @throws when the address is of no known kind */
export function connect({ url, schema }: Place, role: Role, log: Log): Knex {
  return engineOfUrl(url) === 'sqlite' ? sqliteOn(url, role, log) : postgresOn(url, schema, role, log);
}

export function engineOfUrl(url: string): Engine {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return 'sqlite';
  if (/^postgres(ql)?:\/\//.test(url)) return 'postgres';
  throw new Error('The database address must be sqlite:./path/to/file or postgres://user:password@host/database');
}

export function fileOf(url: string): string {
  return url.slice('sqlite:'.length);
}

function common(log: Log): Knex.Config {
  const warn = (message: unknown) => log.warn('The database driver warns', { error: errorText(message) });
  return {
    // Names and numbers are bindings, and an error's message may reach a log (promise 10).
    compileSqlOnError: false,
    wrapIdentifier: (name, quote) => quote(snakeCase(name)),
    postProcessResponse: camelCaseRows,
    log: {
      warn,
      error: warn,
      deprecate: (method, instead) => warn(`${method} is deprecated, use ${instead}`),
      debug: () => {},
    },
  };
}

type Done = (error: Error | null) => void;

function sqliteOn(url: string, role: Role, log: Log): Knex {
  const own =
    role === 'read'
      ? 'PRAGMA query_only = ON;'
      : 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;';
  return knex({
    ...common(log),
    client: 'sqlite3',
    connection: { filename: fileOf(url) },
    useNullAsDefault: true,
    pool: {
      // One connection, so transactions of this process wait for one another and not for SQLITE_BUSY.
      min: 1,
      max: 1,
      acquireTimeoutMillis: limits.acquireMilliseconds,
      afterCreate(connection: SqliteConnection, done: Done) {
        prepareOnce(connection);
        beginImmediate(connection);
        // Knex forgets a connection that could not be set up, so it is closed here.
        const settled: Done = (error) => (error ? connection.close(() => done(error)) : done(null));
        connection.exec(`PRAGMA busy_timeout = ${limits.busyMilliseconds}; ${own}`, settled);
      },
    },
  });
}

/**
 * Knex begins a transaction of SQLite DEFERRED and has no setting for it. Ours write, so they take the write lock with
 * their first breath, and what they read stays true (https://sqlite.org/lang_transaction.html).
 */
function beginImmediate(connection: SqliteConnection): void {
  const { all } = connection;
  connection.all = (sql, bindings, done) => all(sql === 'BEGIN;' ? 'BEGIN IMMEDIATE' : sql, bindings, done);
}

interface PostgresConnection {
  __knexUid?: string;
  query(sql: string, done: Done): void;
  setTypeParser(oid: number, parse: (text: string) => unknown): void;
  once(event: 'end', heard: () => void): void;
  end(): Promise<void>;
}

/** int8: counts and instants, all far below 2^53. */
const int8 = 20;

function postgresOn(url: string, schema: string | undefined, role: Role, log: Log): Knex {
  const open = new Map<string | undefined, PostgresConnection>();
  const givenUp = new WeakSet<PostgresConnection>();
  const sql = knex({
    ...common(log),
    client: 'pg',
    connection: {
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: limits.acquireMilliseconds,
      ...(role === 'migrate' ? {} : { query_timeout: limits.silentDatabaseMilliseconds }),
    },
    pool: {
      min: 0,
      max: { read: limits.readConnections, write: limits.writeConnections, migrate: 1, count: 1 }[role],
      acquireTimeoutMillis: limits.acquireMilliseconds,
      createTimeoutMillis: limits.acquireMilliseconds,
      validate: (connection: PostgresConnection) => !givenUp.has(connection),
      afterCreate(connection: PostgresConnection, done: Done) {
        connection.setTypeParser(int8, Number);
        open.set(connection.__knexUid, connection);
        connection.once('end', () => open.delete(connection.__knexUid));
        connection.query(postgresSettings(schema, role), (error) => {
          if (error) void connection.end().catch(() => undefined);
          done(error);
        });
      },
    },
  });
  // A server that stopped answering (a cut line) never answers the ROLLBACK either: end that connection, which fails
  // whatever waits on it, and let the pool open another one.
  sql.on('query-error', (error: Error, query: { __knexUid?: string }) => {
    const connection = open.get(query.__knexUid);
    if (connection === undefined || !error.message.includes('Query read timeout')) return;
    givenUp.add(connection);
    void connection.end().catch(() => undefined);
  });
  return sql;
}

function postgresSettings(schema: string | undefined, role: Role): string {
  return [
    "SET default_transaction_isolation = 'read committed'",
    ...(schema === undefined ? [] : [`SET search_path TO "${schema.replaceAll('"', '""')}"`]),
    ...(role === 'migrate'
      ? []
      : [
          `SET statement_timeout = ${limits.statementMilliseconds}`,
          `SET idle_in_transaction_session_timeout = ${limits.transactionSeconds * 1000}`,
        ]),
    ...(role === 'read' ? ['SET default_transaction_read_only = on'] : []),
  ].join('; ');
}
