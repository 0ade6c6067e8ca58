import type { Knex } from 'knex';
import type { Instant } from '../../domain/conversation.ts';
import type { Version, VersionKind } from '../../domain/records.ts';
import { type Read, sqlOf, type Tx } from '../handle.ts';
import { putBackReason, versions } from '../rows/outside.ts';
import { insertRow, lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';
import { nextNumber } from './numbers.ts';

const held: readonly Version['state'][] = ['quarantined', 'unreadable'];

export function isHeld({ state }: Version): boolean {
  return held.includes(state);
}

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
 * Keeps a version that is held back, and those that come with it; held ones of the same names that came before are over.
 * What is in force does not change, so other processes have nothing to take over.
 * @returns false when this very text is held already, for the same, or was the last of its name and rejected
 */
export async function holdVersion(tx: Tx, version: Version, companions: readonly Version[] = []): Promise<boolean> {
  // As above: two processes cannot both hold the same text.
  await nextNumber(tx, 'revision');
  const last = await lastVersion(tx, version);
  const isSame = last?.hash === version.hash;
  if (isSame && last.state === 'rejected') return false;
  if (isSame && isHeld(last) && last.judgedBy === version.judgedBy) return false;
  for (const one of [version, ...companions]) {
    await endHeld(tx, one);
    await insertRow(tx, versions, { ...one, revision: await nextNumber(tx, 'revision') });
  }
  return true;
}

/** Was this text the last that was seen under its name, and rejected? Then only another text is judged anew. */
export async function isRejected(tx: Tx, version: Pick<Version, 'kind' | 'name' | 'hash' | 'text'>): Promise<boolean> {
  const last = await lastVersion(tx, version);
  return last?.hash === version.hash && last.state === 'rejected';
}

/** What was last seen of a name. A file that was away, and what was put back, are no decision on a text. */
function lastVersion(
  read: Read,
  { kind, name, text }: Pick<Version, 'kind' | 'name' | 'text'>,
): Promise<Version | null> {
  const query = rowsOf(read, versions, { kind, name }).whereNot({ judgedBy: putBackReason });
  return readOne(versions, newestFirst(text === '' ? query : query.whereNot({ text: '' })));
}

/** What was held under a name is over, and what was to come with it, or it with. */
async function endHeld(tx: Tx, { kind, name }: Version): Promise<void> {
  const before = await heldVersions(tx);
  const own = before.filter((one) => one.kind === kind && one.name === name);
  const ended = own.flatMap(({ id, together }) => [id, ...together]);
  const above = before.filter(({ together }) => together.some((id) => ended.includes(id)));
  const ids = [...ended, ...above.flatMap(({ id, together }) => [id, ...together])];
  await sqlOf(tx)(versions.name)
    .whereIn('state', [...held])
    .whereIn('id', ids)
    .update({ state: 'superseded' });
}

/** Every version that is held back. */
export function heldVersions(read: Read): Promise<Version[]> {
  return readAll(
    versions,
    rowsOf(read, versions)
      .whereIn('state', [...held])
      .orderBy('seenAt'),
  );
}

/** Of every name the version that was last seen, where that is not in force: held back, or rejected. */
export async function notInForce(read: Read): Promise<Version[]> {
  const last = sqlOf(read)(versions.name).max('revision').groupBy('kind', 'name');
  const query = rowsOf(read, versions)
    .whereIn('state', [...held, 'rejected'])
    .whereIn('revision', last);
  return readAll(versions, query.orderBy('seenAt'));
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
  return readOne(versions, newestFirst(query));
}

export function inForce(read: Read, kind: VersionKind, name: string): Promise<Version | null> {
  return readOne(versions, rowsOf(read, versions, { kind, name, state: 'inForce' }).orderBy('revision', 'desc'));
}

/** The newest version in force of every source, the one that came into force last first. */
export async function versionsInForce(read: Read): Promise<Version[]> {
  const newest = sqlOf(read)(versions.name).max('revision').where({ state: 'inForce' }).groupBy('kind', 'name');
  const query = rowsOf(read, versions, { state: 'inForce' }).whereIn('revision', newest);
  return readAll(versions, query.orderBy('revision', 'desc'));
}

/** What was in force before the newest version of a name; null when that is the first. */
export function versionBefore(read: Read, { kind, name }: Pick<Version, 'kind' | 'name'>): Promise<Version | null> {
  const query = rowsOf(read, versions, { kind, name, state: 'inForce' });
  return readOne(versions, query.orderBy('revision', 'desc').offset(1));
}

/**
 * A version that was in force does not fit the others: it is held back as if it had never come into force.
 * @returns false when another has come into force under its name meanwhile
 */
export async function putBack(tx: Tx, version: Version, why: string): Promise<boolean> {
  const revision = await nextNumber(tx, 'revision');
  if ((await inForce(tx, version.kind, version.name))?.id !== version.id) return false;
  await updateRow(tx, versions, { id: version.id }, { state: 'unreadable', why, revision, judgedBy: putBackReason });
  return true;
}

/** What was last seen, approved or put in force comes first. */
function newestFirst(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.orderBy('revision', 'desc');
}
