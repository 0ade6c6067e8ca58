import { errorText } from '../domain/errorText.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';
import type { Clock } from '../domain/ports.ts';

/** An answer as it came: redirects are not followed, since the carrier signs the address that it asks first. */
export interface Answer {
  status: number;
  text: string;
  contentType: string;
  location: string | null;
}

/** @returns the answer, or in words why there is none */
export type Reach = (url: string, init?: RequestInit) => Promise<Answer | string>;

export function reachWithin(clock: Clock, seconds: number = outsideLimits.reachSeconds): Reach {
  return async (url, init = {}) => {
    const abort = new AbortController();
    const timer = clock.after(seconds * 1000, () => abort.abort());
    try {
      const response = await fetch(url, { ...init, redirect: 'manual', signal: abort.signal });
      const text = await response.text();
      return {
        status: response.status,
        text: text.slice(0, outsideLimits.reachCharacters),
        contentType: response.headers.get('content-type') ?? '',
        location: response.headers.get('location'),
      };
    } catch (error) {
      return abort.signal.aborted ? `no answer within ${seconds} s` : whyNot(error);
    } finally {
      timer.cancel();
    }
  };
}

/** What Node's codes mean for somebody who has to put it right. */
const meanings: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
  ENOTFOUND: 'the name is not known',
  EAI_AGAIN: 'the name could not be looked up',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that nobody knows',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificates between its own and a known authority are not sent along',
};

function whyNot(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return meanings[code] ?? errorText(cause);
}
