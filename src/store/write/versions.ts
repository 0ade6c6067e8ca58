import type { Instant } from '../../domain/conversation.ts';
import type { Version, VersionKind } from '../../domain/records.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { versions } from '../rows/outside.ts';
import { insertRow, lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';
import { nextNumber, waitForCounter } from './numbers.ts';

/**
 * Puts a checked version in force, as a row of its own also when the same text was in force before. Held ones of the
 * same name are over.
 * @returns true when what is in force has changed; the hash that is in force already does nothing
 */
export async function insertVersion(tx: Tx, version: Version): Promise<boolean> {
  // Taken first: whoever changes what is in force waits for it, so two processes cannot both find the old version.
  const revision = await nextNumber(tx, 'revision');
  const current = await inForce(tx, version.kind, version.name);
  if (current?.hash === version.hash) return false;
  await endHeld(tx, version);
  await insertRow(tx, versions, { ...version, revision });
  return true;
}

/**
 * Keeps a version that is held back. It does not change what is in force, so it has no revision; held ones of the same
 * name that came before are over.
 * @returns false when this very text is held for this very reason, or was rejected, already
 */
export async function holdVersion(tx: Tx, version: Version): Promise<boolean> {
  // As above: two processes cannot both hold the same text.
  await waitForCounter(tx, 'revision');
  const known = await versionByHash(tx, version.kind, version.name, version.hash);
  if (known?.state === 'rejected' || (known?.state === 'quarantined' && known.why === version.why)) return false;
  await endHeld(tx, version);
  await insertRow(tx, versions, { ...version, revision: 0 });
  return true;
}

async function endHeld(tx: Tx, { kind, name }: Version): Promise<void> {
  await sqlOf(tx)(versions.name).where({ kind, name, state: 'quarantined' }).update({ state: 'superseded' });
}

/** Every version that is held back. */
export function heldVersions(read: Read): Promise<Version[]> {
  return readAll(versions, rowsOf(read, versions, { state: 'quarantined' }).orderBy('seenAt'));
}

export function lockVersion(tx: Tx, id: string): Promise<Version | null> {
  return lockRow(tx, versions, { id });
}

/** A held version that comes into force, or never will. */
export async function decideVersion(tx: Tx, id: string, patch: Partial<Version>): Promise<void> {
  const revision = patch.state === 'inForce' ? { revision: await nextNumber(tx, 'revision') } : {};
  await updateRow(tx, versions, { id }, { ...patch, ...revision });
}

/**
 * What has been in force of these kinds since then, and the one of each name that was so just before; in the order in
 * which they came into force.
 */
export async function versionsSince(read: Read, kinds: readonly VersionKind[], since: Instant): Promise<Version[]> {
  const before = sqlOf(read)(versions.name)
    .max('revision')
    .where({ state: 'inForce' })
    .whereIn('kind', [...kinds])
    .where('inForceAt', '<=', since)
    .groupBy('kind', 'name');
  const query = rowsOf(read, versions, { state: 'inForce' })
    .whereIn('kind', [...kinds])
    .where((either) => either.where('inForceAt', '>', since).orWhereIn('revision', before));
  return readAll(versions, query.orderBy('revision'));
}

/** The newest version of this text, however old: a call keeps its flow's hash. */
export function versionByHash(read: Read, kind: VersionKind, name: string, hash: string): Promise<Version | null> {
  const query = rowsOf(read, versions, { kind, name, hash });
  return readOne(
    versions,
    query.orderBy([
      { column: 'seenAt', order: 'desc' },
      { column: 'revision', order: 'desc' },
    ]),
  );
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
