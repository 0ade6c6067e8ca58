/** What the list of cases is narrowed to. It stands in the address bar, so that it can be sent to somebody. */
import { useSearchParams } from 'wouter';
import { dayStart } from '../parts/dayStart.ts';

export const filterNames = ['search', 'state', 'urgency', 'priority', 'team', 'takenBy', 'from', 'to'] as const;

export type FilterName = (typeof filterNames)[number];
export type Filters = Readonly<Record<FilterName, string>>;

/** The filters of the address, '' where there is none, and how one is set. */
export function useFilters(): [Filters, (name: FilterName, value: string) => void, () => void] {
  const [search, setSearch] = useSearchParams();
  const filters = Object.fromEntries(filterNames.map((name) => [name, search.get(name) ?? ''])) as Record<
    FilterName,
    string
  >;
  const set = (name: FilterName, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return [filters, set, () => setSearch({}, { replace: true })];
}

/** The list's path at the API. Days are those of the service's zone; the last one counts to its end. */
export function pathOf({ from, to, ...rest }: Filters, zone: string): string {
  const times = { from: dayStart(from, zone), to: dayStart(to, zone, 1) };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...rest, ...times })) if (value) query.set(name, value);
  const text = query.toString();
  return text === '' ? '/cases' : `/cases?${text}`;
}
