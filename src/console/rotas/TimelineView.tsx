/** The rotas of all teams over some days. */
import { lazy } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useAnswer } from '../answers.ts';
import type { Now } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { explainAddress } from './addresses.ts';
import { Findings } from './Findings.tsx';
import { useLooks } from './personLooks.ts';
import type { Timeline } from './rotaTypes.ts';
import { StretchTable } from './StretchTable.tsx';
import { coverOf, type Stretch, stretchesOf } from './stretches.ts';
import { WithTable } from './WithTable.tsx';
import { addDays, dayAt, readDay, startOf } from './zoneTimes.ts';

const TimelineChart = lazy(() => import('./TimelineChart.tsx').then((room) => ({ default: room.TimelineChart })));

const lengths = [7, 14, 28, 56, 91] as const;

export function TimelineView({ now }: { now: Now }) {
  const [search, setSearch] = useSearchParams();
  const instant = Date.parse(now.at);
  const today = dayAt(instant, now.zone);
  const day = readDay(search.get('from'), today);
  const days = lengths.find((length) => `${length}` === search.get('days')) ?? 14;
  const from = new Date(startOf(day, now.zone)).toISOString();
  const to = new Date(startOf(addDays(day, days), now.zone)).toISOString();
  const timeline = useAnswer<Timeline>(`/on-call/timeline?${new URLSearchParams({ from, to })}`);
  const choose = (chosen: { from?: string; days?: string }) =>
    setSearch({ view: 'timeline', from: day, days: `${days}`, ...chosen }, { replace: true });
  return (
    <>
      <form className="choices" onSubmit={(event) => event.preventDefault()}>
        <label className="choice">
          <span>From</span>
          <input type="date" value={day} onChange={({ target }) => choose({ from: readDay(target.value, day) })} />
        </label>
        <label className="choice">
          <span>Days</span>
          <select value={days} onChange={({ target }) => choose({ days: target.value })}>
            {lengths.map((length) => (
              <option key={length}>{length}</option>
            ))}
          </select>
        </label>
        <div className="acts">
          <Action onPress={() => choose({ from: addDays(day, -days) })}>Earlier</Action>
          <Action onPress={() => choose({ from: today })}>Today</Action>
          <Action onPress={() => choose({ from: addDays(day, days) })}>Later</Action>
        </div>
      </form>
      {timeline.error && <p role="alert">{timeline.error.message}</p>}
      {timeline.data ? <Shown timeline={timeline.data} instant={instant} /> : <p role="status">Opening …</p>}
      <Findings now={now} />
    </>
  );
}

function Shown({ timeline, instant }: { timeline: Timeline; instant: number }) {
  const [, go] = useLocation();
  const { zone, left } = timeline;
  const rows = timeline.teams.map((team) => ({
    id: team.id,
    name: team.name,
    stretches: stretchesOf(team),
    cover: coverOf(team),
  }));
  const all = rows.flatMap(({ stretches }) => stretches);
  const looks = useLooks(all);
  const table = <StretchTable caption="Shifts of all teams" stretches={all} looks={looks} zone={zone} near={instant} />;
  const [from, to] = [Date.parse(timeline.from), Date.parse(timeline.to)];
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">{summaryOf(all)}</h2>
      {left > 0 && <p>And {left} teams more: choose Month to see one of them.</p>}
      {timeline.teams.map(
        ({ id, name, next }) => next !== null && <p key={id}>{name} has more shifts than are shown.</p>,
      )}
      <WithTable
        picture={
          <TimelineChart
            rows={rows}
            looks={looks}
            zone={zone}
            from={from}
            to={to}
            now={instant}
            onChoose={({ team, from: at }) => go(explainAddress(team, at))}
          />
        }
        table={table}
      />
    </section>
  );
}

function summaryOf(all: readonly Stretch[]): string {
  const count = (kind: Stretch['kind'], one: string, many: string) => {
    const found = all.filter((stretch) => stretch.kind === kind).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? one : many}`];
  };
  const said = [...count('gap', 'gap', 'gaps'), ...count('double', 'double cover', 'double covers')];
  if (said.length === 0 && all.some(({ kind }) => kind === 'unknown'))
    return 'Not all of these days are worked out yet';
  if (said.length > 0) return `In these days: ${said.join(' and ')}`;
  return 'In these days somebody is on call whenever somebody has to be';
}
