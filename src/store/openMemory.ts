import type { Clock, Log } from '../domain/ports.ts';
import { countChanges } from './changes.ts';
import { connect } from './connect.ts';
import { sealRead } from './handle.ts';
import { migrate } from './migrate.ts';
import type { Store } from './openStore.ts';
import { transactOn } from './transact.ts';

/** An empty database in memory, for what is only tried: nothing of it is kept, and no other database is touched. */
export async function openMemory({ clock, log }: { clock: Clock; log: Log }): Promise<Store> {
  // One connection is one database.
  const sql = connect({ url: 'sqlite::memory:' }, 'write', log);
  try {
    await migrate(sql, clock, log);
  } catch (error) {
    await sql.destroy();
    throw error;
  }
  return {
    engine: 'sqlite',
    transact: transactOn({ sql, clock, log }),
    read: sealRead(sql),
    changes: countChanges(null, sql, clock),
    close: () => sql.destroy(),
  };
}
