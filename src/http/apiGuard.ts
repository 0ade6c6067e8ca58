/** Who comes to the API, before any of its routes. */
import type { Request, RequestHandler } from 'express';
import { noteRefused } from '../actions/audited.ts';
import { mayAct, type Role } from '../domain/identity.ts';
import { type Asker, askerOf, type Door, whyNotOurPage } from './door.ts';
import { Problem } from './problem.ts';
import { limitApi } from './rateLimits.ts';

export interface ApiGuard {
  /** Lets through whoever may ask something; everybody else is told so. */
  guard: RequestHandler[];
  /** @throws Problem (403) when whoever asks has a lower role */
  expectRole(request: Request, needed: Role): Asker;
}

const readsOnly = ['GET', 'HEAD'];

export function apiGuard(door: Door): ApiGuard {
  const { context } = door;
  const askers = new WeakMap<Request, Asker>();
  const recognise: RequestHandler = async (request, response, next) => {
    response.set('cache-control', 'no-store');
    const asker = await askerOf(door, request);
    if (asker) askers.set(request, asker);
    next();
  };
  const refuse: RequestHandler = async (request, _response, next) => {
    const asker = askers.get(request);
    const from = `from ${request.ip}`;
    const act = `${request.method} /api`;
    if (!asker) {
      if (request.header('authorization') !== undefined)
        await noteRefused(context, { who: null, how: 'token', act, detail: `a wrong token ${from}` });
      throw new Problem(
        401,
        'Sign in at /sign-in, or send the admin token as "Authorization: Bearer …"; it is in the file admin-token of the data folder.',
      );
    }
    if (asker.session && !readsOnly.includes(request.method)) {
      const why = whyNotOurPage(door, request, asker.session);
      if (why !== null) {
        const { who } = asker;
        await noteRefused(context, { who, how: who.how, act, detail: `a change that no page of ours made, ${from}` });
        throw new Problem(403, why);
      }
    }
    next();
  };
  return {
    guard: [recognise, ...limitApi(context.clock, (request) => askers.get(request)), refuse],
    expectRole(request, needed) {
      const asker = askers.get(request);
      if (!asker) throw new Error('A route was reached by somebody who was not asked who they are.');
      if (mayAct(asker.who.role, needed)) return asker;
      throw new Problem(403, `This needs the role "${needed}", and yours is "${asker.who.role}".`);
    },
  };
}
