/**
 * Versions that wait for a lead: what is in force is one state among others. One process at a time reads the files
 * (leases). A text may ask for a decision on a version.
 */
export function heldVersions(): string[] {
  return [
    "ALTER TABLE versions ADD COLUMN state TEXT NOT NULL DEFAULT 'inForce'",
    'ALTER TABLE versions ADD COLUMN why TEXT',
    "ALTER TABLE versions ADD COLUMN changes TEXT NOT NULL DEFAULT '[]'",
    'ALTER TABLE versions ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0',
    'ALTER TABLE versions ADD COLUMN decided_at BIGINT',
    'UPDATE versions SET seen_at = in_force_at',
    'ALTER TABLE outbox ADD COLUMN version_id TEXT',
    'CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until_at BIGINT NOT NULL)',
  ];
}
