import { signInLimits } from './signInLimits.ts';

/** After how long a session ends: without a request, and at the most. */
export interface SessionHours {
  idle: number;
  most: number;
}

/** In the demo none ends by its age. */
export function sessionHours(isDemo: boolean): SessionHours {
  const { sessionIdleHours: idle, sessionHours: most, demoSessionHours: long } = signInLimits;
  return isDemo ? { idle: long, most: long } : { idle, most };
}
