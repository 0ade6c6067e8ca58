import type { Now } from '../apiTypes.ts';

/** Picks one of the teams. */
export function TeamChoice({ now, team, choose }: { now: Now; team: string; choose: (team: string) => void }) {
  return (
    <label className="choice">
      <span>Team</span>
      <select value={team} onChange={(event) => choose(event.target.value)}>
        {now.teams.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The team of the address bar, or the first one. */
export function teamOf(now: Now, wanted: string | null): string {
  return now.teams.find(({ id }) => id === wanted)?.id ?? now.teams[0]?.id ?? '';
}
