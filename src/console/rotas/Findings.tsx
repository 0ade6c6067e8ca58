import { Link } from 'wouter';
import { useAnswer } from '../answers.ts';
import type { Now } from '../apiTypes.ts';
import { addressOf, explainAddress } from './addresses.ts';
import type { Checked } from './rotaTypes.ts';

/** Ninety days of all teams: too much work to be asked anew with each call. */
export const checkPath = '/rotas/check';

type Finding = Checked['items'][number];

/** What has to be put right in the days ahead, as `npm run rota -- --check` tells it. */
export function Findings({ now }: { now: Now }) {
  const check = useAnswer<Checked>(checkPath, { fixed: true, everyMs: 60_000 });
  if (check.error && !check.data) return <p role="alert">{check.error.message}</p>;
  if (!check.data) return <p role="status">Looking at the next days …</p>;
  const { items, from, to } = check.data;
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const faults = items.filter(({ isFault }) => isFault);
  const others = items.filter(({ isFault }) => !isFault);
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">The next {days} days</h2>
      {items.length === 0 && <p>Nothing has to be put right.</p>}
      {faults.length > 0 && <List title="To be put right: somebody may not be woken" findings={faults} now={now} />}
      {others.length > 0 && <List title="Worth a look" findings={others} now={now} />}
    </section>
  );
}

interface ListProps {
  title: string;
  findings: readonly Finding[];
  now: Now;
}

function List({ title, findings, now }: ListProps) {
  const nameOf = (team: string) => now.teams.find(({ id }) => id === team)?.name ?? team;
  return (
    <>
      <h3>{title}</h3>
      <ul className="findings">
        {findings.map((one) => (
          <li key={`${one.kind} ${one.team} ${one.from} ${one.file} ${one.line} ${one.text}`}>
            {one.team !== null && <strong>{nameOf(one.team)}: </strong>}
            <span className={one.isFault || one.kind === 'doubleCover' ? 'wrong' : ''}>{one.text}</span>{' '}
            {one.team !== null && one.from !== null && (
              <Link href={explainAddress(one.team, Date.parse(one.from))}>Explain</Link>
            )}
            {one.kind === 'held' && <Link href={addressOf('changes')}>Decide</Link>}
          </li>
        ))}
      </ul>
    </>
  );
}
