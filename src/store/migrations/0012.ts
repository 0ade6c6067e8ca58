/** Callers are known again by the number of their case, and may say that it is solved. */
export function knownCallers(): string[] {
  return [
    'ALTER TABLE cases ADD COLUMN closed_by TEXT',
    'CREATE INDEX cases_call_back ON cases (call_back_number)',
    'CREATE INDEX cases_leg ON cases (leg_id)',
    "CREATE INDEX legs_number ON legs (number) WHERE kind = 'caller'",
    'CREATE INDEX outbox_to ON outbox (to_number, created_at)',
  ];
}
