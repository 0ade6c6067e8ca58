/** Limits of what is kept, copied and given up: as in `limits.ts`. */
export const keepingLimits = {
  /** Rows with a sound that are in memory at once while a backup is made. */
  soundsPerBatch: 1,
  /** Bytes of rows that a restore inserts in one statement, before one more row. */
  bytesPerInsert: 1_000_000,
  /** Bytes of one line of a backup: the largest recording as text, and room. */
  backupLineBytes: 60_000_000,
  /** How often it is looked for words that were kept long enough, and how many rows lose theirs in one transaction. */
  sweepSeconds: 21_600,
  forgottenAtOnce: 50,
  /** Removals at the carrier at the same time, and how long one is ours. */
  removalsAtOnce: 2,
  removalClaimSeconds: 60,
  /** From a removal that failed to the next try, doubled each time up to the second figure; and after how many tries somebody is told. */
  removalRetrySeconds: 60,
  removalRestSeconds: 86_400,
  removalTries: 10,
  /** Case numbers that a restore leaves out: so many may have been spoken since the backup was made. */
  caseNumbersLeftOut: 1_000,
} as const;
