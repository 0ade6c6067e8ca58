/**
 * The day desk: whether a call came from it, which ring of it a caller waits for, and whether it took them. Notices, and
 * which one a caller has heard.
 */
export function deskAndNotices(): string[] {
  return [
    'ALTER TABLE legs ADD COLUMN from_desk INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE legs ADD COLUMN desk_ring TEXT',
    'ALTER TABLE legs ADD COLUMN handed_to TEXT',
    'ALTER TABLE legs ADD COLUMN told_of TEXT',
    'CREATE INDEX legs_at_desk ON legs (number) WHERE desk_ring IS NOT NULL AND ended_at IS NULL',
    `CREATE TABLE notices (
      id TEXT PRIMARY KEY, text TEXT NOT NULL, from_at BIGINT NOT NULL, until_at BIGINT NOT NULL, set_by TEXT NOT NULL,
      set_at BIGINT NOT NULL, ended_at BIGINT, ended_by TEXT)`,
    'CREATE INDEX notices_open ON notices (until_at) WHERE ended_at IS NULL',
    'CREATE INDEX notices_newest ON notices (set_at, id)',
  ];
}
