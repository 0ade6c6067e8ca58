/** What the lifeboat was last written for; nobody has one until it has been written once. */
export function lifeboat(): string[] {
  return [
    `CREATE TABLE lifeboats (
      name TEXT PRIMARY KEY, written_at BIGINT NOT NULL, crew TEXT NOT NULL, answer_hash TEXT NOT NULL,
      wrong_since BIGINT, told_at BIGINT, next_at BIGINT NOT NULL)`,
  ];
}
