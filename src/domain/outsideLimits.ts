/** Limits of what is seen from outside: the doctor's, the numbers', the signatures', the lifeboat's. Units end the names. */
export const outsideLimits = {
  /** How long the doctor waits for one answer, and how much of it it reads. */
  reachSeconds: 10,
  reachCharacters: 1_000_000,
  /** How long /readyz keeps the accounts' answer, and its proof that something can be written: asked more often, it tells that. */
  pingKeptSeconds: 15,
  proofKeptSeconds: 5,
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
  /**
   * Refused requests: within so long so many are logged, so many that name our account are tried against so many other
   * addresses, and so often the carrier is asked whether it knows the call. A stranger can use them up, never exceed them.
   */
  refusalSeconds: 60,
  refusalLines: 10,
  variantsTried: 30,
  signatureVariants: 100,
  tokenQuestions: 1,
  /** Fields of a form that is tried at all: more than the carrier sends, and few enough to be signed a hundred times. */
  refusalFields: 100,
  /** A call or text of which the carrier speaks is so old at the most. */
  newCallSeconds: 3_600,
  /** How long /readyz stays red after the carrier was refused, and how often the same alarm is logged. */
  signatureRedSeconds: 3_600,
  sameRefusalSeconds: 600,
  /** How often the lifeboat is looked at, once there is one; how old it may be; and how long after that, or after a hand-over,
   * whoever writes it has time; how often a lead is told. */
  lifeboatLookSeconds: 600,
  lifeboatHours: 24,
  lifeboatGraceSeconds: 3_600,
  lifeboatTextHours: 23,
} as const;
