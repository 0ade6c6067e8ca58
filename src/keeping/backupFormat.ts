/** The format of a backup's file; one more whenever what an older program would make of it is wrong. */
export const backupFormat = 1;
