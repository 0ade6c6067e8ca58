import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import type { Attempt, Now, Session, WholePage } from '../apiTypes.ts';
import { sayTime, sayWhole } from '../parts/times.ts';
import { mayDo } from '../session.ts';
import { useNow } from '../ticking.ts';
import { CaseHere } from './CaseHere.tsx';

const PageChart = lazy(() => import('./PageChart.tsx').then((part) => ({ default: part.PageChart })));

/** Efforts to find a human, the running ones first. */
export function Pages({ now, session }: { now: Now; session: Session }) {
  return (
    <section aria-labelledby="pages">
      <h2 id="pages">Pages</h2>
      {now.pages.length === 0 && <p className="dim">Nobody has been paged in the last hours.</p>}
      <div className="pages">
        {now.pages.map((whole) => (
          <PageCard key={whole.page.id} whole={whole} now={now} session={session} />
        ))}
      </div>
    </section>
  );
}

const states = {
  waiting: 'is about to begin',
  running: 'is looking for somebody',
  accepted: 'was taken',
  closed: 'was closed by a person',
  withdrawn: 'was not this team’s after all',
} as const;

const caseStates = { taken: 'is taken', withdrawn: 'is another team’s' } as const;

interface PageCardProps {
  whole: WholePage;
  now: Now;
  session: Session;
}

function PageCard({ whole: { page, attempts, cases }, now, session }: PageCardProps) {
  const time = useNow(page.endedAt === null ? 1_000 : 60_000);
  const team = now.teams.find(({ id }) => id === page.team)?.name ?? page.team;
  const by = page.acceptedBy === null ? '' : ` by ${now.names[page.acceptedBy] ?? page.acceptedBy}`;
  // One is open by itself: each that is open is asked anew whenever something changes.
  const first = page.endedAt === null ? cases.find((one) => one.state === 'waiting') : undefined;
  const shown = attempts.filter(({ kind }) => kind !== 'cancel');
  return (
    <article
      className={`card page ${page.state}`}
      aria-label={`Page of ${team}, ${cases.map((one) => one.number).join(', ')}`}
    >
      <h3>
        {team} {states[page.state]}
        {by}
      </h3>
      <p className="case-list">
        {cases.map((one) => (
          <span key={one.number}>
            <Link href={`/cases/${one.number}`} className="case">
              {one.number}
            </Link>
            {page.endedAt === null && one.state !== 'waiting' && ` ${caseStates[one.state]}`}
          </span>
        ))}
        <span className="dim">
          since{' '}
          <time dateTime={page.createdAt} title={sayWhole(page.createdAt, now.zone)}>
            {sayTime(page.createdAt, now.zone, time)}
          </time>
        </span>
      </p>
      {shown.length > 0 && (
        <>
          <Suspense fallback={<div className="chart" />}>
            <PageChart
              attempts={attempts}
              names={now.names}
              zone={now.zone}
              until={page.endedAt === null ? time : null}
            />
          </Suspense>
          <AttemptTable attempts={shown} now={now} time={time} />
        </>
      )}
      {mayDo(session.user.role, 'technician') &&
        cases.map((one) => (
          <CaseHere key={one.number} number={one.number} session={session} team={team} urgent={one === first} />
        ))}
    </article>
  );
}

/** What the chart shows, in words. */
function AttemptTable({ attempts, now, time }: { attempts: readonly Attempt[]; now: Now; time: number }) {
  return (
    <details>
      <summary>{attempts.length === 1 ? 'One attempt' : `${attempts.length} attempts`}</summary>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">How</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {attempts.map((one) => (
              <tr key={one.id}>
                <td>{sayTime(one.sentAt ?? one.createdAt, now.zone, time)}</td>
                <td>{one.person === null ? 'the caller' : (now.names[one.person] ?? one.person)}</td>
                <td>{one.kind === 'ring' ? 'rung' : 'texted'}</td>
                <td>{one.outcome ?? one.error ?? one.state}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
