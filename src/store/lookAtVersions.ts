import type { Log } from '../domain/ports.ts';
import type { Version } from '../domain/records.ts';
import { connect, type Place } from './connect.ts';
import { sealRead } from './handle.ts';
import { versionsInForce } from './write/versions.ts';

/** What is in force by a database that no service runs on. */
export async function lookAtVersions(place: Place, log: Log): Promise<Version[]> {
  const sql = connect(place, 'read', log);
  try {
    return await versionsInForce(sealRead(sql));
  } finally {
    await sql.destroy();
  }
}
