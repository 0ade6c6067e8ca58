/** One team's month. */
import { lazy } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { useAnswer } from '../answers.ts';
import type { Now } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { explainAddress } from './addresses.ts';
import { useLooks } from './personLooks.ts';
import type { Timeline } from './rotaTypes.ts';
import { StretchTable } from './StretchTable.tsx';
import { type Stretch, stretchesOf } from './stretches.ts';
import { TeamChoice, teamOf } from './TeamChoice.tsx';
import { WithTable } from './WithTable.tsx';
import { addDays, addMonths, dayAt, readMonth, sayMonth, startOf } from './zoneTimes.ts';

const MonthGrid = lazy(() => import('./MonthGrid.tsx').then((room) => ({ default: room.MonthGrid })));

export function MonthView({ now }: { now: Now }) {
  const [search, setSearch] = useSearchParams();
  const { zone } = now;
  const thisMonth = dayAt(Date.parse(now.at), zone).slice(0, 7);
  const month = readMonth(search.get('month'), thisMonth);
  const team = teamOf(now, search.get('team'));
  const [first, end] = [startOf(`${month}-01`, zone), startOf(`${addMonths(month, 1)}-01`, zone)];
  // The grid shows whole weeks.
  const from = new Date(startOf(addDays(`${month}-01`, -7), zone)).toISOString();
  const to = new Date(startOf(addDays(`${addMonths(month, 1)}-01`, 14), zone)).toISOString();
  const timeline = useAnswer<Timeline>(`/on-call/timeline?${new URLSearchParams({ team, from, to })}`);
  const [shown] = timeline.data?.teams ?? [];
  const stretches = shown ? stretchesOf(shown) : [];
  const choose = (chosen: { team?: string; month?: string }) =>
    setSearch({ view: 'month', team, month, ...chosen }, { replace: true });
  return (
    <>
      <form className="choices" onSubmit={(event) => event.preventDefault()}>
        <TeamChoice now={now} team={team} choose={(chosen) => choose({ team: chosen })} />
        <label className="choice">
          <span>Month</span>
          <input
            type="month"
            value={month}
            onChange={({ target }) => choose({ month: readMonth(target.value, month) })}
          />
        </label>
        <div className="acts">
          <Action onPress={() => choose({ month: addMonths(month, -1) })}>Earlier</Action>
          <Action onPress={() => choose({ month: thisMonth })}>This month</Action>
          <Action onPress={() => choose({ month: addMonths(month, 1) })}>Later</Action>
        </div>
      </form>
      {timeline.error && <p role="alert">{timeline.error.message}</p>}
      {shown ? (
        <Shown
          title={`${shown.name}, ${sayMonth(month)}`}
          month={month}
          stretches={stretches}
          ofMonth={stretches.filter((one) => one.from < end && one.to > first)}
          now={now}
        />
      ) : (
        <p role="status">Opening …</p>
      )}
    </>
  );
}

interface ShownProps {
  title: string;
  month: string;
  /** Of all weeks that the month has a day of. */
  stretches: readonly Stretch[];
  ofMonth: readonly Stretch[];
  now: Now;
}

function Shown({ title, month, stretches, ofMonth, now }: ShownProps) {
  const [, go] = useLocation();
  const instant = Date.parse(now.at);
  const looks = useLooks(stretches);
  const table = (
    <StretchTable caption={`Shifts of ${title}`} stretches={ofMonth} looks={looks} zone={now.zone} near={instant} />
  );
  return (
    <section aria-labelledby="month">
      <h2 id="month">{title}</h2>
      <WithTable
        picture={
          <MonthGrid
            month={month}
            stretches={stretches}
            looks={looks}
            zone={now.zone}
            now={instant}
            onChoose={({ team, from }) => go(explainAddress(team, from))}
          />
        }
        table={table}
      />
    </section>
  );
}
