import type { Clock, Ids } from '../domain/ports.ts';
import type { Version } from '../domain/records.ts';
import type { NewSource } from '../domain/sourceChange.ts';
import type { Flow } from '../flow/flowSchema.ts';
import type { Store } from '../store/openStore.ts';
import { insertVersion, versionByHash } from '../store/write/versions.ts';
import { readKeptFlow } from './checkSources.ts';

/** Puts checked files in force in the database; a hash that is in force already does nothing. */
export async function keepVersions(store: Store, clock: Clock, ids: Ids, checked: readonly NewSource[]): Promise<void> {
  await store.transact(async (tx) => {
    for (const one of checked) {
      const now = clock.now();
      const version: Version = {
        id: ids.next('ver'),
        ...one,
        state: 'inForce',
        why: null,
        changes: [],
        seenAt: now,
        inForceAt: now,
        decidedAt: null,
        acceptedBy: 'start',
        judgedBy: '',
        together: [],
      };
      await insertVersion(tx, version);
    }
  });
}

/** The flow a call began with; null when no version of that hash was ever kept. */
export async function flowByHash(store: Store, name: string, hash: string): Promise<Flow | null> {
  const version = await versionByHash(store.read, 'flow', name, hash);
  return version ? readKeptFlow(name, version.text) : null;
}
