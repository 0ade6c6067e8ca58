/** The API: who asks, schemas, one mapping of errors. */
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import { type Audited, audited } from '../actions/audited.ts';
import type { Context } from '../actions/context.ts';
import { isSessionOver } from '../actions/sessions.ts';
import { boundText, errorText } from '../domain/errorText.ts';
import { mayAct, type Role } from '../domain/identity.ts';
import { limits } from '../domain/limits.ts';
import type { Carrier } from '../domain/ports.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import { apiGuard } from './apiGuard.ts';
import { streamChanges } from './changes.ts';
import { type DemoControl, demo } from './demo.ts';
import { type Asker, type Door, setCookie } from './door.ts';
import { nowRoutes } from './nowRoutes.ts';
import { openApi } from './openApi.ts';
import { Problem, problemBody } from './problem.ts';
import { problemOf } from './problemOf.ts';
import type { Alarm } from './recentAlarms.ts';
import { rememberHearings } from './rememberHearings.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { partOf, type Sound, sendSound } from './sendSound.ts';
import { squeezeJson } from './squeezeJson.ts';
import { telephones } from './telephones.ts';
import { withoutNumbers } from './withoutNumbers.ts';

export interface ApiOptions {
  door: Door;
  carrier: Carrier['name'];
  /** Of the local exchange, or null. */
  exchangeUrl: string | null;
  /** The demo's clock; null where time goes as it does. */
  demo: DemoControl | null;
  /** Of this process, newest first. */
  alarms: readonly Alarm[];
}

export function api({ door, ...about }: ApiOptions): Router {
  const { context } = door;
  const router = express.Router();
  const { guard, expectRole } = apiGuard(door);
  const needs =
    (role: Role): RequestHandler =>
    (request, _response, next) => {
      expectRole(request, role);
      next();
    };
  const hearings = rememberHearings(context.clock);
  /** Writes down a hearing, once for all its parts. */
  const heard = async (request: Request, sound: Sound, { who, session }: Asker, answered: Audited['answered']) => {
    const part = partOf(request, sound);
    if (request.method === 'HEAD' || part === 'none') return;
    if (hearings.isNew(`${session?.hash ?? who.how} ${sound.sid}`, part)) await answered(part === 'whole' ? 200 : 206);
  };
  router.get('/openapi.json', (_request, response) => void response.json(openApi()));
  router.use(guard);
  router.get('/*path', squeezeJson);
  router.use(express.json({ limit: limits.requestBytes }));
  router.get('/changes', (request, response) => {
    const { session } = expectRole(request, 'viewer');
    const isOver = async () => session !== null && isSessionOver(context, session.hash);
    streamChanges(context, request, response, isOver);
  });
  router.use('/telephones', needs('technician'), telephones(about.exchangeUrl, context));
  router.use('/demo', needs('technician'), demo(about.demo));
  for (const route of [...routes, ...nowRoutes(about)]) {
    router[route.method](route.path, async (request, response) => {
      const asker = expectRole(request, 'viewer');
      const { context: watched, answered } = auditedRoute(context, route, request, asker);
      try {
        expectRole(request, route.role);
        const given = { query: request.query, body: request.body ?? {}, id: idIn(request), asker, door };
        if (route.answer === 'sound') {
          const sound = await route.handle(watched, given);
          await heard(request, sound, asker, answered);
          return sendSound(request, response, sound, context.log);
        }
        const answer = await route.handle(watched, given);
        await answered(200);
        if (route.method === 'delete' && route.path === '/session') setCookie(door, response, null);
        response.json(mayAct(asker.who.role, 'technician') ? answer : withoutNumbers(answer, openNumbers(context)));
      } catch (error) {
        await answered(problemOf(error)[0]);
        throw error;
      }
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

/** Changes and recordings heard are written down; whatever only reads is not. */
function auditedRoute(context: Context, route: Route, request: Request, { who }: Asker): Audited {
  const isHeard = route.answer === 'sound';
  if ((route.method === 'get' || route.onlyAsks) && !isHeard) return { context, answered: async () => {} };
  const by: unknown = request.body?.by;
  const about = idIn(request);
  return audited(context, {
    kind: isHeard ? 'heard' : 'change',
    who,
    act: `${route.method.toUpperCase()} /api${route.path}`,
    about: about === '' ? null : about.slice(0, signInLimits.auditCharacters),
    detail: typeof by === 'string' ? `by ${by.slice(0, signInLimits.auditCharacters)}` : null,
  });
}

/** Numbers that every caller hears. */
function openNumbers({ hotlineNumber, inForce: { directory } }: Context): string[] {
  const { desk, helpDesk } = directory;
  return [hotlineNumber, desk.number, ...(helpDesk ? [helpDesk.number] : [])];
}

function idIn({ params }: Request): string {
  return String(params.sid ?? params.number ?? params.id ?? '');
}

function answerError(context: Context, error: unknown, request: Request, response: Response): void {
  const [status, detail] = problemOf(error);
  const which = { method: request.method, path: boundText(`${request.baseUrl}${request.path}`) };
  if (status === 500) context.log.error('an API request failed', { ...which, error: errorText(error) });
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(status, detail)));
}
