import type { Config } from '../config.ts';
import type { Check } from '../domain/check.ts';
import { errorText } from '../domain/errorText.ts';
import type { Log } from '../domain/ports.ts';
import { lookAtDatabase } from '../store/lookAtDatabase.ts';

/** Reachable, and with the tables of this version. It is looked at directly, whether the service runs or not. */
export async function checkDatabase(config: Config, log: Log, schema?: string): Promise<Check> {
  const told = (state: Check['state'], says: string): Check => ({ name: 'database', state, says });
  try {
    const { isUsed, missing, unknown } = await lookAtDatabase(config.databaseUrl, log, schema);
    if (!isUsed) return told('well', 'The database is new; the first start makes its tables.');
    if (unknown.length > 0)
      return told('wrong', `A newer version has changed the database (${unknown.join(', ')}); start that version.`);
    if (missing.length > 0)
      return told(
        'wrong',
        `The database lacks ${missing.join(', ')}; the next start of this version brings it up to date.`,
      );
    return told('well', 'The database answers, and its tables are those of this version.');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? ` (${String(error.code)})` : '';
    const why = code === '' ? ` (${errorText(error)})` : code;
    return told(
      'wrong',
      `The database cannot be read${why}; start it, or correct the address and user of DATABASE_URL.`,
    );
  }
}
