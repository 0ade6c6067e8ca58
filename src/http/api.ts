/** The API: who asks, schemas, one mapping of errors. */
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../actions/context.ts';
import { boundText, errorText } from '../domain/errorText.ts';
import { mayAct, type Role } from '../domain/identity.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier } from '../domain/ports.ts';
import { CursorError } from '../store/read/cursor.ts';
import { streamChanges } from './changes.ts';
import { type Asker, askerOf, type Door, expectOurPage, setCookie } from './door.ts';
import { nowRoutes } from './nowRoutes.ts';
import { openApi } from './openApi.ts';
import { Problem, problemBody } from './problem.ts';
import { limitApi } from './rateLimits.ts';
import type { Alarm } from './recentAlarms.ts';
import { routes } from './routes.ts';
import { sendSound } from './sendSound.ts';
import { telephones } from './telephones.ts';

const readsOnly = ['GET', 'HEAD'];

export interface ApiOptions {
  door: Door;
  carrier: Carrier['name'];
  /** Of the local exchange, or null. */
  exchangeUrl: string | null;
  /** Of this process, newest first. */
  alarms: readonly Alarm[];
}

export function api({ door, ...about }: ApiOptions): Router {
  const { context } = door;
  const router = express.Router();
  const askers = new WeakMap<Request, Asker>();
  /** @throws Problem (403) when whoever asks may not */
  const askerAt = (request: Request, needed: Role): Asker => {
    const asker = askers.get(request);
    if (!asker) throw new Error('A route was reached by somebody who was not asked who they are.');
    if (mayAct(asker.who.role, needed)) return asker;
    throw new Problem(403, `This needs the role "${needed}", and yours is "${asker.who.role}".`);
  };
  const needs =
    (role: Role): RequestHandler =>
    (request, _response, next) => {
      askerAt(request, role);
      next();
    };
  router.get('/openapi.json', (_request, response) => void response.json(openApi()));
  router.use(async (request, response, next) => {
    response.set('cache-control', 'no-store');
    const asker = await askerOf(door, request);
    if (asker) askers.set(request, asker);
    next();
  });
  router.use(limitApi(context.clock, (request) => askers.get(request)));
  router.use((request, _response, next) => {
    const asker = askers.get(request);
    if (!asker)
      throw new Problem(
        401,
        'Sign in at /sign-in, or send the admin token as "Authorization: Bearer …"; it is in the file admin-token of the data folder.',
      );
    if (asker.session && !readsOnly.includes(request.method)) expectOurPage(door, request, asker.session);
    next();
  });
  router.use(express.json({ limit: limits.requestBytes }));
  router.get('/changes', needs('viewer'), (request, response) => streamChanges(context, request, response));
  router.use('/telephones', needs('technician'), telephones(about.exchangeUrl, context));
  for (const route of [...routes, ...nowRoutes(about)]) {
    router[route.method](route.path, async (request, response) => {
      const asker = askerAt(request, route.role);
      const id = String(request.params.sid ?? request.params.number ?? request.params.id ?? '');
      const given = { query: request.query, body: request.body ?? {}, id, asker, door };
      if (route.answer === 'sound') return sendSound(response, await route.handle(context, given), context.log);
      const answer = await route.handle(context, given);
      if (route.method === 'delete' && route.path === '/session') setCookie(door, response, null);
      response.json(answer);
    });
  }
  router.use((request: Request) => {
    throw new Problem(404, `There is no ${request.method} ${request.baseUrl}${request.path}; see /api/openapi.json.`);
  });
  router.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    answerError(context, error, request, response),
  );
  return router;
}

function answerError(context: Context, error: unknown, request: Request, response: Response): void {
  const [status, detail] = read(error);
  const which = { method: request.method, path: boundText(`${request.baseUrl}${request.path}`) };
  if (status === 500) context.log.error('an API request failed', { ...which, error: errorText(error) });
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(status, detail)));
}

function read(error: unknown): [number, string] {
  if (error instanceof Problem) return [error.status, error.message];
  if (error instanceof z.ZodError)
    return [400, error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')];
  if (error instanceof CursorError) return [400, error.message];
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  // Express could not decode a part of the path.
  if (error instanceof URIError) return [400, 'The path cannot be read.'];
  if (status === 413) return [413, `The body is larger than ${limits.requestBytes} bytes.`];
  if (status >= 400 && status < 500) return [400, 'The body is not JSON.'];
  return [500, 'The answer could not be made; the log says why.'];
}
