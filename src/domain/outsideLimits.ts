/** Limits of what is seen from outside: the doctor's, the numbers', the signatures', the lifeboat's. Units end the names. */
export const outsideLimits = {
  /** How long the doctor waits for one answer. */
  reachSeconds: 10,
} as const;
