import type { Version, VersionKind } from '../../domain/records.ts';
import { toColumns } from '../columns.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { versions } from '../rows/outside.ts';
import { readOne, rowsOf } from '../table.ts';
import { nextNumber } from './numbers.ts';

/**
 * Puts a checked version in force. The hash that is in force already does nothing; one that was in force before comes
 * back under the id it had.
 * @returns true when what is in force has changed
 */
export async function insertVersion(tx: Tx, version: Version): Promise<boolean> {
  // Taken first: whoever changes what is in force waits for it, so two processes cannot both find the old version.
  const revision = await nextNumber(tx, 'revision');
  const current = await inForce(tx, version.kind, version.name);
  if (current?.hash === version.hash) return false;
  await sqlOf(tx)(versions.name)
    .insert(toColumns({ ...version, revision }))
    .onConflict(['kind', 'name', 'hash'])
    .merge(['inForceAt', 'acceptedBy', 'revision']);
  return true;
}

/** A version that is or was in force, however old: a call keeps its flow's hash. */
export function versionByHash(read: Read, kind: VersionKind, name: string, hash: string): Promise<Version | null> {
  return readOne(versions, rowsOf(read, versions, { kind, name, hash }));
}

export function inForce(read: Read, kind: VersionKind, name: string): Promise<Version | null> {
  return readOne(versions, rowsOf(read, versions, { kind, name }).orderBy('revision', 'desc'));
}
