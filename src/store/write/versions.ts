import type { Instant } from '../../domain/conversation.ts';
import type { Version, VersionKind } from '../../domain/records.ts';
import { toColumns } from '../columns.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { versions } from '../rows/outside.ts';
import { lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';
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
    .merge(['state', 'inForceAt', 'decidedAt', 'acceptedBy', 'revision']);
  return true;
}

/**
 * Keeps a version that is held back. It does not change what is in force, so the revision that others look at is the
 * one that is there; held ones of the same name that came before are over.
 * @returns false when this very text is held, or was rejected, already
 */
export async function holdVersion(tx: Tx, version: Version): Promise<boolean> {
  const known = await versionByHash(tx, version.kind, version.name, version.hash);
  if (known && known.state !== 'inForce' && known.state !== 'superseded') return false;
  const sql = sqlOf(tx);
  const { kind, name } = version;
  await sql(versions.name).where({ kind, name, state: 'quarantined' }).update({ state: 'superseded' });
  await sql(versions.name)
    .insert(toColumns({ ...version, revision: 0 }))
    .onConflict(['kind', 'name', 'hash'])
    .merge(['state', 'why', 'changes', 'seenAt']);
  return true;
}

export function lockVersion(tx: Tx, id: string): Promise<Version | null> {
  return lockRow(tx, versions, { id });
}

/** A held version that comes into force, or never will. */
export async function decideVersion(tx: Tx, id: string, patch: Partial<Version>): Promise<void> {
  const revision = patch.state === 'inForce' ? { revision: await nextNumber(tx, 'revision') } : {};
  await updateRow(tx, versions, { id }, { ...patch, ...revision });
}

/** The versions of a name that have been in force since then, the one before included; oldest first. */
export async function versionsSince(read: Read, kind: VersionKind, name: string, since: Instant): Promise<Version[]> {
  const all = await readAll(versions, rowsOf(read, versions, { kind, name, state: 'inForce' }).orderBy('inForceAt'));
  const before = all.filter((one) => one.inForceAt <= since).slice(-1);
  return [...before, ...all.filter((one) => one.inForceAt > since)];
}

/** A version that is or was in force, however old: a call keeps its flow's hash. */
export function versionByHash(read: Read, kind: VersionKind, name: string, hash: string): Promise<Version | null> {
  return readOne(versions, rowsOf(read, versions, { kind, name, hash }));
}

export function inForce(read: Read, kind: VersionKind, name: string): Promise<Version | null> {
  return readOne(versions, rowsOf(read, versions, { kind, name, state: 'inForce' }).orderBy('revision', 'desc'));
}

/** The newest version in force of every source. */
export async function versionsInForce(read: Read): Promise<Version[]> {
  const all = await readAll(versions, rowsOf(read, versions, { state: 'inForce' }).orderBy('revision', 'desc'));
  const newest = new Map<string, Version>();
  for (const one of all) if (!newest.has(`${one.kind} ${one.name}`)) newest.set(`${one.kind} ${one.name}`, one);
  return [...newest.values()];
}
