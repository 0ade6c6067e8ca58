import { existsSync } from 'node:fs';
import { StartError } from '../domain/errors.ts';
import type { Clock, Log } from '../domain/ports.ts';
import { version } from '../domain/version.ts';
import { engineOfUrl, fileOf, type Place } from '../store/connect.ts';
import { dumpRows } from '../store/dumpRows.ts';
import { writeBackup } from './writeBackup.ts';

export interface BackupOptions {
  place: Place;
  /** Where it goes. */
  file: string;
  clock: Clock;
  log: Log;
}

/**
 * Copies the database into a file, while the service runs or not.
 * @returns what to tell whoever asked for it
 * @throws StartError when there is no database or the file is there already
 */
export async function makeBackup({ place, file, clock, log }: BackupOptions): Promise<string[]> {
  if (engineOfUrl(place.url) === 'sqlite' && !existsSync(fileOf(place.url)))
    throw new StartError(`There is no database ${fileOf(place.url)}; start the service once, or correct DATABASE_URL.`);
  if (existsSync(file)) throw new StartError(`${file} is there already; name another file.`);
  const head = { madeAt: new Date(clock.now()).toISOString(), version };
  const { rows, tables, bytes } = await writeBackup(file, dumpRows(place, log), head);
  return [
    `Wrote ${file}: ${rows} rows of ${tables} tables, recordings included, ${sizeOf(bytes)}. Only its owner can read it.`,
    'Not in it: the admin token, the settings (.env), and the folders of flows and schedules. Keep it on another machine.',
  ];
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
