/** Words that the carrier itself answers and obeys (Twilio: default opt-out words). */
export const optOut = /^(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)$/i;

/** And those that take it back. */
export const optIn = /^(start|unstop|yes)$/i;
