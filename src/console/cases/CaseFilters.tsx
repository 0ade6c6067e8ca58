import { useEffect, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import { useAnswer } from '../answers.ts';
import type { Person, Teams } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { Choose } from '../parts/Choose.tsx';
import { useWide } from '../parts/useWide.ts';
import { later } from '../ticking.ts';
import { states, tableRem, urgencies } from './caseWords.ts';
import type { FilterName, Filters } from './filters.ts';

interface CaseFiltersProps {
  filters: Filters;
  set: (name: FilterName, value: string) => void;
  clear: () => void;
  teams: Teams['items'];
}

/** Whoever types is not searched for at each letter. */
const typingMs = 350;
/** The API looks for two characters or more. */
const leastCharacters = 2;

export function CaseFilters({ filters, set, clear, teams }: CaseFiltersProps) {
  const people = useAnswer<{ items: Person[] }>('/people', { fixed: true });
  const narrow = !useWide(tableRem);
  const narrowed = Object.values(filters).some((value) => value !== '');
  // On a phone the list comes first, unless the address says that something is left out of it.
  const [opensFilters] = useState(narrowed);
  const choose = (name: FilterName, label: string, options: readonly (readonly [string, string])[]) => (
    <Choose
      label={label}
      value={filters[name]}
      onChange={(value) => set(name, value)}
      options={[['', 'All'], ...options]}
    />
  );
  const others = (
    <>
      {choose('state', 'State', Object.entries(states))}
      {choose('urgency', 'Urgency', Object.entries(urgencies))}
      {choose('priority', 'Priority', priorities)}
      {choose(
        'team',
        'Team',
        teams.map(({ id, name }) => [id, name]),
      )}
      {choose(
        'takenBy',
        'Taken by',
        (people.data?.items ?? []).map(({ id, name }) => [id, name]),
      )}
      <Day label="Opened from" value={filters.from} onChange={(day) => set('from', day)} />
      <Day label="Opened until" value={filters.to} onChange={(day) => set('to', day)} />
      <Action whyNot={narrowed ? null : 'All are shown.'} onPress={clear}>
        Show all
      </Action>
    </>
  );
  return (
    <search aria-label="Cases to show">
      <Search text={filters.search} onSearch={(text) => set('search', text)} />
      {narrow ? (
        <details open={opensFilters}>
          <summary>Filters{narrowed ? ', in use' : ''}</summary>
          <div className="filters">{others}</div>
        </details>
      ) : (
        <div className="filters">{others}</div>
      )}
    </search>
  );
}

const priorities = (['P1', 'P2', 'P3', 'P4'] as const).map((one) => [one, one] as const);

function Search({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  // The address changed by another way: a link, or "Show all".
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === text || (wanted !== '' && wanted.length < leastCharacters)) return;
    return later(typingMs, () => onSearch(wanted));
  }, [typed, text, onSearch]);
  return (
    <SearchField className="react-aria-SearchField search" value={typed} onChange={setTyped} maxLength={80}>
      <Label>Search number, department, phone or what was said</Label>
      <Input />
    </SearchField>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className="choose">
      <span className="react-aria-Label">{label}</span>
      <input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}
