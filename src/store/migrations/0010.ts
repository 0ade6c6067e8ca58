/** Leadership is asked which team a case is for: pages that wait for it, and what was decided by whom. */
export function askedLeadership(): string[] {
  return [
    'ALTER TABLE pages ADD COLUMN held_until BIGINT',
    'ALTER TABLE cases ADD COLUMN choice TEXT',
    'ALTER TABLE cases ADD COLUMN choice_by TEXT',
  ];
}
