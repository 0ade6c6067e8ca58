/** Limits of what is seen from outside: the doctor's, the numbers', the signatures', the lifeboat's. Units end the names. */
export const outsideLimits = {
  /** How long the doctor waits for one answer, and how much of it it reads. */
  reachSeconds: 10,
  reachCharacters: 1_000_000,
  /** How long a nonce of the doctor is answered, and how many of them are kept. */
  nonceSeconds: 60,
  nonces: 20,
  /** Where several processes answer at one address: how often this one is looked for among them. */
  nonceTries: 8,
  /** How far our clock may be from the carrier's: signatures, codes and logs suffer beyond. */
  clockSeconds: 30,
  /** An account with less money than this, in its own currency, is low: a night of rings and texts costs some of it. */
  lowBalance: 10,
  /** A disk with less than this is full soon. */
  freeMegabytes: 500,
  /** Letters in which a name may differ from that of a setting and be taken for a slip of the pen; shorter names are left alone. */
  slipLetters: 2,
  slipNameLetters: 6,
} as const;
