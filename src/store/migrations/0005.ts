/**
 * A text may come into force more than once, and each time has a row of its own: who was on call at some time is worked
 * out from what was in force then.
 */
export function everyTimeInForce(): string[] {
  const columns =
    'id, kind, name, hash, text, in_force_at, accepted_by, revision, state, why, changes, seen_at, decided_at';
  return [
    `CREATE TABLE versions_of_all_times (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, text TEXT NOT NULL,
      in_force_at BIGINT NOT NULL, accepted_by TEXT NOT NULL, revision BIGINT NOT NULL, state TEXT NOT NULL, why TEXT,
      changes TEXT NOT NULL, seen_at BIGINT NOT NULL, decided_at BIGINT)`,
    `INSERT INTO versions_of_all_times (${columns}) SELECT ${columns} FROM versions`,
    'DROP TABLE versions',
    'ALTER TABLE versions_of_all_times RENAME TO versions',
    'CREATE INDEX versions_in_force ON versions (kind, name, revision)',
    'CREATE INDEX versions_by_hash ON versions (kind, name, hash)',
    'CREATE INDEX versions_newest ON versions (seen_at, id)',
  ];
}
