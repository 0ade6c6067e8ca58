/** Who is at the page. */
import { useQuery } from '@tanstack/react-query';
import type { Role, Session } from './apiTypes.ts';
import { ask, keepCsrf, Refused } from './ask.ts';

const ranks: readonly Role[] = ['viewer', 'technician', 'lead', 'admin'];

/** The session; null when nobody is signed in. */
export function useSession() {
  return useQuery<Session | null>({
    queryKey: ['session'],
    staleTime: 60_000,
    queryFn: async () => {
      try {
        const session = await ask<Session>('/session');
        keepCsrf(session.csrf);
        return session;
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return null;
        throw error;
      }
    },
  });
}

/** May somebody with this role do what needs that one? The server decides; the page only says why a button is still. */
export function mayDo(role: Role, needed: Role): boolean {
  return ranks.indexOf(role) >= ranks.indexOf(needed);
}
