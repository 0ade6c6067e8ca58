/** The limits of sign-in, sessions and audit; those of everything else are in limits.ts. */
export const signInLimits = {
  /** How long the one-time link works, and how many wait to be opened at a time. */
  linkMinutes: 15,
  linksWaiting: 10,
  /** A session ends after so long without a request, and after so long in any case: a role that was taken away is gone by then. */
  sessionIdleHours: 12,
  sessionHours: 24,
  /** The demo's clock runs a day forward in a minute: nobody who looks at it is to be signed out by that. */
  demoSessionHours: 8_760,
  /** When a session was last seen is written at most so often. */
  sessionSeenSeconds: 60,
  /**
   * Sign-ins of one address that may fail in the window; then none of it is looked at until the window is over. No secret
   * of 256 bits is found by trying: this keeps the log and the audit short.
   */
  failedSignIns: 60,
  failedWindowSeconds: 600,
  /** What one session may read of the API in the window, and one address with no session and no token may ask. */
  apiWindowSeconds: 60,
  apiReads: 3_000,
  apiRequestsInVain: 300,
  /** Addresses and sessions that are counted at a time; of more, those that were counted first are forgotten. */
  addressesCounted: 5_000,
  /** Refusals that the audit keeps of one hour for each way in, and for each person with a session; and for how many days. */
  refusedPerHour: 40,
  refusedOfSessionPerHour: 200,
  refusedDays: 90,
  /** For how long parts of a recording belong to the hearing that began, and how many hearings are remembered. */
  hearingMinutes: 60,
  hearingsRemembered: 1_000,
  /** Characters of what a request says that the audit keeps. */
  auditCharacters: 200,
  /** From the beginning of a sign-in with Entra to its end; how long Entra may take to answer, and how far its clock may be from ours. */
  pendingMinutes: 10,
  providerSeconds: 10,
  clockSkewSeconds: 300,
  /** Characters of the address that somebody wanted, and of the cookie that keeps it and the sign-in from its beginning to its end. */
  wantedCharacters: 300,
  pendingCharacters: 1_200,
  /** Characters of a cookie's value and of a secret in an address that are looked at. */
  secretCharacters: 200,
} as const;
