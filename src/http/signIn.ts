/** Coming in with a browser: by the one-time link, or by the organisation's own sign-in. */
import express, { type Request, type Response, type Router } from 'express';
import { noteRefused } from '../actions/audited.ts';
import { signInLimits } from '../domain/signInLimits.ts';
import { comeIn } from './comeIn.ts';
import type { Door } from './door.ts';
import { isLocal } from './isLocal.ts';
import { isOnlyLooking } from './isOnlyLooking.ts';
import { organisationRoutes } from './organisation.ts';
import { limitSignIns } from './rateLimits.ts';
import { signInPage } from './signInPage.ts';

const anew = 'On the machine where the service runs, "npm run link" makes a new one.';

export function signIn(door: Door): Router {
  const router = express.Router();
  const limited = limitSignIns(door.context.clock, (_request, response, seconds) => {
    response.set('retry-after', String(seconds));
    signInPage(response, 429, 'Too many attempts', [`Please wait ${Math.ceil(seconds / 60)} minutes, then try again.`]);
  });
  if (door.provider) organisationRoutes(door, door.provider, router, limited);
  else
    router.get('/sign-in', (_request, response) =>
      signInPage(response, 200, 'Sign in', [
        'The service printed a link when it started; open it in a browser on the same machine.',
        anew,
      ]),
    );
  // Where links are off there is no secret to be tried.
  const beforeLink = door.links ? [limited] : [];
  router.get('/sign-in/:secret', ...beforeLink, (request, response) => openLink(door, request, response));
  return router;
}

async function openLink(door: Door, request: Request, response: Response): Promise<void> {
  if (isOnlyLooking(request)) return signInPage(response, 503, 'Not yet', ['Open this link to sign in.']);
  const secret = String(request.params.secret);
  const refused = (why: string) =>
    noteRefused(door.context, {
      who: null,
      how: 'link',
      act: 'GET /sign-in/:secret',
      detail: `${why}, from ${request.ip}`,
    });
  if (!door.links)
    return signInPage(response, 404, 'One-time links are off', ['Sign in with your organisation: open /sign-in.']);
  if (!isLocal(request)) {
    await refused('a link that was opened elsewhere');
    return signInPage(response, 403, 'This link does not work from here', [
      'It works only in a browser on the machine where the service runs, without a proxy between them.',
    ]);
  }
  if (secret.length > signInLimits.secretCharacters || !door.links.use(secret)) {
    await refused('a link that does not work any more');
    return signInPage(response, 403, 'This link does not work any more', [
      `Each link works once, within ${signInLimits.linkMinutes} minutes, until the service is started again.`,
      anew,
    ]);
  }
  await comeIn(door, request, response, { name: 'Local admin', role: 'admin', person: null, how: 'link' });
}
