import { readEnvironment, settingsSchema } from '../config.ts';
import { ownAddress } from './ownAddress.ts';

export interface AskedService {
  /** Without a slash at the end. */
  url: string;
  dataDir: string;
  /** null: it is kept in the data folder. */
  adminToken: string | null;
}

const asked = settingsSchema.pick({ PORT: true, HOST: true, DATA_DIR: true, ADMIN_TOKEN: true });

/**
 * The service of this folder's settings, as a command asks it. Whoever asks who is on call is not stopped by a setting
 * that is wrong: the usual place is asked then.
 */
export function askedService(): AskedService {
  const given = () => Object.entries(readEnvironment()).filter(([, value]) => value !== undefined && value !== '');
  let settings = asked.parse({});
  try {
    settings = asked.safeParse(Object.fromEntries(given())).data ?? settings;
  } catch {
    // `.env` cannot be read.
  }
  return {
    url: ownAddress({ host: settings.HOST, port: settings.PORT }),
    dataDir: settings.DATA_DIR,
    adminToken: settings.ADMIN_TOKEN ?? null,
  };
}
