/** How much one try of a flow may take. */
export const flowLimits = {
  /** Turns of one try: the longest call of a person has fewer. */
  triedTurns: 60,
  /** Characters of what is said, and keys that are pressed, in one turn. */
  triedCharacters: 200,
  triedKeys: 20,
  /** Tries that run in one process at a time. */
  triesAtOnce: 2,
  /** Nobody says anything: after so long the carrier ends a recording. */
  quietSeconds: 5,
} as const;
