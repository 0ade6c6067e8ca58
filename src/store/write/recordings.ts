import type { Instant } from '../../domain/conversation.ts';
import type { Recording } from '../../domain/records.ts';
import type { Read, Tx } from '../handle.ts';
import { recordings } from '../rows/outside.ts';
import { insertFirst, lockRow, readAll, readOne, rowsOf, updateRow } from '../table.ts';

/** @returns false when the recording is known already; that row stays as it is */
export function insertRecording(tx: Tx, recording: Recording): Promise<boolean> {
  return insertFirst(tx, recordings, recording, ['sid']);
}

export function lockRecording(tx: Tx, sid: string): Promise<Recording | null> {
  return lockRow(tx, recordings, { sid });
}

/** Not locked. */
export function recordingBySid(read: Read, sid: string): Promise<Recording | null> {
  return readOne(recordings, rowsOf(read, recordings, { sid }));
}

export function updateRecording(tx: Tx, sid: string, patch: Partial<Recording>): Promise<void> {
  return updateRow(tx, recordings, { sid }, patch);
}

/** Takes the sound of a known recording into our keeping: it is `kept` and no longer due. */
export function saveSound(tx: Tx, sid: string, sound: Buffer, contentType: string): Promise<void> {
  return updateRow(tx, recordings, { sid }, { sound, contentType, state: 'kept', dueAt: null, error: null });
}

/** Recordings to fetch by `now`, the longest due first. Not locked: lock each and look again. */
export function dueRecordings(read: Read, now: Instant, limit: number): Promise<Recording[]> {
  const query = rowsOf(read, recordings, { state: 'wanted' }).where('dueAt', '<=', now);
  return readAll(recordings, query.orderBy(['dueAt', 'sid']).limit(limit));
}

/** Oldest first. Not locked. */
export function recordingsOfCase(read: Read, number: string): Promise<Recording[]> {
  return readAll(recordings, rowsOf(read, recordings, { caseNumber: number }).orderBy(['createdAt', 'sid']));
}
