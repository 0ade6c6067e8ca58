/** The API about being signed in. */
import { z } from 'zod';
import { endSession } from '../actions/sessions.ts';
import { linkAnswer, sessionAnswer } from '../domain/sessionApi.ts';
import type { Asker } from './door.ts';
import { iso } from './iso.ts';
import { Problem } from './problem.ts';
import { type Route, route } from './route.ts';

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/session',
    role: 'viewer',
    about: 'Who is signed in with this browser.',
    query: null,
    body: null,
    answer: sessionAnswer,
    handle: async (_context, { asker }) => {
      const { name, person, role, csrf } = sessionIn(asker);
      return { user: { name, person, role }, csrf };
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    role: 'viewer',
    about: 'Signs out: the session ends here, and its cookie is worth nothing any more.',
    query: null,
    body: null,
    answer: z.object({ ended: z.literal(true) }),
    handle: async (context, { asker }) => {
      await endSession(context, sessionIn(asker).hash);
      return { ended: true as const };
    },
  }),
  route({
    method: 'post',
    path: '/links',
    role: 'admin',
    about: 'Makes a link that signs an admin in once, on the machine of the service.',
    query: null,
    body: null,
    answer: linkAnswer,
    handle: async (_context, { door }) => {
      if (!door.links) throw new Problem(409, 'One-time links are off; sign in at /sign-in.');
      const { secret, expiresAt } = door.links.make();
      return { url: `${door.localUrl}/sign-in/${secret}`, until: iso(expiresAt) };
    },
  }),
];

/** @throws Problem (401) for whoever asks without a session */
function sessionIn({ session }: Asker) {
  if (!session) throw new Problem(401, 'The admin token has no session; sign in with a browser.');
  return session;
}
