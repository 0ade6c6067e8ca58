/**
 * What was said goes after some days. Calls whose words are gone are marked; lines that quote somebody can be found by
 * their age; and what is to be removed at the carrier is written down before it is.
 */
export function forgottenWords(): string[] {
  return [
    'ALTER TABLE legs ADD COLUMN forgotten_at BIGINT',
    'CREATE INDEX legs_remembered ON legs (started_at, id) WHERE forgotten_at IS NULL',
    'ALTER TABLE case_events ADD COLUMN quotes INTEGER NOT NULL DEFAULT 0',
    `UPDATE case_events SET quotes = 1 WHERE text LIKE '% wrote: "%'`,
    'CREATE INDEX case_events_quotes ON case_events (at, id) WHERE quotes = 1',
    'CREATE INDEX outbox_words ON outbox (created_at, id) WHERE body IS NOT NULL',
    'CREATE INDEX carrier_events_received ON carrier_events (received_at, id) WHERE applied_at IS NOT NULL',
    `CREATE TABLE removals (
      sid TEXT PRIMARY KEY, kind TEXT NOT NULL, account TEXT, due_at BIGINT NOT NULL, tries INTEGER NOT NULL, error TEXT,
      noted_at BIGINT NOT NULL)`,
    'CREATE INDEX removals_due ON removals (due_at)',
  ];
}
