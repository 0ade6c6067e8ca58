import { takeLease } from '../store/write/leases.ts';
import type { Context } from './context.ts';

/**
 * Commits a row of its own: whatever can be read from a full disk, nothing is promised that could not be kept.
 * The lease it takes ends as it begins, so it stands in nobody's way, not even in that of a restore.
 */
export async function proveWrite({ store, clock }: Context): Promise<void> {
  const now = clock.now();
  await store.transact((tx) => takeLease(tx, 'ready', 'ready', now, now), { isUnseen: true });
}
