import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, Log } from '../domain/ports.ts';
import { type Changes, countChanges } from './changes.ts';
import { connect, engineOfUrl, fileOf, type Place } from './connect.ts';
import { type Engine, type Read, sealRead } from './handle.ts';
import { migrate } from './migrate.ts';
import { type Activity, type Transact, transactOn, tryAgain } from './transact.ts';

export interface StoreOptions extends Place {
  clock: Clock;
  log: Log;
  /** Told when a transaction begins and ends; after 'committed' something may be due. */
  onActivity?: ((activity: Activity) => void) | undefined;
}

export interface Store {
  engine: Engine;
  transact: Transact;
  /** For people, reports and metrics: never delays a turn, and cannot write. */
  read: Read;
  /** Grows with every commit. */
  changes: Changes;
  /** Ends both connections after what is in hand. */
  close(): Promise<void>;
}

/**
 * Opens the database and brings its schema up to date.
 * @throws when the address is of no known kind, or the database cannot be reached or migrated
 */
export async function openStore({ url, schema, clock, log, onActivity }: StoreOptions): Promise<Store> {
  const engine = engineOfUrl(url);
  const place = { url, schema };
  if (engine === 'sqlite') await mkdir(dirname(fileOf(url)), { recursive: true, mode: 0o700 });
  const migrating = connect(place, 'migrate', log);
  try {
    // Several that open a new SQLite file at once collide when each switches it to WAL.
    await tryAgain(() => migrate(migrating, clock, log), clock, log);
  } finally {
    await migrating.destroy();
  }
  const write = connect(place, 'write', log);
  const read = connect(place, 'read', log);
  const counting = engine === 'postgres' ? connect(place, 'count', log) : null;
  const changes = countChanges(counting, read, clock);
  const heard = (activity: Activity, isUnseen: boolean) => {
    onActivity?.(activity);
    if (activity === 'committed' && !isUnseen) changes.note();
  };
  return {
    engine,
    transact: transactOn({ sql: write, clock, log, onActivity: heard }),
    read: sealRead(read),
    changes,
    async close() {
      await Promise.all([write.destroy(), read.destroy(), counting?.destroy()]);
    },
  };
}
