import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Log } from '../domain/ports.ts';
import { connect } from './connect.ts';
import { migrations } from './migrations.ts';

export interface DatabaseSeen {
  /** It is there, and a service has written to it before. */
  isUsed: boolean;
  /** Migrations of this program that it has not, and those that it has from a newer one. */
  missing: string[];
  unknown: string[];
}

/**
 * Looks at a database and changes nothing, also while a service runs on it.
 * @throws when it cannot be reached
 */
export async function lookAtDatabase(url: string, log: Log, schema?: string): Promise<DatabaseSeen> {
  const names = migrations.map(({ name }) => name);
  // SQLite would make the file.
  if (url.startsWith('sqlite:') && !existsSync(url.slice('sqlite:'.length)))
    return { isUsed: false, missing: names, unknown: [] };
  const sql = connect({ url, schema }, 'read', log);
  try {
    const isUsed = await sql.schema.hasTable('migrations');
    const applied = isUsed ? z.array(z.string()).parse(await sql('migrations').pluck('name')) : [];
    return {
      isUsed,
      missing: names.filter((name) => !applied.includes(name)),
      unknown: applied.filter((name) => !names.includes(name)),
    };
  } finally {
    await sql.destroy();
  }
}
