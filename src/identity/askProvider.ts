import type { AskProvider } from '../domain/identity.ts';
import type { Clock } from '../domain/ports.ts';
import { signInLimits } from '../domain/signInLimits.ts';

/** Over https, with a limit on time. */
export function askProvider(clock: Clock): AskProvider {
  return async ({ method, url, headers, body }) => {
    const late = new AbortController();
    const timer = clock.after(signInLimits.providerSeconds * 1000, () => late.abort());
    try {
      const options = { method, headers, signal: late.signal, redirect: 'error' as const };
      const response = await fetch(url, body === undefined ? options : { ...options, body });
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
    } finally {
      timer.cancel();
    }
  };
}
