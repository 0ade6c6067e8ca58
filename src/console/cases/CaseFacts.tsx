import type { ReactNode } from 'react';
import type { WholeCase } from '../apiTypes.ts';
import { sayNumber } from '../parts/sayNumber.ts';
import { sayTime, sayWhole } from '../parts/times.ts';
import { nameIn, states, urgencies } from './caseWords.ts';

interface CaseFactsProps {
  whole: WholeCase;
  /** Names of teams by id. */
  teams: Readonly<Record<string, string>>;
  zone: string;
  now: number;
}

/** What a case is, at a glance. */
export function CaseFacts({ whole, teams, zone, now }: CaseFactsProps) {
  const one = whole.case;
  const time = (at: string) => (
    <time dateTime={at} title={sayWhole(at, zone)}>
      {sayTime(at, zone, now)}
    </time>
  );
  return (
    <dl className="facts card">
      <Fact name="State">
        <strong className={one.state}>{states[one.state]}</strong>
        {one.takenBy !== null && ` by ${nameIn(whole, one.takenBy)}`} {one.takenAt !== null && time(one.takenAt)}
        {one.closedAt !== null && <> at {time(one.closedAt)}</>}
      </Fact>
      <Fact name="Urgency">
        <span className={one.urgency}>{urgencies[one.urgency]}</span>, {one.priority}
      </Fact>
      <Fact name="Call back">
        {one.callBackNumber === null ? (
          'The number is withheld'
        ) : (
          <a href={`tel:${one.callBackNumber}`}>{sayNumber(one.callBackNumber)}</a>
        )}
      </Fact>
      <Fact name="Department">{one.department ?? 'Not known'}</Fact>
      <Fact name="Team">{one.team === null ? 'Not known' : (teams[one.team] ?? one.team)}</Fact>
      <Fact name="Queue">{one.queue}</Fact>
      <Fact name="Opened">{time(one.openedAt)}</Fact>
      <Fact name="The caller was told">{one.expectation ?? 'Nothing yet'}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
