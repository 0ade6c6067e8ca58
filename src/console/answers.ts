/** What the API answered, kept while it is shown, and asked anew when something changed. */
import { QueryCache, QueryClient, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { List, Now } from './apiTypes.ts';
import { ask, Refused, tell } from './ask.ts';
import { setServiceTime } from './ticking.ts';

const isLost = (error: Error) => error instanceof Refused && error.status === 0;

export const answers: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // Whose session is over is led to the sign-in, whatever was asked.
    onError(error) {
      if (error instanceof Refused && error.status === 401) void answers.invalidateQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays one; a lost line may come back.
      retry: (times, error) => isLost(error) && times < 100,
      retryDelay: 2_000,
    },
  },
});

/** The question for a path of the API, and the key under which its answer is kept. */
export function askedFor<Answer>(path: string) {
  return {
    queryKey: ['api', path],
    queryFn: async ({ signal }: { signal: AbortSignal }) => {
      const answer = await ask<Answer>(path, signal);
      // Before anything shows how long something takes: this browser's clock may be wrong.
      if (path === '/now') setServiceTime((answer as Now).at);
      return answer;
    },
  };
}

/** What the API answers to a path; asked anew whenever the service says that something changed. */
export function useAnswer<Answer>(
  path: string,
  options: { enabled?: boolean; everyMs?: number; fixed?: boolean } = {},
) {
  return useQuery<Answer>({
    ...askedFor<Answer>(path),
    // What no call changes is not asked anew with each of them.
    ...(options.fixed ? { queryKey: ['fixed', path], staleTime: 60_000 } : {}),
    placeholderData: (before) => before,
    enabled: options.enabled ?? true,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
  });
}

/** How many lists are put one below the other: further down, a filter finds more than eyes do. */
const mostLists = 10;

/**
 * A list of the API, and more of it when it is asked for. After a change all that is shown is asked anew.
 * @param path with its query, without a cursor
 */
export function useList<Item>(path: string) {
  const [wanted, setWanted] = useState({ path, lists: 1 });
  const list = useInfiniteQuery({
    queryKey: ['api', path, 'list'],
    queryFn: ({ pageParam, signal }) =>
      ask<List<Item>>(
        pageParam === '' ? path : `${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(pageParam)}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last, all) => (all.length < mostLists ? last.next : null),
    placeholderData: (before) => before,
  });
  const { data, isFetching, hasNextPage, isError, fetchNextPage } = list;
  const shown = data?.pages.length ?? 0;
  // A change that is told meanwhile ends the asking for more: it is asked for again after that.
  useEffect(() => {
    const lacks = wanted.path === path && shown > 0 && shown < wanted.lists;
    if (lacks && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [wanted, path, shown, hasNextPage, isFetching, isError, fetchNextPage]);
  return { ...list, showMore: () => setWanted({ path, lists: shown + 1 }) };
}

export interface Change {
  path: string;
  body?: object;
  method?: 'POST' | 'DELETE';
}

/** A change by the API; whatever is shown is asked anew after it. */
export function useChange<Answer = unknown>() {
  return useMutation<Answer, Error, Change>({
    mutationFn: ({ path, body = {}, method }) => tell<Answer>(path, body, method),
    onSettled: () => answers.invalidateQueries({ queryKey: ['api'] }),
  });
}
