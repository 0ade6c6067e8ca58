/** One case: what it is, what was promised, what happened, what may be done. */
import { Link } from 'wouter';
import { useAnswer } from '../answers.ts';
import type { Session, Teams, WholeCase } from '../apiTypes.ts';
import { sayLength, sayTime, sayWhole } from '../parts/times.ts';
import { useNow } from '../ticking.ts';
import { CaseActs } from './CaseActs.tsx';
import { CaseFacts } from './CaseFacts.tsx';
import { CasePages } from './CasePages.tsx';
import { isUrgent, nameIn, sayPromise } from './caseWords.ts';
import { DeskBlock } from './DeskBlock.tsx';
import { Recordings } from './Recordings.tsx';
import '../now/now.css';
import './cases.css';

export function CasePage({ number, session }: { number: string; session: Session }) {
  const whole = useAnswer<WholeCase>(`/cases/${encodeURIComponent(number)}`);
  const teams = useAnswer<Teams>('/teams', { fixed: true });
  const now = useNow();
  const error = whole.data === undefined ? whole.error : null;
  return (
    <>
      <p>
        <Link href="/cases">All cases</Link>
      </p>
      <h1>{number.toUpperCase()}</h1>
      {error && <p role="alert">{error.message}</p>}
      {!error && !(whole.data && teams.data) && <p role="status">Opening …</p>}
      {whole.data && teams.data && <Known whole={whole.data} teams={teams.data} session={session} now={now} />}
    </>
  );
}

interface KnownProps {
  whole: WholeCase;
  teams: Teams;
  session: Session;
  now: number;
}

function Known({ whole, teams: { zone, items }, session, now }: KnownProps) {
  const teams = Object.fromEntries(items.map(({ id, name }) => [id, name]));
  return (
    <div className="one-case">
      <div>
        <CaseFacts whole={whole} teams={teams} zone={zone} now={now} />
        <Promised whole={whole} zone={zone} now={now} />
        <CaseActs whole={whole} session={session} />
        <Timeline whole={whole} zone={zone} now={now} />
      </div>
      <div>
        <Recordings recordings={whole.recordings} />
        <CasePages whole={whole} session={session} teams={teams} zone={zone} now={now} />
        <DeskBlock text={whole.deskBlock} />
      </div>
    </div>
  );
}

interface PartProps {
  whole: WholeCase;
  zone: string;
  now: number;
}

function Promised({ whole, zone, now }: PartProps) {
  const { promise } = whole;
  const { state } = whole.case;
  const runs = promise?.state === 'open' && state !== 'closed';
  return (
    <section aria-labelledby="promise">
      <h2 id="promise">Promise</h2>
      {promise === null && <p className="dim">Nothing was promised by a time.</p>}
      {promise !== null && (
        <p className={isUrgent(promise, state, now) ? 'running-out' : ''}>
          <strong>{sayPromise(promise, state, zone, now)}</strong>
          {runs && `, to be kept by ${nameIn(whole, promise.owner)}`}
        </p>
      )}
      {promise !== null && runs && (
        <progress
          aria-label="Time that has passed since it was given"
          max={Date.parse(promise.dueAt) - Date.parse(promise.givenAt)}
          value={Math.max(0, now - Date.parse(promise.givenAt))}
        />
      )}
      {promise?.how && <p>{promise.how}</p>}
    </section>
  );
}

function Timeline({ whole: { timeline, calls }, zone, now }: PartProps) {
  // A line is only ever added at the end.
  const lines = timeline.map((event, key) => ({ ...event, key }));
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">Timeline</h2>
      <ol className="timeline">
        {lines.map(({ at, text, key }) => (
          <li key={key}>
            <time dateTime={at} title={sayWhole(at, zone)}>
              {sayTime(at, zone, now)}
            </time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      {calls.map((call) => (
        <p key={call.leg} className="dim">
          Its call {call.sid !== null && <code>{call.sid}</code>}{' '}
          {call.endedAt === null
            ? 'goes on.'
            : `lasted ${sayLength(Date.parse(call.endedAt) - Date.parse(call.startedAt))}: ${call.outcome ?? 'its outcome is not known yet'}.`}
        </p>
      ))}
    </section>
  );
}
