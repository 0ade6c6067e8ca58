/** Who would be woken at an instant, and why they. */
import { type FormEvent, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { writeTime } from '../../domain/writeTime.ts';
import { useAnswer } from '../answers.ts';
import type { Now } from '../apiTypes.ts';
import { Action } from '../parts/Action.tsx';
import { PhoneLink } from '../parts/PhoneLink.tsx';
import { explainAddress } from './addresses.ts';
import { Origin } from './Origin.tsx';
import type { Explained } from './rotaTypes.ts';
import { TeamChoice, teamOf } from './TeamChoice.tsx';
import { WhoIsWoken } from './WhoIsWoken.tsx';
import { instantOf, wallAt } from './zoneTimes.ts';

export function ExplainView({ now }: { now: Now }) {
  const [search] = useSearchParams();
  const team = teamOf(now, search.get('team'));
  const wanted = Date.parse(search.get('at') ?? '');
  const [opened] = useState(() => Date.parse(now.at));
  const at = Number.isNaN(wanted) ? opened : wanted;
  const query = new URLSearchParams({ team, at: new Date(at).toISOString() });
  const explained = useAnswer<Explained>(`/on-call/explain?${query}`);
  return (
    <>
      <Asked key={`${team} ${at}`} now={now} team={team} at={at} />
      {explained.error && <p role="alert">{explained.error.message}</p>}
      {explained.data ? <Answer of={explained.data} now={now} /> : <p role="status">Asking …</p>}
    </>
  );
}

/** The form that says which instant is meant. */
function Asked({ now, team, at }: { now: Now; team: string; at: number }) {
  const [, setSearch] = useSearchParams();
  const [wall, setWall] = useState(wallAt(at, now.zone));
  const ask = (wish: { team: string; at: number }) =>
    setSearch({ view: 'explain', team: wish.team, at: new Date(wish.at).toISOString() });
  const instant = instantOf(wall, now.zone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (instant !== null) ask({ team, at: instant });
  };
  return (
    <form className="choices" onSubmit={submit}>
      <TeamChoice now={now} team={team} choose={(chosen) => ask({ team: chosen, at })} />
      <label className="choice">
        <span>At (clocks of {now.zone})</span>
        <input type="datetime-local" value={wall} onChange={({ target }) => setWall(target.value)} required />
      </label>
      <div className="acts">
        <Action type="submit" look="main" whyNot={instant === null ? 'Give a date and an hour.' : null}>
          Explain
        </Action>
        <Action onPress={() => ask({ team, at: Date.parse(now.at) })}>Now</Action>
      </div>
    </form>
  );
}

function Answer({ of, now }: { of: Explained; now: Now }) {
  const at = Date.parse(of.at);
  const near = Date.parse(now.at);
  const name = now.teams.find(({ id }) => id === of.team)?.name ?? of.team;
  const until = of.until === null ? null : Date.parse(of.until);
  return (
    <>
      <section className={`card ${of.onCall.length === 0 && of.required ? 'gap' : ''}`} aria-labelledby="on-duty">
        <h2 id="on-duty">
          {name}, {writeTime(at, now.zone, near)}
        </h2>
        {of.onCall.map(({ person, by }) => (
          <p key={person.id} className="on-call">
            <strong>{person.name}</strong> <PhoneLink number={person.phone} />
            <br />
            <Origin by={by} />
          </p>
        ))}
        {of.onCall.length > 1 && (
          <p className="wrong">{of.onCall.length} are on call at once: each of them is woken.</p>
        )}
        {of.onCall.length === 0 && <p className="on-call">Nobody is on call. {of.gap}</p>}
        <p>{of.required ? 'Somebody has to be on call.' : 'Nobody has to be on call: the desk is open.'}</p>
        {until !== null && (
          <p>
            until {writeTime(until, now.zone, near)}{' '}
            <Link href={explainAddress(of.team, until)}>Explain that time</Link>
          </p>
        )}
        {of.warnings.map((warning) => (
          <p key={warning} className="warning">
            {warning}
          </p>
        ))}
      </section>
      <WhoIsWoken of={of} />
      <section aria-labelledby="others">
        <h2 id="others">Why nobody else</h2>
        {of.others.length === 0 && <p>No other shift is near.</p>}
        <ul className="others">
          {of.others.map(({ person, why, by }) => (
            <li key={`${person?.id} ${why}`}>
              {person && <strong>{person.name}: </strong>}
              {why} {by && <Origin by={by} />}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
