/** Limits of what is kept, copied and given up: as in `limits.ts`. */
export const keepingLimits = {
  /** Rows with a sound that are in memory at once while a backup is made. */
  soundsPerBatch: 1,
  /** Bytes of rows that a restore inserts in one statement, before one more row. */
  bytesPerInsert: 1_000_000,
  /** Bytes of one line of a backup: the largest recording as text, and room. */
  backupLineBytes: 60_000_000,
  /** Case numbers that a restore leaves out: so many may have been spoken since the backup was made. */
  caseNumbersLeftOut: 1_000,
} as const;
