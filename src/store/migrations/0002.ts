/**
 * What settling needs: over which line an attempt went, when the carrier is asked about it, every sid it was given, and
 * how each account is doing. An attempt from before has no sid of its own row yet, so what it has is copied.
 */
export function settling(): string[] {
  return [
    'ALTER TABLE legs ADD COLUMN account TEXT',
    'ALTER TABLE recordings ADD COLUMN account TEXT',
    'ALTER TABLE outbox ADD COLUMN wanted_at BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE outbox ADD COLUMN claimed_at BIGINT',
    'ALTER TABLE outbox ADD COLUMN account TEXT',
    'ALTER TABLE outbox ADD COLUMN from_number TEXT',
    "ALTER TABLE outbox ADD COLUMN refused_from TEXT NOT NULL DEFAULT '[]'",
    'ALTER TABLE outbox ADD COLUMN check_at BIGINT',
    'ALTER TABLE outbox ADD COLUMN looks INTEGER NOT NULL DEFAULT 0',
    'UPDATE outbox SET wanted_at = created_at, claimed_at = created_at',
    "UPDATE outbox SET check_at = created_at WHERE state = 'unknown'",
    'CREATE INDEX outbox_check ON outbox (check_at) WHERE check_at IS NOT NULL',
    "CREATE INDEX outbox_unsettled ON outbox (to_number) WHERE state IN ('sending', 'unknown')",
    `CREATE TABLE attempt_sids (
      sid TEXT PRIMARY KEY, outbox_id TEXT NOT NULL, noted_at BIGINT NOT NULL, replaced INTEGER NOT NULL)`,
    'CREATE INDEX attempt_sids_outbox ON attempt_sids (outbox_id)',
    `INSERT INTO attempt_sids (sid, outbox_id, noted_at, replaced)
      SELECT sid, min(id), min(created_at), 0 FROM outbox WHERE sid IS NOT NULL AND kind <> 'cancel' GROUP BY sid`,
    `CREATE TABLE accounts (
      account TEXT PRIMARY KEY, next_call_at BIGINT NOT NULL, next_text_at BIGINT NOT NULL, timeouts INTEGER NOT NULL,
      out_until BIGINT)`,
  ];
}
