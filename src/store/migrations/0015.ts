/** Who is signed in, and what was done by whom. */
export function sessionsAndAudit(): string[] {
  return [
    `CREATE TABLE sessions (
      hash TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, person TEXT, how TEXT NOT NULL, csrf TEXT NOT NULL,
      created_at BIGINT NOT NULL, last_seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL)`,
    `CREATE TABLE audit (
      id TEXT PRIMARY KEY, at BIGINT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, role TEXT, person TEXT,
      how TEXT NOT NULL, act TEXT NOT NULL, about TEXT, status INTEGER, detail TEXT)`,
    'CREATE INDEX audit_newest ON audit (at, id)',
    'CREATE INDEX audit_kind ON audit (kind, at)',
  ];
}
