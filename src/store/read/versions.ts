import type { Version } from '../../domain/records.ts';
import { type Read, sqlOf } from '../handle.ts';
import { versions } from '../rows/outside.ts';
import { readAll, readOne, rowsOf } from '../table.ts';
import { heldVersions } from '../write/versions.ts';
import { type List, type ListOptions, listRows } from './cursor.ts';

/** Every version there has been. @throws CursorError */
export function listVersions(read: Read, options: ListOptions = {}): Promise<List<Version>> {
  return listRows(read, versions, {}, ['seenAt', 'id'], options);
}

/** How many changed files wait for a decision, or for a correction; what is decided with another one is not counted. */
export async function countHeld(read: Read): Promise<number> {
  return (await waitingVersions(read)).length;
}

/** A version, with those that are decided together with it, and what was in force under its name before it. */
export interface WholeVersion {
  version: Version;
  comesWith: Version[];
  against: Version | null;
}

export async function oneVersion(read: Read, id: string): Promise<WholeVersion | null> {
  const version = await readOne(versions, rowsOf(read, versions, { id }));
  if (version === null) return null;
  const { kind, name } = version;
  // A version that is approved gets a revision anew, so what it replaced is below it at all times.
  const own = sqlOf(read)(versions.name).select('revision').where({ id });
  const before = rowsOf(read, versions, { kind, name, state: 'inForce' }).where('revision', '<', own);
  const [against, comesWith] = await Promise.all([
    readOne(versions, before.orderBy('revision', 'desc')),
    readAll(versions, rowsOf(read, versions).whereIn('id', version.together).orderBy('name')),
  ]);
  return { version, comesWith, against };
}

/** The versions that are held back, oldest first, each with those that are decided together with it. */
export async function waitingVersions(read: Read): Promise<Omit<WholeVersion, 'against'>[]> {
  const held = await heldVersions(read);
  const beside = new Set(held.flatMap(({ together }) => together));
  return held
    .filter(({ id }) => !beside.has(id))
    .map((version) => ({ version, comesWith: held.filter(({ id }) => version.together.includes(id)) }));
}

/** The last versions that a human has decided, newest first. */
export function decidedVersions(read: Read, most: number): Promise<Version[]> {
  const query = rowsOf(read, versions).whereNotNull('decidedAt').orderBy('decidedAt', 'desc').orderBy('id', 'desc');
  return readAll(versions, query.limit(most));
}
