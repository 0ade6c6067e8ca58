/** The API's routes as data: the schemas that guard them are the ones that describe them. */
import { z } from 'zod';
import { closePage } from '../actions/closePage.ts';
import { decideVersionNow } from '../actions/decideVersion.ts';
import {
  callAnswer,
  closeBody,
  decideBody,
  listOf,
  listQuery,
  pageAnswer,
  teamsAnswer,
  versionAnswer,
  wholeCallAnswer,
  wholePageAnswer,
} from '../domain/api.ts';
import { filesOf } from '../domain/directory.ts';
import { listCalls, oneCall } from '../store/read/calls.ts';
import { listPages, onePage } from '../store/read/pages.ts';
import { soundOf } from '../store/read/soundOf.ts';
import { listVersions } from '../store/read/versions.ts';
import { nameOfActor } from './actor.ts';
import { auditRoutes } from './auditRoutes.ts';
import { caseRoutes } from './caseRoutes.ts';
import { flowRoutes } from './flowRoutes.ts';
import { lifeboatRoutes } from './lifeboatRoutes.ts';
import { nonceRoutes } from './nonces.ts';
import { noticeRoutes } from './noticeRoutes.ts';
import { peopleRoutes } from './peopleRoutes.ts';
import { presentCall, presentPage, presentVersion, presentWholeCall, presentWholePage } from './present.ts';
import { Problem } from './problem.ts';
import { rotaRoutes } from './rotaRoutes.ts';
import { found, type Route, route } from './route.ts';
import { sessionRoutes } from './sessionRoutes.ts';
import { versionRoutes } from './versionRoutes.ts';

export const routes: readonly Route[] = [
  ...rotaRoutes,
  ...noticeRoutes,
  ...nonceRoutes,
  ...lifeboatRoutes,
  ...caseRoutes,
  ...peopleRoutes,
  ...flowRoutes,
  ...sessionRoutes,
  ...versionRoutes,
  ...auditRoutes,
  route({
    method: 'get',
    path: '/teams',
    role: 'viewer',
    about: 'The teams of the directory.',
    query: null,
    body: null,
    answer: teamsAnswer,
    handle: async ({ inForce: { directory }, timezone }) => ({
      zone: timezone,
      items: Object.entries(directory.teams).map(([id, team]) => ({ id, name: team.name, files: filesOf(team) })),
      next: null,
    }),
  }),
  route({
    method: 'get',
    path: '/calls',
    role: 'viewer',
    about: 'Calls, newest first.',
    query: listQuery,
    body: null,
    answer: listOf(callAnswer),
    handle: async ({ store }, { query, asker }) => {
      const list = await listCalls(store.read, query);
      return { items: list.items.map((one) => presentCall(one, asker.who.role)), next: list.next };
    },
  }),
  route({
    method: 'get',
    path: '/calls/:sid',
    role: 'technician',
    about: 'One call by its CallSid, with every turn.',
    query: null,
    body: null,
    answer: wholeCallAnswer,
    handle: async ({ store }, { id }) => presentWholeCall(found(await oneCall(store.read, id), `call "${id}"`)),
  }),
  {
    method: 'get',
    path: '/recordings/:sid',
    role: 'technician',
    about: 'The sound of one recording, once it is in our keeping.',
    query: null,
    body: null,
    answer: 'sound',
    handle: async ({ store }, { id }) => ({
      sid: id,
      ...found(await soundOf(store.read, id), `recording "${id}" in our keeping`),
    }),
  },
  route({
    method: 'get',
    path: '/pages',
    role: 'viewer',
    about: 'Pages, newest first.',
    query: listQuery,
    body: null,
    answer: listOf(pageAnswer),
    handle: async ({ store }, { query }) => {
      const list = await listPages(store.read, query);
      return { items: list.items.map(presentPage), next: list.next };
    },
  }),
  route({
    method: 'get',
    path: '/pages/:id',
    role: 'viewer',
    about: 'One page with everything that was tried.',
    query: null,
    body: null,
    answer: wholePageAnswer,
    handle: async ({ store }, { id }) => presentWholePage(found(await onePage(store.read, id), `page "${id}"`)),
  }),
  route({
    method: 'get',
    path: '/versions',
    role: 'viewer',
    about: 'Versions of rotas, hours, directory and flows, newest first: in force, held back, or decided.',
    query: listQuery,
    body: null,
    answer: listOf(versionAnswer),
    handle: async ({ store }, { query }) => {
      const list = await listVersions(store.read, query);
      return { items: list.items.map(presentVersion), next: list.next };
    },
  }),
  ...(['approve', 'reject'] as const).map((act) =>
    route({
      method: 'post',
      path: `/versions/:id/${act}`,
      role: 'lead',
      about:
        act === 'approve'
          ? 'A version that is held back comes into force; shifts that have been stay as they were.'
          : 'A version that is held back, and what comes with it, stays out until its file has another text.',
      query: null,
      body: decideBody,
      answer: z.object({ done: z.literal(true) }),
      handle: async (context, { id, body, asker }) => {
        const why = await decideVersionNow(context, id, act, nameOfActor(context, asker, body.by));
        if (why !== null) throw new Problem(why.startsWith('There is no') ? 404 : 409, why);
        return { done: true as const };
      },
    }),
  ),
  route({
    method: 'post',
    path: '/pages/:id/close',
    role: 'lead',
    about:
      'A human closes a page that nobody accepted; its cases close with it, save those that another team still carries, and whoever was texted is told.',
    query: null,
    body: closeBody,
    answer: z.object({ closed: z.literal(true) }),
    handle: async (context, { id, body, asker }) => {
      const refused = await closePage(context, id, nameOfActor(context, asker, body.by), body.reason);
      if (refused !== null) throw new Problem(refused.startsWith('There is no') ? 404 : 409, refused);
      return { closed: true as const };
    },
  }),
];
