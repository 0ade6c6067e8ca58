import { Link } from 'wouter';
import type { ListedCase } from '../apiTypes.ts';
import { sayNumber } from '../parts/sayNumber.ts';
import { sayTime, sayWhole } from '../parts/times.ts';
import { useWide } from '../parts/useWide.ts';
import { useNow } from '../ticking.ts';
import { isUrgent, sayPromise, sounds, states, tableRem, urgencies } from './caseWords.ts';

interface CaseListProps {
  cases: readonly ListedCase[];
  /** By id. */
  teams: Readonly<Record<string, string>>;
  zone: string;
}

/** Newest first: a table, or cards where there is no room for one. */
export function CaseList(props: CaseListProps) {
  const runs = props.cases.some(({ promise, state }) => promise?.state === 'open' && state !== 'closed');
  const now = useNow(runs ? 1_000 : 30_000);
  const rows = props.cases.map((one) => ({ one, facts: factsOf(one, props, now) }));
  return useWide(tableRem) ? <Table rows={rows} zone={props.zone} /> : <Cards rows={rows} zone={props.zone} />;
}

interface Row {
  one: ListedCase;
  facts: ReturnType<typeof factsOf>;
}

function factsOf(one: ListedCase, { teams, zone }: CaseListProps, now: number) {
  return {
    opened: sayTime(one.openedAt, zone, now),
    urgency: `${urgencies[one.urgency]}, ${one.priority}`,
    department: one.department ?? 'Department not known',
    number: one.callBackNumber === null ? '' : sayNumber(one.callBackNumber),
    team: one.team === null ? 'Team not known' : (teams[one.team] ?? one.team),
    state: `${states[one.state]}${one.takenByName === null ? '' : ` by ${one.takenByName}`}`,
    promise: one.promise === null ? '' : sayPromise(one.promise, one.state, zone, now),
    urgent: isUrgent(one.promise, one.state, now),
    recording: one.recording === null ? '' : sounds[one.recording],
  };
}

function Opened({ one, zone, text }: { one: ListedCase; zone: string; text: string }) {
  return (
    <time dateTime={one.openedAt} title={sayWhole(one.openedAt, zone)}>
      {text}
    </time>
  );
}

function Table({ rows, zone }: { rows: readonly Row[]; zone: string }) {
  return (
    <table className="cases">
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Opened</th>
          <th scope="col">Urgency</th>
          <th scope="col">Department</th>
          <th scope="col">Team</th>
          <th scope="col">State</th>
          <th scope="col">Promise</th>
          <th scope="col">Recording</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ one, facts }) => (
          <tr key={one.number} className={one.state}>
            <th scope="row">
              <Link href={`/cases/${one.number}`}>{one.number}</Link>
            </th>
            <td>
              <Opened one={one} zone={zone} text={facts.opened} />
            </td>
            <td className={one.urgency}>{facts.urgency}</td>
            <td>
              {facts.department}
              {facts.number !== '' && <span className="number"> {facts.number}</span>}
            </td>
            <td>{facts.team}</td>
            <td>{facts.state}</td>
            <td className={facts.urgent ? 'running-out' : ''}>{facts.promise}</td>
            <td>{facts.recording}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cards({ rows, zone }: { rows: readonly Row[]; zone: string }) {
  return (
    <ul className="cases">
      {rows.map(({ one, facts }) => (
        <li key={one.number} className={`card ${one.state}`}>
          <p>
            <Link href={`/cases/${one.number}`}>
              <strong>{one.number}</strong>
            </Link>{' '}
            <Opened one={one} zone={zone} text={facts.opened} />
          </p>
          <p>
            <span className={one.urgency}>{facts.urgency}</span>, {facts.state}
          </p>
          <p>
            {facts.department}, {facts.team} <span className="number">{facts.number}</span>
          </p>
          {facts.promise !== '' && <p className={facts.urgent ? 'running-out' : ''}>Promise: {facts.promise}</p>}
          {facts.recording !== '' && <p className="dim">{facts.recording}</p>}
        </li>
      ))}
    </ul>
  );
}
