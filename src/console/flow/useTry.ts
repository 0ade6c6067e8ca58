import { useQuery } from '@tanstack/react-query';
import type { Tried, TriedTurn } from '../apiTypes.ts';
import { Refused, tell } from '../ask.ts';

/** A call that is tried. */
export interface Wish {
  /** ISO 8601. */
  at: string;
  /** null: withheld. */
  from: string | null;
  turns: readonly TriedTurn[];
}

/** What the service says of it; the answer before stays until the next one comes. @param wish null: nothing is tried */
export function useTry(wish: Wish | null) {
  return useQuery<Tried>({
    queryKey: ['try', wish],
    queryFn: () => tell<Tried>('/flows/try', { ...wish }),
    enabled: wish !== null,
    staleTime: 60_000,
    // Only a few tries run at a time.
    retry: (times, error) => error instanceof Refused && error.status === 429 && times < 5,
    retryDelay: 500,
    placeholderData: (before) => before,
  });
}
