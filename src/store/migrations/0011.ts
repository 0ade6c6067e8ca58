/** The day desk: whether a call came from it, which ring of it a caller waits for, and whether it took them. */
export function dayDesk(): string[] {
  return [
    'ALTER TABLE legs ADD COLUMN from_desk INTEGER NOT NULL DEFAULT 0',
    'ALTER TABLE legs ADD COLUMN desk_ring TEXT',
    'ALTER TABLE legs ADD COLUMN handed_to TEXT',
    'CREATE INDEX legs_at_desk ON legs (number) WHERE desk_ring IS NOT NULL AND ended_at IS NULL',
  ];
}
