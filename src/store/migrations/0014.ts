/** The case that somebody who called us, and has several, speaks of on that line. */
export function caseInHand(): string[] {
  return ['ALTER TABLE legs ADD COLUMN in_hand TEXT'];
}
