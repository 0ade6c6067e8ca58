import { listOf, listQuery } from '../domain/api.ts';
import { auditAnswer } from '../domain/audit.ts';
import { listAudit } from '../store/read/audit.ts';
import { iso } from './iso.ts';
import { type Route, route } from './route.ts';

export const auditRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/audit',
    role: 'admin',
    about: 'Who changed what, heard which recording, came in or was refused, newest first.',
    query: listQuery,
    body: null,
    answer: listOf(auditAnswer),
    handle: async ({ store }, { query }) => {
      const list = await listAudit(store.read, query);
      return { items: list.items.map((row) => ({ ...row, at: iso(row.at) })), next: list.next };
    },
  }),
];
