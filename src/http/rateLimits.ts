/** How often somebody may ask. The carrier's requests never come here. */
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import type { Clock } from '../domain/ports.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import { countHits } from './countHits.ts';
import type { Asker } from './door.ts';
import { Problem } from './problem.ts';

interface Limit {
  seconds: number;
  hits: number;
  /** Told that somebody has asked too often, for how many seconds. */
  refuse(request: Request, response: Response, seconds: number): void;
  more: Partial<Options>;
}

/** Whoever has failed to sign in too often is not looked at for a while, not even with what is right. */
export function limitSignIns(clock: Clock, refuse: Limit['refuse']): RequestHandler {
  return limit(clock, {
    seconds: signInLimits.failedWindowSeconds,
    hits: signInLimits.failedSignIns,
    refuse,
    // 503: a look ahead, which is nobody's attempt.
    more: {
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, { statusCode }) => statusCode < 400 || statusCode === 503,
    },
  });
}

/** The API: so many requests of a session, and so many in vain of an address. Whoever has the token is not counted. */
export function limitApi(clock: Clock, askerOf: (request: Request) => Asker | undefined): RequestHandler[] {
  const refuse: Limit['refuse'] = (_request, response, seconds) => {
    response.set('retry-after', String(seconds));
    throw new Problem(429, `Too many requests; go on in ${seconds} s.`);
  };
  const ofSession = limit(clock, {
    seconds: signInLimits.apiWindowSeconds,
    hits: signInLimits.apiRequests,
    refuse,
    more: {
      skip: (request) => !askerOf(request)?.session,
      keyGenerator: (request) => askerOf(request)?.session?.hash ?? '',
    },
  });
  const inVain = limit(clock, {
    seconds: signInLimits.apiWindowSeconds,
    hits: signInLimits.apiRequestsInVain,
    refuse,
    more: { skip: (request) => askerOf(request) !== undefined },
  });
  return [ofSession, inVain];
}

function limit(clock: Clock, { seconds, hits, refuse, more }: Limit): RequestHandler {
  const windowMs = seconds * 1000;
  return rateLimit({
    windowMs,
    limit: hits,
    store: countHits(clock, windowMs, signInLimits.addressesCounted),
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
    standardHeaders: false,
    legacyHeaders: false,
    // Its complaints about proxies go to the console; TRUST_PROXY is ours to say.
    validate: false,
    handler: (request, response) => refuse(request, response, seconds),
    ...more,
  });
}
