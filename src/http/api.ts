/** The admin API: bearer token, schemas, one mapping of errors. */
import { createHash, timingSafeEqual } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Context } from '../actions/context.ts';
import { boundText, errorText } from '../domain/errorText.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier } from '../domain/ports.ts';
import { CursorError } from '../store/read/cursor.ts';
import { streamChanges } from './changes.ts';
import { nowRoutes } from './nowRoutes.ts';
import { openApi } from './openApi.ts';
import { Problem, problemBody } from './problem.ts';
import type { Alarm } from './recentAlarms.ts';
import { routes } from './routes.ts';
import { sendSound } from './sendSound.ts';
import { telephones } from './telephones.ts';

export interface ApiOptions {
  context: Context;
  adminToken: string;
  carrier: Carrier['name'];
  /** Of the local exchange, or null. */
  exchangeUrl: string | null;
  /** Of this process, newest first. */
  alarms: readonly Alarm[];
}

export function api({ context, adminToken, ...about }: ApiOptions): Router {
  const router = express.Router();
  router.get('/openapi.json', (_request, response) => void response.json(openApi()));
  router.use((request, _response, next) => {
    const given = /^Bearer (.+)$/.exec(request.header('authorization') ?? '')?.[1] ?? '';
    if (!sameSecret(given, adminToken))
      throw new Problem(
        401,
        'Send the admin token as "Authorization: Bearer …"; it is in the file admin-token of the data folder.',
      );
    next();
  });
  router.use(express.json({ limit: limits.requestBytes }));
  router.get('/changes', (request, response) => streamChanges(context, request, response));
  router.use('/telephones', telephones(about.exchangeUrl, context));
  for (const route of [...routes, ...nowRoutes(about)]) {
    router[route.method](route.path, async (request, response) => {
      const id = String(request.params.sid ?? request.params.number ?? request.params.id ?? '');
      const given = { query: request.query, body: request.body ?? {}, id };
      if (route.answer === 'sound') sendSound(response, await route.handle(context, given), context.log);
      else response.json(await route.handle(context, given));
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

/** Compares hashes, so that the time taken says nothing about the secret. An empty secret is nobody's. */
function sameSecret(given: string, secret: string): boolean {
  if (secret === '') return false;
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
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
