/** Every case, newest first, narrowed by what stands in the address bar. */
import { useAnswer, useList } from '../answers.ts';
import type { ListedCase, Teams } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { CaseFilters } from './CaseFilters.tsx';
import { CaseList } from './CaseList.tsx';
import { pathOf, useFilters } from './filters.ts';
import './cases.css';

export function CasesPage() {
  const teams = useAnswer<Teams>('/teams', { fixed: true });
  const [filters, set, clear] = useFilters();
  if (teams.error && !teams.data) return <p role="alert">{teams.error.message}</p>;
  if (!teams.data) return <p role="status">Opening …</p>;
  const { zone, items } = teams.data;
  return (
    <>
      <h1>Cases</h1>
      <CaseFilters filters={filters} set={set} clear={clear} teams={items} />
      <Found
        path={pathOf(filters, zone)}
        zone={zone}
        teams={Object.fromEntries(items.map(({ id, name }) => [id, name]))}
      />
    </>
  );
}

interface FoundProps {
  path: string;
  zone: string;
  teams: Readonly<Record<string, string>>;
}

function Found({ path, zone, teams }: FoundProps) {
  const list = useList<ListedCase>(path);
  if (list.error && !list.data) return <p role="alert">{list.error.message}</p>;
  if (!list.data) return <p role="status">Looking …</p>;
  const cases = list.data.pages.flatMap(({ items }) => items);
  const goesOn = list.data.pages.at(-1)?.next !== null;
  return (
    <>
      <p role="status" className="dim">
        {sayCount(cases.length, goesOn, path !== '/cases')}
      </p>
      {cases.length > 0 && <CaseList cases={cases} zone={zone} teams={teams} />}
      {list.hasNextPage && (
        <p className="acts">
          <Action onPress={list.showMore} whyNot={list.isFetchingNextPage ? 'They are being fetched.' : null}>
            Show older cases
          </Action>
        </p>
      )}
      {goesOn && !list.hasNextPage && <p>There are older ones. Narrow the list to find them.</p>}
    </>
  );
}

function sayCount(count: number, goesOn: boolean, narrowed: boolean): string {
  if (count === 0) return narrowed ? 'No case is like that.' : 'There is no case yet.';
  const cases = count === 1 ? 'One case' : `${count} cases`;
  return goesOn ? `The newest ${cases}.` : `${cases}.`;
}
