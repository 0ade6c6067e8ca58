/** Required cover: which of its policy's lists a page walks, and the gaps in a team's cover that its lead was told of. */
export function requiredCover(): string[] {
  return [
    'ALTER TABLE pages ADD COLUMN daytime INTEGER NOT NULL DEFAULT 0',
    `CREATE TABLE gaps_told (
      team TEXT NOT NULL, from_at BIGINT NOT NULL, to_at BIGINT NOT NULL, told_at BIGINT NOT NULL,
      PRIMARY KEY (team, from_at, to_at))`,
  ];
}
