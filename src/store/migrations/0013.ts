/** Openings of the desk at which it is told of what still runs: when it is rung next, how often it was, and when it heard. */
export function deskOpenings(): string[] {
  return [
    `CREATE TABLE desk_openings (
      opens_at BIGINT PRIMARY KEY, next_at BIGINT, rings INTEGER NOT NULL, heard_at BIGINT)`,
    'CREATE INDEX desk_openings_next ON desk_openings (next_at) WHERE next_at IS NOT NULL',
  ];
}
