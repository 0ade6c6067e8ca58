import { keepingLimits } from '../domain/keepingLimits.ts';
import type { Clock, Log } from '../domain/ports.ts';
import type { Place } from '../store/connect.ts';
import { holdFile } from '../store/holdFile.ts';
import { type LeftRunning, restoreRows } from '../store/restoreRows.ts';
import { type Backup, readBackup } from './readBackup.ts';

export interface RestoreBackupOptions {
  place: Place;
  file: string;
  /** What the database holds may be lost for it. */
  replace: boolean;
  clock: Clock;
  log: Log;
}

/**
 * Puts a backup in place of what the database holds: all of it, or nothing when it is not whole.
 * @returns what to tell whoever asked for it
 * @throws StartError with a sentence that names the remedy
 */
export async function restoreBackup({ place, file, replace, clock, log }: RestoreBackupOptions): Promise<string[]> {
  const release = await holdFile(place.url);
  try {
    // Looked through first: a file that is not whole is named as that, and nothing is begun for it.
    await readThrough(readBackup(file, nothingYet()));
    const told = nothingYet();
    const left = await restoreRows({ ...place, pieces: readBackup(file, told), replace, clock, log });
    return [`Restored ${told.rows} rows of the backup of ${told.madeAt}.`, ...whatWasRunning(left)];
  } finally {
    await release();
  }
}

async function readThrough(pieces: AsyncGenerator): Promise<void> {
  while (!(await pieces.next()).done);
}

const nothingYet = (): Backup => ({ madeAt: '', version: '', rows: 0 });

const several = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;

function whatWasRunning(left: LeftRunning): string[] {
  const lines = [
    left.pages > 0 &&
      `${several(left.pages, 'page was', 'pages were')} looking for somebody: they go on from there as soon as the service starts, and may wake people a second time.`,
    left.promises > 0 &&
      `${several(left.promises, 'promise runs', 'promises run')} on; one whose hour is over meanwhile is told to the lead.`,
    left.sending > 0 &&
      `Of ${several(left.sending, 'ring or text', 'rings and texts')} it is not known whether they happened: the carrier is asked before one is sent again.`,
    left.waiting > 0 && `${several(left.waiting, 'ring or text waits', 'rings and texts wait')} to be sent.`,
    left.calls > 0 &&
      `${several(left.calls, 'call was', 'calls were')} on the line: each ends as if its caller had hung up then.`,
  ].filter((line) => line !== false);
  return [
    ...(lines.length > 0 ? lines : ['Nothing was running when it was made.']),
    `The next case is number ${left.nextCase}: ${keepingLimits.caseNumbersLeftOut} numbers are left out for those that were given since.`,
    'To look at it without ringing anybody, beside the service or in its place: CARRIER=exchange, an empty PUBLIC_URL, and a DATABASE_URL, DATA_DIR, PORT and EXCHANGE_PORT that no other service has. Else npm start.',
  ];
}
