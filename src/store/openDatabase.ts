import { StartError } from '../domain/errors.ts';
import { holdFile, type Release } from './holdFile.ts';
import { openStore, type Store, type StoreOptions } from './openStore.ts';

/** @throws StartError when the database cannot be opened; its sentence never has the address, which may hold a password */
export async function openDatabase(options: StoreOptions): Promise<Store> {
  let release: Release = async () => {};
  try {
    release = await holdFile(options.url);
    const store = await openStore(options);
    return { ...store, close: () => store.close().finally(release) };
  } catch (cause) {
    await release();
    if (cause instanceof StartError) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    // The store's own sentences, such as that of a newer version's database, name the remedy themselves.
    if (message.startsWith('The database ')) throw new StartError(`DATABASE_URL: ${message}`, { cause });
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
    const why = typeof code === 'string' ? code : 'no answer';
    throw new StartError(
      `DATABASE_URL names a database that cannot be opened (${why}); start it, or correct the address, user and password.`,
      { cause },
    );
  }
}
