/** What is done with a case from the page or a script. */
import { z } from 'zod';
import { noteCaseNow, takeCaseNow } from '../actions/workOnCase.ts';
import { decideBody } from '../domain/api.ts';
import { noteBody } from '../domain/nowApi.ts';
import { nameOfActor, personOfActor } from './actor.ts';
import { Problem } from './problem.ts';
import { type Route, route } from './route.ts';

function refuse(why: string | null): void {
  if (why !== null) throw new Problem(why.startsWith('There is no') ? 404 : 409, why);
}

export const caseRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/cases/:number/take',
    role: 'technician',
    about: 'Somebody of the directory (`by`) takes the case: its pages end, its phones stop, the others are told.',
    query: null,
    body: decideBody,
    answer: z.object({ taken: z.literal(true) }),
    handle: async (context, { id, body, asker }) => {
      refuse(await takeCaseNow(context, id.toUpperCase(), personOfActor(asker, body.by)));
      return { taken: true as const };
    },
  }),
  route({
    method: 'post',
    path: '/cases/:number/note',
    role: 'technician',
    about: 'Adds a line to the timeline of a case.',
    query: null,
    body: noteBody,
    answer: z.object({ noted: z.literal(true) }),
    handle: async (context, { id, body, asker }) => {
      refuse(await noteCaseNow(context, id.toUpperCase(), nameOfActor(context, asker, body.by), body.text));
      return { noted: true as const };
    },
  }),
];
