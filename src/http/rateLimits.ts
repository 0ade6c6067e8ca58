/** How often somebody may ask. The carrier's requests never come here. */
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, type Options, rateLimit } from 'express-rate-limit';
import type { Clock } from '../domain/ports.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import { countHits } from './countHits.ts';
import type { Asker } from './door.ts';
import { isOnlyLooking } from './isOnlyLooking.ts';
import { Problem } from './problem.ts';

const addressOf = (request: Request) => ipKeyGenerator(request.ip ?? '');
const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD';

interface Limit {
  seconds: number;
  hits: number;
  /** Told that somebody has asked too often, and in how many seconds they may again. */
  refuse(request: Request, response: Response, seconds: number): void;
  /** What is counted by itself. */
  keyOf(request: Request): string;
  more: Partial<Options>;
}

/** Whoever has failed to sign in too often is not looked at for a while, not even with what is right. */
export function limitSignIns(clock: Clock, refuse: Limit['refuse']): RequestHandler {
  return limit(clock, {
    seconds: signInLimits.failedWindowSeconds,
    hits: signInLimits.failedSignIns,
    refuse,
    keyOf: addressOf,
    // 503: the organisation does not answer, which is nobody's failure.
    more: {
      skip: isOnlyLooking,
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, { statusCode }) => statusCode < 400 || statusCode === 503,
    },
  });
}

/**
 * The API: so many reads of a session, and so many requests in vain of an address. Whoever has the token is not counted,
 * and no change that somebody signed in makes: it may be the acceptance for which a caller waits.
 */
export function limitApi(clock: Clock, askerOf: (request: Request) => Asker | undefined): RequestHandler[] {
  const refuse: Limit['refuse'] = (_request, response, seconds) => {
    response.set('retry-after', String(seconds));
    throw new Problem(429, `Too many requests; go on in ${seconds} s.`);
  };
  const ofSession = limit(clock, {
    seconds: signInLimits.apiWindowSeconds,
    hits: signInLimits.apiReads,
    refuse,
    keyOf: (request) => askerOf(request)?.session?.hash ?? '',
    more: { skip: (request) => !isRead(request) || !askerOf(request)?.session },
  });
  const inVain = limit(clock, {
    seconds: signInLimits.apiWindowSeconds,
    hits: signInLimits.apiRequestsInVain,
    refuse,
    keyOf: addressOf,
    more: { skip: (request) => askerOf(request) !== undefined },
  });
  return [ofSession, inVain];
}

function limit(clock: Clock, { seconds, hits, refuse, keyOf, more }: Limit): RequestHandler {
  const windowMs = seconds * 1000;
  const store = countHits(clock, windowMs, signInLimits.addressesCounted);
  return rateLimit({
    windowMs,
    limit: hits,
    store,
    keyGenerator: keyOf,
    standardHeaders: false,
    legacyHeaders: false,
    // Its complaints about proxies go to the console; TRUST_PROXY is ours to say.
    validate: false,
    handler: (request, response) => refuse(request, response, store.secondsLeft(keyOf(request))),
    ...more,
  });
}
