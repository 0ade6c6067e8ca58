import { signInLimits } from './signInLimits.ts';

/** After how long a session ends: without a request, and at the most. */
export interface SessionHours {
  idle: number;
  most: number;
}

/** In the demo none ends by its age. */
export function sessionHours(isDemo: boolean): SessionHours {
  if (isDemo) return { idle: signInLimits.demoSessionHours, most: signInLimits.demoSessionHours };
  return { idle: signInLimits.sessionIdleHours, most: signInLimits.sessionHours };
}
