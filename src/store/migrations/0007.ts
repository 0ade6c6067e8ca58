/** The promise's clock: when it moves next, how far it has come, and when whoever has to keep it said that they are on it. */
export function promiseClock(): string[] {
  return [
    "ALTER TABLE promises ADD COLUMN stage TEXT NOT NULL DEFAULT 'given'",
    'ALTER TABLE promises ADD COLUMN next_at BIGINT',
    'ALTER TABLE promises ADD COLUMN confirmed_at BIGINT',
    // Those that still run; what was due before the last turn was never watched, and nobody is woken for it now.
    `UPDATE promises SET next_at = due_at - 1200000
      WHERE state = 'open' AND due_at > (SELECT COALESCE(MAX(at), 0) FROM turns)`,
    "CREATE INDEX promises_next ON promises (next_at) WHERE state = 'open'",
  ];
}
