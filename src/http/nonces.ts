/**
 * Proof that an address leads to this very process: the doctor asks for a nonce here, and for its answer there. Nobody
 * who has not asked with the token can know either.
 */
import express, { type Router } from 'express';
import type { Context } from '../actions/context.ts';
import { nonceAnswer } from '../domain/outsideApi.ts';
import { outsideLimits } from '../domain/outsideLimits.ts';
import { type Route, route } from './route.ts';

const place = '/.well-known/nightdesk';

interface Nonce {
  answer: string;
  until: number;
}

/** In memory: another process, and this one after a restart, must not know them. */
const kept = new WeakMap<Context, Map<string, Nonce>>();

export const nonceRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/nonces',
    role: 'admin',
    onlyAsks: true,
    about: 'An address below PUBLIC_URL that this process alone answers, to prove that PUBLIC_URL leads here.',
    query: null,
    body: null,
    answer: nonceAnswer,
    // The context of the door, whatever watches what a route does.
    handle: async (_watched, { door: { context, publicUrl } }) => {
      const [nonce, answer] = [context.ids.next('nonce'), context.ids.next('answer')];
      const known = kept.get(context) ?? new Map<string, Nonce>();
      kept.set(context, known);
      const [oldest] = known.keys();
      if (known.size >= outsideLimits.nonces && oldest !== undefined) known.delete(oldest);
      known.set(nonce, { answer, until: context.clock.now() + outsideLimits.nonceSeconds * 1000 });
      const numbers = context.lines.map(({ number }) => number);
      return { path: `${place}/${nonce}`, answer, publicUrl, numbers };
    },
  }),
];

export function nonces(context: Context): Router {
  const router = express.Router();
  router.get(`${place}/:nonce`, (request, response, next) => {
    const nonce = kept.get(context)?.get(request.params.nonce);
    if (!nonce || nonce.until < context.clock.now()) return next();
    response.set('cache-control', 'no-store').type('text/plain').send(nonce.answer);
  });
  return router;
}
