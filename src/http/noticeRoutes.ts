/** The API about notices: what callers hear after the greeting. */
import { z } from 'zod';
import { endNotice, setNotice } from '../actions/setNotice.ts';
import { listOf, listQuery } from '../domain/api.ts';
import type { Notice } from '../domain/notice.ts';
import { endNoticeBody, noticeAnswer, noticeBody } from '../domain/noticeApi.ts';
import { listNotices } from '../store/read/notices.ts';
import { nameOfActor } from './actor.ts';
import { iso, isoOrNull } from './iso.ts';
import { Problem } from './problem.ts';
import { type Route, route } from './route.ts';

export const noticeRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/notices',
    role: 'viewer',
    about: 'Notices that were set by text or here, newest first; those of the directory are in its file.',
    query: listQuery,
    body: null,
    answer: listOf(noticeAnswer),
    handle: async ({ store }, { query }) => {
      const list = await listNotices(store.read, query);
      return { items: list.items.map(presentNotice), next: list.next };
    },
  }),
  route({
    method: 'post',
    path: '/notices',
    role: 'lead',
    about: 'Sets what every caller hears after the greeting; of several at a time, the one that was set last is heard.',
    query: null,
    body: noticeBody,
    answer: noticeAnswer,
    handle: async (context, { body, asker }) => {
      const { text } = body;
      const by = nameOfActor(context, asker, body.by);
      const from = body.from === undefined ? null : Date.parse(body.from);
      const wish = { text, by, from, until: Date.parse(body.until) };
      const set = await context.store.transact((tx) => setNotice(tx, context, wish));
      if (typeof set === 'string') throw new Problem(400, set);
      return presentNotice(set);
    },
  }),
  route({
    method: 'post',
    path: '/notices/:id/end',
    role: 'lead',
    about: 'Callers do not hear it any more.',
    query: null,
    body: endNoticeBody,
    answer: z.object({ ended: z.literal(true) }),
    handle: async (context, { id, body, asker }) => {
      const by = nameOfActor(context, asker, body.by);
      const why = await context.store.transact((tx) => endNotice(tx, context, id, by));
      if (why !== null) throw new Problem(why.startsWith('There is no') ? 404 : 409, why);
      return { ended: true as const };
    },
  }),
];

export function presentNotice({ id, text, fromAt, untilAt, setBy, setAt, endedAt, endedBy }: Notice) {
  const times = { from: iso(fromAt), until: iso(untilAt), setAt: iso(setAt), endedAt: isoOrNull(endedAt) };
  return { id, text, setBy, endedBy, ...times };
}
